import type { Connector } from '../connector.ts';
import { filterSql, type Filter } from '../filter.ts';
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
  SELECT form_id, count(*) AS indicators, ${STRENGTH_COLUMNS}
  FROM indicator WHERE ${filterSql(filter)} GROUP BY form_id)
SELECT nature, count(*)::DOUBLE AS forms, coalesce(sum(annual), 0)::DOUBLE AS annual,
  sum(indicators)::DOUBLE AS indicators, ${STRENGTH_SUMS}
FROM form JOIN project USING (form_id) GROUP BY nature ORDER BY annual DESC, nature NULLS LAST`;
}
