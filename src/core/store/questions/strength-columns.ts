import { STRENGTHS, type Strength } from '#core/model/indicator.ts';
import { identifier, literal } from '../sql.ts';

/** How many indicators are of each class of strength. */
export type StrengthCounts = Record<Strength, number>;

/** The five counts as columns of a grouped SELECT over rows with a `strength`. */
export const STRENGTH_COLUMNS = STRENGTHS.map(
  (strength) =>
    `(count(*) FILTER (WHERE strength = ${literal(strength)}))::DOUBLE AS ${identifier(strength)}`,
).join(', ');

/** Strength classes that can be measured at the end of the year. */
export const QUANTIFIED = `strength IN ('number', 'full')`;

/** Level 1 of the indicators that promise an effect. */
export const BENEFIT = `level1 = '效益指标'`;

/** Benefits whose value could be read: one that was lost is the reader's fault and counts against nobody. */
export const BENEFIT_KNOWN = `${BENEFIT} AND strength <> 'lost'`;

/** The five counts summed up again, over rows that already have them. */
export const STRENGTH_SUMS = STRENGTHS.map(
  (strength) => `sum(${identifier(strength)})::DOUBLE AS ${identifier(strength)}`,
).join(', ');
