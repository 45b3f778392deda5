import type { Connector } from '../connector.ts';
import { filterSql, INDICATOR_ROW, type Filter } from '../filter.ts';
import { STRENGTH_COLUMNS, STRENGTH_SUMS, type StrengthCounts } from './strength-columns.ts';

/** The projects of one 项目性质: their budget of the year (yuan) and their indicators by class of strength. */
export interface NatureStrength extends StrengthCounts {
  nature: string | null;
  forms: number;
  annual: number;
  indicators: number;
}

/** Strength by 项目性质, the largest budget first. */
export async function strengthByNature(db: Connector, filter: Filter = {}): Promise<NatureStrength[]> {
  return db.query<NatureStrength>(strengthByNatureSql(filter));
}

export function strengthByNatureSql(filter: Filter = {}): string {
  return `WITH form AS (
  SELECT form_id, nature, annual, count(*)::DOUBLE AS indicators, ${STRENGTH_COLUMNS}
  FROM ${INDICATOR_ROW} WHERE ${filterSql(filter)} GROUP BY form_id, nature, annual)
SELECT nature, count(*)::DOUBLE AS forms, coalesce(sum(annual), 0)::DOUBLE AS annual,
  sum(indicators)::DOUBLE AS indicators, ${STRENGTH_SUMS}
FROM form GROUP BY nature ORDER BY annual DESC, nature NULLS LAST`;
}
