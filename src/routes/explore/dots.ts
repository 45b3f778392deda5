import { STRENGTH_COUNT, type Tally } from '#core/store/explore/linked.ts';
import type { Bar } from './bars.ts';

/** One form: across, the share of its indicators that can be measured (0…1); up, its money; size, how many indicators. */
export interface Dot extends Bar {
  share: number;
  indicators: number;
}

/** The bars of a tally as dots. */
export function dotsOf(bars: readonly Bar[], { allN }: Tally): Dot[] {
  return bars.map((bar, i) => {
    const counts = allN.subarray(i * STRENGTH_COUNT, (i + 1) * STRENGTH_COUNT);
    const indicators = counts.reduce((sum, n) => sum + n, 0);
    return { ...bar, indicators, share: indicators > 0 ? (counts[0]! + counts[1]!) / indicators : 0 };
  });
}
