import type { Connector } from '../connector.ts';
import { DIMENSIONS, filterSql, INDICATOR_ROW, type DimensionName, type Filter } from '../filter.ts';
import { literal } from '../sql.ts';

/** One bar of a linked chart. `label` is what to print (a project's name), `value` what to filter by. */
export interface DimensionBar {
  dimension: DimensionName;
  value: string | null;
  label: string | null;
  /** Indicators under the filters of the other dimensions. */
  indicators: number;
  /** Budget of the year of the forms with such an indicator, yuan, under the same filters. */
  annual: number;
  /** Indicators without any filter: the bar's ghost. */
  all_indicators: number;
}

/** Bars of every dimension for cross-filtering: a dimension's own filter does not narrow its own bars. */
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
  const bars = dimensions.map((dimension) => {
    const kept = filterSql(filter, dimension);
    const column = DIMENSIONS[dimension];
    const label = dimension === 'project' ? 'any_value(project)' : 'value';
    return `SELECT ${literal(dimension)} AS dimension, value, ${label} AS label, sum(kept)::DOUBLE AS indicators,
  coalesce(sum(annual) FILTER (WHERE kept > 0), 0)::DOUBLE AS annual, sum(all_kept)::DOUBLE AS all_indicators
FROM (SELECT form_id, ${column}::VARCHAR AS value, any_value(project) AS project, any_value(annual) AS annual,
  count(*) FILTER (WHERE ${kept}) AS kept, count(*) AS all_kept FROM ${INDICATOR_ROW} GROUP BY form_id, ${column}) GROUP BY value`;
  });
  return `${bars.join('\nUNION ALL\n')}
ORDER BY dimension, indicators DESC, all_indicators DESC, value`;
}
