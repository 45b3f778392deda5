/**
 * Gives the focus back to what loses it by being disabled while something is done, unless it has gone elsewhere meanwhile. Call while a
 * component is made; what is returned is told which element began it.
 */
export function focusBack(busy: () => boolean): (element: HTMLElement) => void {
  let waiting: HTMLElement | null = null;
  let begun = false;
  $effect(() => {
    if (busy()) begun = true;
    else if (begun) {
      begun = false;
      if (document.activeElement === document.body) waiting?.focus();
      waiting = null;
    }
  });
  return (element) => (waiting = element);
}
