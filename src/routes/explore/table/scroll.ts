/** Height of a row in px. */
export const ROW = 30;
/** No taller: browsers give up on an element between 17 and 33 million px, and ten million rows would be 300. */
export const TALLEST = 12_000_000;

/** Where the rows of a window stand: the first item drawn, how many, and how far from the top of the list, in px. */
export interface Window {
  first: number;
  count: number;
  top: number;
}

/** Height of the whole list in px. */
export const heightOf = (items: number): number => Math.min(items * ROW, TALLEST);

/** The items to draw at a scroll position. Past TALLEST the bar moves several rows a pixel, and both ends stay reachable. */
export function windowAt(scroll: number, view: number, items: number): Window {
  const height = heightOf(items);
  const free = Math.max(1, height - view);
  const share = Math.min(1, Math.max(0, scroll / free));
  const exact = items * ROW <= TALLEST ? scroll / ROW : share * Math.max(0, items - view / ROW);
  const first = Math.max(0, Math.min(items - 1, Math.floor(exact)));
  const count = Math.max(0, Math.min(items - first, Math.ceil(view / ROW) + 1));
  return { first, count, top: Math.max(0, scroll - (exact - first) * ROW) };
}

/** The scroll position at which an item stands on top. */
export function scrollTo(item: number, view: number, items: number): number {
  if (items * ROW <= TALLEST) return item * ROW;
  return (item / Math.max(1, items - view / ROW)) * (heightOf(items) - view);
}
