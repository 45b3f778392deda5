import type { Connector } from '../connector.ts';
import { filterSql, type Filter } from '../filter.ts';
import {
  BENEFIT,
  QUANTIFIED,
  STRENGTH_COLUMNS,
  STRENGTH_SUMS,
  type StrengthCounts,
} from './strength-columns.ts';

/** A department's budget of the year (yuan), and the part of it in projects without any quantified benefit. */
export interface DepartmentMoney extends StrengthCounts {
  department: string | null;
  forms: number;
  annual: number;
  unquantified_annual: number;
  indicators: number;
}

/** Departments by budget, largest first; under the filter, over the forms that have an indicator left. */
export async function moneyByDepartment(db: Connector, filter: Filter = {}): Promise<DepartmentMoney[]> {
  return db.query<DepartmentMoney>(moneyByDepartmentSql(filter));
}

export function moneyByDepartmentSql(filter: Filter = {}): string {
  return `WITH form AS (
  SELECT form_id, count(*) AS indicators, ${STRENGTH_COLUMNS}, count(*) FILTER (WHERE ${BENEFIT} AND ${QUANTIFIED}) AS quantified
  FROM indicator WHERE ${filterSql(filter)} GROUP BY form_id)
SELECT department, count(*)::DOUBLE AS forms, coalesce(sum(annual), 0)::DOUBLE AS annual,
  coalesce(sum(annual) FILTER (WHERE quantified = 0), 0)::DOUBLE AS unquantified_annual,
  sum(indicators)::DOUBLE AS indicators, ${STRENGTH_SUMS}
FROM form JOIN project USING (form_id) GROUP BY department ORDER BY annual DESC, department NULLS LAST`;
}
