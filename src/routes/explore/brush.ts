import type { Stretch } from './bins.ts';

/** What the pointer holds of a histogram: a stretch that is drawn or carried, or one of its ends. */
export interface Hand {
  kind: 'draw' | 'carry' | 'first' | 'last';
  /** Bin where it began. */
  from: number;
  start: Stretch;
}

/** The stretch when the hand has come to a bin; `all`: the first and the last bin there are. */
export function drawn({ kind, from, start }: Hand, bin: number, all: Stretch): Stretch {
  if (kind === 'draw') return { first: Math.min(from, bin), last: Math.max(from, bin) };
  if (kind === 'first') return { first: Math.min(bin, start.last), last: start.last };
  if (kind === 'last') return { first: start.first, last: Math.max(bin, start.first) };
  const by = Math.max(all.first - start.first, Math.min(all.last - start.last, bin - from));
  return { first: start.first + by, last: start.last + by };
}

/** How many bins a key goes. */
export const STEPS: Record<string, number> = {
  ArrowLeft: -1,
  ArrowDown: -1,
  ArrowRight: 1,
  ArrowUp: 1,
  PageUp: 5,
  PageDown: -5,
  Home: -999,
  End: 999,
};

/** The stretch when one of its ends goes some bins, within `all`; the first stops at the last, the last takes the first along. */
export function stepped(now: Stretch, end: keyof Stretch, step: number, all: Stretch): Stretch {
  const next = { ...now, [end]: now[end] + step };
  const first = Math.max(all.first, Math.min(end === 'first' ? now.last : next.last, next.first));
  return { first, last: Math.min(all.last, Math.max(first, next.last)) };
}
