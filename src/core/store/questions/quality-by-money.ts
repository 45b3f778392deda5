import type { Connector } from '../connector.ts';
import { filterSql, type Filter } from '../filter.ts';
import { QUANTIFIED } from './strength-columns.ts';

/** One dot of the scatter: budget of the year (yuan) against the share of indicators (0…1) that can be measured. */
export interface QualityDot {
  form_id: string;
  project: string;
  department: string | null;
  year: number | null;
  annual: number | null;
  indicators: number;
  /** Share whose target is a figure that is not a plain 100 %. */
  number_share: number;
  /** Share whose target is a figure, 100 % included. */
  quantified_share: number;
}

/** A dot a form, in the order of the portfolio (`most`: the so many with the most money); shares are of the indicators under the filter. */
export async function qualityByMoney(
  db: Connector,
  filter: Filter = {},
  most?: number,
): Promise<QualityDot[]> {
  return db.query<QualityDot>(qualityByMoneySql(filter, most));
}

export function qualityByMoneySql(filter: Filter = {}, most?: number): string {
  const some =
    most === undefined ? '' : ` ORDER BY annual DESC NULLS LAST, form_order LIMIT ${Math.trunc(most)}`;
  return `WITH form AS (
  SELECT form_id, count(*)::DOUBLE AS indicators, count(*) FILTER (WHERE strength = 'number') AS number,
    count(*) FILTER (WHERE ${QUANTIFIED}) AS quantified
  FROM indicator WHERE ${filterSql(filter)} GROUP BY form_id),
of_project AS (FROM form JOIN project USING (form_id)${some})
SELECT form_id, name AS project, department, year, annual, indicators, number / indicators AS number_share,
  quantified / indicators AS quantified_share
FROM of_project ORDER BY form_order`;
}
