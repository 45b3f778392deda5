import { STRENGTHS } from '#core/model/indicator.ts';
import type { Strength } from '#core/model/indicator.ts';
import { onAxisSql } from '../axis.ts';
import type { Connector } from '../connector.ts';
import { binSql, type Edges } from '../explore/edges.ts';
import { isMany, LEVEL_AND_KIND, type By } from '../explore/groups.ts';
import { ownOf, type LinkedChart } from '../explore/linked.ts';
import { DIMENSIONS, filterSql, INDICATOR_ROW, JUDGED_ROW, OPEN_FINDING, type Filter } from '../filter.ts';
import { identifier, literal } from '../sql.ts';

/**
 * One value of a linked chart, by strength: indicators (`n_number` …) and money (`money_number` …, yuan, each indicator
 * of a form carrying an even part) under the filters of the other charts, and in all without any.
 */
export interface LinkedValue extends Record<`n_${Strength}` | `money_${Strength}`, number> {
  /** `null` = not printed; of budget and value, where the bin begins (`null`: below the first edge, or none). */
  value: string | number | null;
  label: string | null;
  indicators: number;
  money: number;
  all_indicators: number;
  all_money: number;
}

/** Every value of a chart (of the map of levels and kinds: the level, and the kind as its label), in words over the plain tables. The page asks the same of `explore` (linked.ts), much faster; a test holds both equal. */
export async function linkedChart(
  db: Connector,
  filter: Filter,
  chart: LinkedChart,
  edges: Edges = [],
): Promise<LinkedValue[]> {
  return db.query<LinkedValue>(linkedChartSql(filter, chart, edges));
}

/** `edges`: of a chart of budgets or values. With a chart of values, an axis too. `open`: what stands for the open findings where these were not made. */
export function linkedChartSql(
  filter: Filter,
  chart: LinkedChart,
  edges: Edges = [],
  axis?: string,
  open = OPEN_FINDING,
): string {
  return chartSql(filter, chart, edges, axis).replaceAll(OPEN_FINDING, open);
}

function chartSql(filter: Filter, chart: LinkedChart, edges: Edges, axis?: string): string {
  const { by } = chart;
  const parts = STRENGTHS.flatMap((s) => [
    `(count(*) FILTER (WHERE kept AND strength = ${literal(s)}))::DOUBLE AS n_${s}`,
    `coalesce(sum(share) FILTER (WHERE kept AND strength = ${literal(s)}), 0)::DOUBLE AS money_${s}`,
  ]);
  const from = by === 'severity' ? JUDGED_ROW : INDICATOR_ROW;
  const size = {
    items: 'indicators',
    money: 'money',
    weak: 'money_trend + money_state + money_lost',
  }[chart.measure];
  const label = by === 'project' ? 'any_value(project)' : 'CAST(bar AS VARCHAR)';
  const [bar, named] =
    by === LEVEL_AND_KIND
      ? ['level1, kind', 'level1 AS value, kind AS label']
      : ['bar', `bar AS value, ${label} AS label`];
  return `SELECT ${named},
  (count(*) FILTER (WHERE kept))::DOUBLE AS indicators, coalesce(sum(share) FILTER (WHERE kept), 0)::DOUBLE AS money,
  ${parts.join(',\n  ')},
  count(*)::DOUBLE AS all_indicators, coalesce(sum(share), 0)::DOUBLE AS all_money
FROM (
  SELECT r.*, ${barSql(by, edges)}annual / n AS share, (${filterSql(filter, ...ownOf(chart))}) AS kept
  FROM ${from} r JOIN (SELECT form_id AS form, count(*) AS n FROM indicator GROUP BY form_id) ON form = form_id${
    isMany(by)
      ? `\n  LEFT JOIN (SELECT DISTINCT record, ${by} FROM ${OPEN_FINDING}) f ON f.record = form_id || '/' || ordinal`
      : ''
  }${by === 'value' && axis !== undefined ? `\n  WHERE ${onAxisSql(axis, 'r')} AND r.value IS NOT NULL` : ''}
) GROUP BY ${bar} ORDER BY ${by === 'budget' || by === 'value' ? 'bar NULLS FIRST' : `${size} DESC, all_indicators DESC, ${bar}`}`;
}

/** What the bars stand for as a column `bar`; a cell of the map stands for two columns that are there. */
function barSql(by: By, edges: Edges): string {
  if (by === LEVEL_AND_KIND) return '';
  if (by === 'budget' || by === 'value') {
    const column = by === 'budget' ? 'annual' : 'r.value';
    return `([${edges.join(', ')}]::DOUBLE[])[nullif(greatest((${binSql(column, edges)}) - 1, 0), 0)] AS bar, `;
  }
  return `${isMany(by) ? `f.${identifier(by)}` : DIMENSIONS[by]} AS bar, `;
}
