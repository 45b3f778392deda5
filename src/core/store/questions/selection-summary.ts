import type { Connector } from '../connector.ts';
import { filterSql, type Filter } from '../filter.ts';

/** How much a filter selects, beside the whole. Money in yuan. */
export interface SelectionSummary {
  indicators: number;
  all_indicators: number;
  forms: number;
  all_forms: number;
  /** Budget of the year of the forms with a selected indicator, each form once. */
  annual: number;
  all_annual: number;
  /** The budget's part that stands on the selected indicators, each indicator of a form carrying an even part. */
  money: number;
  /** Selected indicators that are a direction, a word or lost: nothing to measure. */
  weak: number;
}

/** Counts and money of what the filter selects; forms without any indicator count into the whole only. */
export async function selectionSummary(db: Connector, filter: Filter = {}): Promise<SelectionSummary> {
  const [row] = await db.query<SelectionSummary>(selectionSummarySql(filter));
  return row!;
}

export function selectionSummarySql(filter: Filter = {}): string {
  return `WITH part AS (
  SELECT form_id, strength, (${filterSql(filter)}) AS kept FROM indicator
), form AS (
  SELECT form_id, count(*) FILTER (WHERE kept) AS kept, count(*) AS rows,
    count(*) FILTER (WHERE kept AND strength IN ('trend', 'state', 'lost')) AS weak
  FROM part GROUP BY form_id
)
SELECT coalesce(sum(kept), 0)::DOUBLE AS indicators, coalesce(sum(rows), 0)::DOUBLE AS all_indicators,
  (count(*) FILTER (WHERE kept > 0))::DOUBLE AS forms, (SELECT count(*) FROM project)::DOUBLE AS all_forms,
  coalesce(sum(annual) FILTER (WHERE kept > 0), 0)::DOUBLE AS annual,
  (SELECT coalesce(sum(annual), 0) FROM project)::DOUBLE AS all_annual,
  coalesce(sum(annual * kept / rows), 0)::DOUBLE AS money, coalesce(sum(weak), 0)::DOUBLE AS weak
FROM form JOIN project USING (form_id)`;
}
