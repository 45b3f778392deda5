import type { Way } from './view.ts';

/** Arrow keys, Home and End move the focus among the buttons of a group, in steps of `columns` for up and down. */
export function rove(event: KeyboardEvent, columns = 1): void {
  const steps: Record<string, number> = {
    ArrowDown: columns,
    ArrowUp: -columns,
    ArrowRight: 1,
    ArrowLeft: -1,
    Home: -Infinity,
    End: Infinity,
  };
  const step = steps[event.key];
  const group = event.currentTarget;
  if (step === undefined || event.altKey || !(group instanceof HTMLElement)) return;
  const buttons = [...group.querySelectorAll<HTMLButtonElement>('button')];
  const at = buttons.findIndex((button) => button === document.activeElement);
  if (at < 0) return;
  event.preventDefault();
  // What cannot be chosen is passed over.
  const by = Number.isFinite(step) ? step : -Math.sign(step);
  let to = Number.isFinite(step) ? at + step : step < 0 ? 0 : buttons.length - 1;
  while (buttons[to]?.disabled) to += by;
  const next = buttons[to];
  if (!next) return;
  for (const button of buttons) button.tabIndex = button === next ? 0 : -1;
  next.focus();
}

type Keys = Pick<MouseEvent, 'altKey' | 'shiftKey' | 'ctrlKey' | 'metaKey'>;

/** How a click with these keys held is meant: Alt bars the value, Shift, Ctrl or Meta adds it. */
export function wayOf({ altKey, shiftKey, ctrlKey, metaKey }: Keys): Way {
  return altKey ? 'bar' : shiftKey || ctrlKey || metaKey ? 'add' : 'alone';
}

/**
 * Enter or Space with a key held, and Delete (bars): browsers do not agree on whether that is a click, so it is heard as
 * a key. `null`: an ordinary key.
 */
export function wayOfKey(event: KeyboardEvent): Way | null {
  const way = event.key === 'Delete' || event.key === 'Backspace' ? 'bar' : wayOf(event);
  if (way === 'alone' || !['Enter', ' ', 'Delete', 'Backspace'].includes(event.key)) return null;
  event.preventDefault();
  return way;
}
