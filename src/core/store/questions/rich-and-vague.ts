import type { Connector } from '../connector.ts';
import { filterSql, type Filter } from '../filter.ts';
import { literal } from '../sql.ts';

/** Forms with more money than most and few targets that can be measured, and their budget of the year (yuan). */
export interface RichAndVague {
  forms: number;
  annual: number;
}

/** The forms whose budget is the median or more and whose share of indicators with a number is below `limit` (0…1). */
export async function richAndVague(db: Connector, limit: number, filter: Filter = {}): Promise<RichAndVague> {
  const [found] = await db.query<RichAndVague>(richAndVagueSql(limit, filter));
  return found!;
}

export function richAndVagueSql(limit: number, filter: Filter = {}): string {
  return `WITH form AS (
  SELECT form_id, count(*) FILTER (WHERE strength = 'number') / count(*) AS number_share
  FROM indicator WHERE ${filterSql(filter)} GROUP BY form_id), priced AS (FROM form JOIN project USING (form_id) WHERE annual IS NOT NULL)
SELECT count(*)::DOUBLE AS forms, coalesce(sum(annual), 0)::DOUBLE AS annual FROM priced
WHERE number_share < ${literal(limit)} AND annual >= (SELECT list(annual ORDER BY annual)[count(*) // 2 + 1] FROM priced)`;
}
