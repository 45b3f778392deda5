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
  if (step === undefined || !(group instanceof HTMLElement)) return;
  const buttons = [...group.querySelectorAll<HTMLButtonElement>('button')];
  const at = buttons.findIndex((button) => button === document.activeElement);
  if (at < 0) return;
  event.preventDefault();
  const to = Number.isFinite(step) ? at + step : step < 0 ? 0 : buttons.length - 1;
  const next = buttons[Math.min(buttons.length - 1, Math.max(0, to))];
  for (const button of buttons) button.tabIndex = button === next ? 0 : -1;
  next?.focus();
}

/** Enter or Space with Ctrl, Shift or Meta: browsers do not agree on whether that is a click, so it is heard as a key. */
export function addsByKey(event: KeyboardEvent): boolean {
  const adds =
    (event.key === 'Enter' || event.key === ' ') && (event.ctrlKey || event.shiftKey || event.metaKey);
  if (adds) event.preventDefault();
  return adds;
}
