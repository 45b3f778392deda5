import type { Bar } from './bars.ts';

/** One bin: its place (from 1), where it begins and ends (`null` = open), what is kept and what there is. */
export interface Bin extends Pick<Bar, 'kept' | 'all' | 'parts'> {
  bin: number;
  from: number | null;
  to: number | null;
}

/** First and last bin of a stretch. */
export interface Stretch {
  first: number;
  last: number;
}

/** The bins from the first to the last that holds anything, empty ones between them too. A bar's code is its bin and `step`. */
export function binsOf(bars: readonly Bar[], edges: ArrayLike<number>, step: number): Bin[] {
  const found = new Map(bars.map((bar) => [bar.code - step, bar]));
  const known = [...found]
    .filter(([bin, bar]) => bin >= 1 && bin <= edges.length + 1 && bar.all > 0)
    .map(([bin]) => bin);
  if (known.length === 0) return [];
  const [low, high] = [Math.min(...known), Math.max(...known)];
  return Array.from({ length: high - low + 1 }, (_, i) => {
    const bin = low + i;
    const { kept = 0, all = 0, parts = [] } = found.get(bin) ?? {};
    return { bin, from: edges[bin - 2] ?? null, to: edges[bin - 1] ?? null, kept, all, parts };
  });
}

/** The bins that a range touches; `null`: none. */
export function stretchOf(
  bins: readonly Bin[],
  range: { from: number | null; to: number | null },
): Stretch | null {
  const inside = bins.filter(
    ({ from, to }) =>
      (range.from === null || (to ?? Infinity) > range.from) &&
      (range.to === null || (from ?? -Infinity) < range.to),
  );
  return inside.length ? { first: inside[0]!.bin, last: inside.at(-1)!.bin } : null;
}
