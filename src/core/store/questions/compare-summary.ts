import type { Connector } from '../connector.ts';
import { OTHER, projectsSql, type Side } from './compare-sides.ts';
import { BENEFIT, BENEFIT_KNOWN, QUANTIFIED } from './strength-columns.ts';

/** The headline figures of one side. Money in yuan. */
export interface SideSummary {
  forms: number;
  annual: number;
  indicators: number;
  number: number;
  /** Benefits whose value could be read, and those of them that are quantified. */
  benefits: number;
  benefits_quantified: number;
  /** Budget of the projects without one quantified benefit. */
  unquantified_annual: number;
}

export async function sideSummary(db: Connector, side: Side): Promise<SideSummary> {
  const [row] = await db.query<SideSummary>(sideSummarySql(side));
  return row!;
}

export function sideSummarySql(side: Side): string {
  return `WITH form AS (SELECT form_id, annual FROM ${projectsSql(side)}),
row AS (
  SELECT form_id, count(*) AS indicators, count(*) FILTER (WHERE strength = 'number') AS number,
    count(*) FILTER (WHERE ${BENEFIT_KNOWN}) AS benefits, count(*) FILTER (WHERE ${BENEFIT} AND ${QUANTIFIED}) AS quantified
  FROM ${side.from === 'own' ? 'indicator' : OTHER.indicator} WHERE form_id IN (SELECT form_id FROM form) GROUP BY form_id
)
SELECT count(*)::DOUBLE AS forms, coalesce(sum(annual), 0)::DOUBLE AS annual,
  coalesce(sum(indicators), 0)::DOUBLE AS indicators, coalesce(sum(number), 0)::DOUBLE AS number,
  coalesce(sum(benefits), 0)::DOUBLE AS benefits, coalesce(sum(quantified), 0)::DOUBLE AS benefits_quantified,
  coalesce(sum(annual) FILTER (WHERE coalesce(quantified, 0) = 0), 0)::DOUBLE AS unquantified_annual
FROM form LEFT JOIN row ON row.form_id = form.form_id`;
}

/** What a portfolio offers to choose from: its years and departments, with how many forms each has. */
export interface SideChoice {
  year: number | null;
  department: string | null;
  forms: number;
}

/** Of the open portfolio, or of the one beside it. */
export async function sideChoices(db: Connector, from: Side['from'] = 'own'): Promise<SideChoice[]> {
  return db.query<SideChoice>(
    `SELECT year::DOUBLE AS year, department, count(*)::DOUBLE AS forms FROM ${projectsSql({ from })} GROUP BY year, department ORDER BY year, forms DESC, department`,
  );
}
