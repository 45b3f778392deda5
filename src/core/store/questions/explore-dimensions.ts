import { STRENGTHS } from '#core/model/indicator.ts';
import type { Connector } from '../connector.ts';
import {
  DIMENSIONS,
  filterSql,
  INDICATOR_ROW,
  JUDGED_ROW,
  type DimensionName,
  type Filter,
} from '../filter.ts';
import { levelOrder } from '../level-order.ts';
import { identifier, literal } from '../sql.ts';
import type { StrengthCounts } from './strength-columns.ts';

/**
 * One bar of a linked chart. `label` is what to print (a project's name), `value` what to filter by. Money in yuan.
 * The five strengths split the bar: `money` of a dimension whose bars are money (MONEY_DIMENSIONS), else `indicators`.
 */
export interface DimensionBar extends StrengthCounts {
  dimension: DimensionName;
  value: string | null;
  label: string | null;
  /** Indicators under the filters of the other dimensions. */
  indicators: number;
  /** The budget's part that stands on these indicators, each indicator of a form carrying an even part. */
  money: number;
  /** Indicators without any filter: the bar's ghost. */
  all_indicators: number;
  /** `money` without any filter. */
  all_money: number;
  /** How many values the dimension takes: more than the rows given when it was cut. */
  values: number;
}

/** Bars of a dimension that are given at most. */
export const MOST_BARS = 20;

/**
 * Bars of every dimension for cross-filtering: a dimension's own filter does not narrow its own bars. Their order does
 * not change with the filter, unless there are more than MOST_BARS: then those with the most under the filter are given.
 */
export async function exploreDimensions(
  db: Connector,
  filter: Filter = {},
  dimensions: readonly DimensionName[] = Object.keys(DIMENSIONS) as DimensionName[],
): Promise<DimensionBar[]> {
  return db.query<DimensionBar>(exploreDimensionsSql(filter, dimensions));
}

export function exploreDimensionsSql(
  filter: Filter = {},
  dimensions: readonly DimensionName[] = Object.keys(DIMENSIONS) as DimensionName[],
): string {
  const judged = dimensions.includes('severity') || Boolean(filter.severity?.length);
  const columns = dimensions.map((d) => `${DIMENSIONS[d]}::VARCHAR AS ${identifier(d)}`);
  const kept = dimensions.map((d) => {
    const own = filterSql(filter, d, ...(judged ? (['severity'] as const) : []));
    return `(${own}${judged && d !== 'severity' ? severityOf(filter) : ''}) AS ${identifier(`kept_${d}`)}`;
  });
  return `WITH part AS ${dimensions.length > 1 ? 'MATERIALIZED ' : ''}(
  SELECT project AS form_name, strength, annual / n AS share,
    ${[...columns, ...kept].join(',\n    ')}
  FROM ${judged ? JUDGED_ROW : INDICATOR_ROW} r
  JOIN (SELECT form_id AS form, count(*) AS n FROM indicator GROUP BY form_id) ON form = r.form_id
)
${dimensions.map((d) => `(${barsSql(d)})`).join('\nUNION ALL\n')}`;
}

/** Over JUDGED_ROW the severity is a column: no need to look each record up again. */
function severityOf({ severity }: Filter): string {
  if (!severity?.length) return '';
  const given = severity.filter((value) => value !== null).map(literal);
  const either = given.length > 0 ? [`severity IN (${given.join(', ')})`] : [];
  if (given.length < severity.length) either.push('severity IS NULL');
  return ` AND (${either.join(' OR ')})`;
}

function barsSql(dimension: DimensionName): string {
  const kept = identifier(`kept_${dimension}`);
  const inMoney = MONEY_DIMENSIONS.has(dimension);
  const size = inMoney ? 'money' : 'indicators';
  const strengths = STRENGTHS.map(
    (s) =>
      `coalesce(sum(${inMoney ? 'share' : '1'}) FILTER (WHERE ${kept} AND strength = ${literal(s)}), 0)::DOUBLE AS ${identifier(s)}`,
  );
  return `SELECT ${literal(dimension)} AS dimension, ${identifier(dimension)} AS value,
  ${dimension === 'project' ? 'any_value(form_name)' : identifier(dimension)} AS label,
  (count(*) FILTER (WHERE ${kept}))::DOUBLE AS indicators, coalesce(sum(share) FILTER (WHERE ${kept}), 0)::DOUBLE AS money,
  count(*)::DOUBLE AS all_indicators, coalesce(sum(share), 0)::DOUBLE AS all_money, (count(*) OVER ())::DOUBLE AS "values",
  ${strengths.join(',\n  ')}
FROM part GROUP BY ${identifier(dimension)}
ORDER BY CASE WHEN "values" > ${MOST_BARS} THEN ${size} END DESC NULLS LAST, ${orderOf(dimension)}, value NULLS LAST
LIMIT ${MOST_BARS}`;
}

/** Dimensions whose bars are money. */
export const MONEY_DIMENSIONS: ReadonlySet<DimensionName> = new Set([
  'project',
  'department',
  'nature',
  'year',
]);

function orderOf(dimension: DimensionName): string {
  const fixed = FIXED[dimension];
  if (fixed) return `coalesce(list_position(${literal(fixed)}, value), 99)`;
  if (dimension === 'level1' || dimension === 'level2') return levelOrder(dimension, 'value');
  return MONEY_DIMENSIONS.has(dimension) ? 'all_money DESC' : 'all_indicators DESC';
}

const FIXED: Partial<Record<DimensionName, readonly string[]>> = {
  strength: ['number', 'full', 'trend', 'state', 'lost'],
  severity: ['error', 'warning', 'info'],
  comparator: ['≥', '>', '=', '<', '≤'],
};
