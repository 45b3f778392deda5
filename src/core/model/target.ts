export type Comparator = '≥' | '≤' | '=' | '>' | '<';

export type Dimension =
  | 'percent'
  | 'percentage-point'
  | 'money'
  | 'count'
  | 'person'
  | 'person-time'
  | 'length'
  | 'area'
  | 'volume'
  | 'mass'
  | 'time'
  | 'data'
  | 'rate-per'
  | 'none';

/**
 * `quantity` a number · `quality` a word (及时, 健全, 验收合格) · `trend` a direction (提升, 同比下降, ≥ last year by 3 points)
 * · `date` a day or a deadline · `placeholder` (`**`, `XX`, 待定, 优良中低差) · `lost` (nothing printed, or pushed off the table).
 */
export const TARGET_KINDS = ['quantity', 'date', 'trend', 'quality', 'placeholder', 'lost'] as const;
export type TargetKind = (typeof TARGET_KINDS)[number];

export type Polarity = 'positive' | 'negative';

/** How a printed target reads. `raw` is always kept; `value` is in the printed unit, `value * scale` in the base unit. */
export interface Target {
  kind: TargetKind;
  raw: string;
  comparator: Comparator | null;
  value: number | null;
  /** Upper end of a range. */
  valueHigh: number | null;
  /** As printed inside the parentheses, `null` when none. */
  unit: string | null;
  /** 10⁴ for 万 on a count, 10⁴ for 万元, 1 otherwise. */
  scale: number;
  dimension: Dimension;
  /** Of the indicator's name: lower is better = negative; `null` when the name does not say. */
  polarity: Polarity | null;
  /** What the target is relative to, as printed (同比, 较上年); `null` for an absolute one. */
  baseline: string | null;
  /** ISO day of a date target (its last day), else `null`. */
  date: string | null;
  /** Direction words, state words found. */
  words: string[];
  /** `comparator-missing`, `comparator-typo`, `unit-as-word`, `full-width`, … */
  flags: string[];
}

/** A printed value in the base unit, without what binary fractions add: 0.07 万元 are 700 元. */
export function inBaseUnit(value: number | null, scale: number): number | null {
  return value === null || scale === 1 ? value : Number((value * scale).toPrecision(15));
}
