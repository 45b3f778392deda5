import type { Bin } from './bins.ts';

const MOST = 5;
/** What a sign of the axis takes at most, px. */
const SIGN = 8;
const GAP = 12;

/** Bins whose beginning is printed on the axis: at like distances, at most five, and only as many as have room in `width` px. */
export function marksOf(bins: readonly Bin[], width: number, print: (value: number) => string): Bin[] {
  const long = ({ from }: Bin): number => print(from ?? 0).length * SIGN;
  const room = Math.max(0, ...bins.map(long)) + GAP;
  const most = Math.max(1, Math.min(MOST, Math.floor(width / room)));
  const every = Math.max(1, Math.ceil(bins.length / most));
  const first = bins[0]?.from === null ? 1 : 0;
  return bins.filter(
    (bin, i) =>
      bin.from !== null && i % every === first && (i / bins.length) * width + long(bin) <= width + SIGN,
  );
}
