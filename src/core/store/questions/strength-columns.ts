import { STRENGTHS, type Strength } from '#core/model/indicator.ts';
import { identifier, literal } from '../sql.ts';

/** How many indicators are of each class of strength. */
export type StrengthCounts = Record<Strength, number>;

const perStrength = (count: string) =>
  STRENGTHS.map(
    (strength) =>
      `coalesce(${count} FILTER (WHERE strength = ${literal(strength)}), 0)::DOUBLE AS ${identifier(strength)}`,
  ).join(', ');

/** The five counts as columns of a grouped SELECT over rows with a `strength`. */
export const STRENGTH_COLUMNS = perStrength('count(*)');

/** The same over groups of `n` rows of one strength: of few values, much faster than counting them five times over all rows. */
export const STRENGTH_COLUMNS_OF_GROUPS = perStrength('sum(n)');

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
