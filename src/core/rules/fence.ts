import type { OperatorName } from './operators.ts';
import type { Param } from './rule.ts';

/** Where to set a limit, and how that was found. */
export interface Fence {
  value: number;
  method: 'tukey' | 'gap';
  /** Records beyond it. */
  beyond: number;
  /** Quartiles (Tukey), or the two neighbours of the gap. */
  from: number;
  to: number;
}

/**
 * Suggests a limit from the values that records have. Tukey's fence lies one and a half quartile distances outside the quartiles; where more
 * than half of the values are alike it would be no fence, and the middle of the widest gap in the outer half is taken. The rule looks
 * above the limit (`greater…`) or below it. Kept within the parameter's bounds and on its step.
 * @returns `null` with fewer than eight values, or when nothing lies beyond
 */
export function suggestFence(
  values: readonly { at: number; count: number }[],
  operator: OperatorName,
  { min = -Infinity, max = Infinity, step }: Pick<Param, 'min' | 'max' | 'step'>,
): Fence | null {
  const all = values.reduce((sum, { count }) => sum + count, 0);
  if (all < 8 || values.length < 3) return null;
  const above = operator.startsWith('greater');
  const fit = (value: number) =>
    Math.min(max, Math.max(min, step ? round(Math.round(value / step) * step) : round(value)));
  const beyond = (limit: number) =>
    values.reduce(
      (sum, { at, count }) => sum + (above ? (at > limit ? count : 0) : at < limit ? count : 0),
      0,
    );
  const quartile = (share: number) => {
    let seen = 0;
    for (const { at, count } of values) {
      seen += count;
      if (seen >= share * all) return at;
    }
    return values.at(-1)!.at;
  };
  const [q1, q3] = [quartile(0.25), quartile(0.75)];
  if (q3 > q1) {
    const value = fit(above ? q3 + 1.5 * (q3 - q1) : q1 - 1.5 * (q3 - q1));
    if (beyond(value) > 0) return { value, method: 'tukey', beyond: beyond(value), from: q1, to: q3 };
  }
  const half = quartile(0.5);
  const outer = values.filter(({ at }) => (above ? at >= half : at <= half));
  let widest: { from: number; to: number } | null = null;
  for (let i = 1; i < outer.length; i++) {
    const [from, to] = [outer[i - 1]!.at, outer[i]!.at];
    if (!widest || to - from > widest.to - widest.from) widest = { from, to };
  }
  if (!widest) return null;
  const value = fit((widest.from + widest.to) / 2);
  const count = beyond(value);
  return count > 0 && count < all / 2 ? { value, method: 'gap', beyond: count, ...widest } : null;
}

/** Without the tail that binary fractions leave. */
function round(value: number): number {
  return Number(value.toPrecision(10));
}
