import type { Connector } from '../connector.ts';
import { filterSql, type Filter } from '../filter.ts';
import {
  BENEFIT,
  BENEFIT_KNOWN,
  QUANTIFIED,
  STRENGTH_COLUMNS,
  type StrengthCounts,
} from './strength-columns.ts';

/** A form's budget of the year (yuan) and how firm the indicators behind it are. */
export interface ProjectMoney extends StrengthCounts {
  form_id: string;
  project: string;
  department: string | null;
  nature: string | null;
  year: number | null;
  annual: number | null;
  indicators: number;
  /** Benefits whose value could be read. */
  benefits: number;
  benefits_quantified: number;
}

/** Forms by budget, largest first (`most`: so many); indicators are counted under the filter, and a form without any left is absent. */
export async function moneyByProject(
  db: Connector,
  filter: Filter = {},
  most?: number,
): Promise<ProjectMoney[]> {
  return db.query<ProjectMoney>(moneyByProjectSql(filter, most));
}

export function moneyByProjectSql(filter: Filter = {}, most?: number): string {
  return `WITH form AS (
  SELECT form_id, count(*)::DOUBLE AS indicators, ${STRENGTH_COLUMNS},
    (count(*) FILTER (WHERE ${BENEFIT_KNOWN}))::DOUBLE AS benefits,
    (count(*) FILTER (WHERE ${BENEFIT} AND ${QUANTIFIED}))::DOUBLE AS benefits_quantified
  FROM indicator WHERE ${filterSql(filter)} GROUP BY form_id)
SELECT name AS project, department, nature, year, annual, form.* FROM form JOIN project USING (form_id)
ORDER BY annual DESC NULLS LAST, form_order${most === undefined ? '' : ` LIMIT ${Math.trunc(most)}`}`;
}
