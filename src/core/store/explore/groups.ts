import type { DimensionName, RangeName } from '../filter.ts';
import { identifier } from '../sql.ts';
import { COUNTED } from './coded-forms.ts';

/** The cells of a map of both: no dimension that is filtered by, but `level1` and `kind` in one code. */
export const LEVEL_AND_KIND = 'level1_kind';
/** There are fewer kinds of targets. */
export const KIND_STEP = 100;

/** What a linked chart may group by. */
export type By = DimensionName | RangeName | typeof LEVEL_AND_KIND;

/** An indicator may stand under several values of these. */
export const isMany = (by: By): boolean => by === 'rule' || by === 'review';

/** The code of a value as SQL over the coded rows, whose name stands in `of` with a dot. Whether a target can be measured is read off its strength. */
export function codeSql(by: By, of = ''): string {
  if (by === 'measurable') return `CASE WHEN ${of}strength > 2 THEN 2 ELSE 1 END`;
  if (by === LEVEL_AND_KIND) return `${of}level1::INTEGER * ${KIND_STEP} + ${of}kind`;
  return of + identifier(by);
}

/** The table of a dimension's groups without any filter. */
export const totalOf = (by: By): string => `explore.total_${by}`;

/**
 * The groups of a dimension by strength, over the rows that stand after FROM (`rowsSql`); `bin`: also by that column; `only`: the
 * codes that are told apart, where not all are (-1: the others together).
 */
export function groupsSql(
  by: By,
  rows = 'explore.indicator',
  { bin, only }: { bin?: By; only?: readonly number[] | undefined } = {},
): string {
  const key = bin ? `${identifier(bin)}::INTEGER AS bin, ` : '';
  if (!isMany(by)) {
    const code = `(${codeSql(by)})::INTEGER AS code`;
    if (!only) return `SELECT ${key}${code}, strength, ${COUNTED}\nFROM ${rows} GROUP BY ALL`;
    return `SELECT ${bin ? 'bin, ' : ''}coalesce(told, -1) AS code, strength, ${COUNTED}
FROM (SELECT ${key}${code}, strength, money FROM ${rows}) LEFT JOIN (SELECT unnest([${only.join(', ')}]::INTEGER[]) AS told) ON told = code GROUP BY ALL`;
  }
  return `SELECT ${bin ? 'bin, ' : ''}coalesce(m.code, 0) AS code, strength, sum(n)::DOUBLE AS n, sum(money)::DOUBLE AS money
FROM (SELECT ${key}rules, strength, ${COUNTED} FROM ${rows} GROUP BY ALL) g
LEFT JOIN (SELECT DISTINCT rules, ${by} AS code FROM explore.rule_of) m ON m.rules = g.rules GROUP BY ALL`;
}
