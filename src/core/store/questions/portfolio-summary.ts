import { SEVERITIES, type Severity } from '#core/model/finding.ts';
import type { Connector } from '../connector.ts';
import { ALL_LISTED } from '../grade.ts';
import { goalGroups } from './goal-groups.ts';
import { ofYearSql, portfolioYears } from './portfolio-years.ts';
import {
  BENEFIT,
  BENEFIT_KNOWN,
  QUANTIFIED,
  STRENGTH_COLUMNS,
  type StrengthCounts,
} from './strength-columns.ts';

/** The headline figures. Money in yuan, shares 0…1; counts of findings leave waived ones out. */
export interface PortfolioSummary extends StrengthCounts {
  forms: number;
  files: number;
  departments: number;
  first_year: number | null;
  last_year: number | null;
  annual: number;
  indicators: number;
  /** Benefits whose value could be read. */
  benefits: number;
  benefits_quantified: number;
  /** Projects (and their budget) in which no benefit is quantified. */
  unquantified_forms: number;
  unquantified_annual: number;
  /** Projects that build, repair or buy (and their budget) without a cost stated in money: catalogue rule P08. */
  capital_forms: number;
  capital_annual: number;
  biggest_project: string | null;
  biggest_annual: number | null;
  biggest_share: number | null;
  notes: number;
  errors: number;
  warnings: number;
  infos: number;
  waived: number;
  /** The three counts are those of all years: of a portfolio that large not every finding is listed, and its year not known. */
  counted_whole: boolean;
  /** Findings that say: look at the original first. */
  check_original: number;
  /** Size and owner of the largest group of projects that state one and the same goal; 0 and null when there is none. */
  same_goal: number;
  same_goal_owner: string | null;
}

/** The headline figures of the whole portfolio, or of one year's forms, and of the last run. */
export async function portfolioSummary(db: Connector, year: number | null = null): Promise<PortfolioSummary> {
  const [figures] = await db.query<Omit<PortfolioSummary, 'same_goal' | 'same_goal_owner'>>(
    portfolioSummarySql(year),
  );
  const [shared] = await db.query<{ forms: number }>(sharedGoalSql(year));
  const [group] = shared ? await goalGroups(db, year) : [];
  return { ...figures!, same_goal: group?.projects ?? 0, same_goal_owner: group?.owner ?? null };
}

/** The headline figures year by year, the newest first; none when the portfolio is of one year. */
export async function yearSummaries(db: Connector): Promise<(PortfolioSummary & { year: number })[]> {
  const years = (await portfolioYears(db)).flatMap(({ year }) => year ?? []);
  const summaries = [];
  if (years.length > 1)
    for (const year of years) summaries.push({ year, ...(await portfolioSummary(db, year)) });
  return summaries;
}

/** A row when any goal stands in more than one form: only then is it worth finding out whose it is. */
function sharedGoalSql(year: number | null): string {
  return `SELECT count(*)::DOUBLE AS forms FROM project WHERE goal_norm IS NOT NULL AND ${ofYearSql(year)} GROUP BY goal_norm HAVING forms > 1 LIMIT 1`;
}

/** Everything but the goals, which goalGroupsSql tells. */
export function portfolioSummarySql(year: number | null = null): string {
  const inYear = year === null ? 'TRUE' : 'form_id IN (SELECT form_id FROM form)';
  const open = (
    severity: Severity,
  ) => `CAST(CASE WHEN ${ALL_LISTED} THEN count(*) FILTER (WHERE severity = '${severity}' AND NOT waived)
      ELSE (SELECT coalesce(sum(flagged - waived), 0) FROM outcome WHERE severity = '${severity}') END AS DOUBLE) AS ${severity}s`;
  return `WITH form AS (
  SELECT p.*, coalesce(i.quantified, 0) AS quantified FROM project p LEFT JOIN (
    SELECT form_id, count(*) AS quantified FROM indicator WHERE ${BENEFIT} AND ${QUANTIFIED} GROUP BY form_id
  ) i ON i.form_id = p.form_id WHERE ${ofYearSql(year)}
), money AS (
  SELECT count(*)::DOUBLE AS forms, count(DISTINCT department)::DOUBLE AS departments,
    min(year)::DOUBLE AS first_year, max(year)::DOUBLE AS last_year, coalesce(sum(annual), 0)::DOUBLE AS annual,
    (count(*) FILTER (WHERE quantified = 0))::DOUBLE AS unquantified_forms,
    coalesce(sum(annual) FILTER (WHERE quantified = 0), 0)::DOUBLE AS unquantified_annual,
    arg_max(name, annual) AS biggest_project, max(annual) AS biggest_annual, max(annual) / nullif(sum(annual), 0) AS biggest_share
  FROM form
), rows AS (
  SELECT count(*)::DOUBLE AS indicators, ${STRENGTH_COLUMNS}, (count(*) FILTER (WHERE ${BENEFIT_KNOWN}))::DOUBLE AS benefits,
    (count(*) FILTER (WHERE ${BENEFIT} AND ${QUANTIFIED}))::DOUBLE AS benefits_quantified
  FROM indicator WHERE ${inYear}
), found AS (
  SELECT ${SEVERITIES.map(open).join(',\n    ')}, ${year === null ? 'FALSE' : `NOT ${ALL_LISTED}`} AS counted_whole,
    (count(*) FILTER (WHERE waived))::DOUBLE AS waived,
    (count(*) FILTER (WHERE check_original AND NOT waived))::DOUBLE AS check_original
  FROM finding WHERE ${inYear}
), capital AS (
  SELECT count(*)::DOUBLE AS capital_forms, coalesce(sum(annual), 0)::DOUBLE AS capital_annual
  FROM form WHERE form_id IN (SELECT form_id FROM finding WHERE code = 'P08')
)
SELECT money.*, rows.*, found.*, capital.*, (SELECT count(*)::DOUBLE FROM source) AS files,
  (SELECT count(*)::DOUBLE FROM reading_note WHERE ${inYear}) AS notes
FROM money, rows, found, capital`;
}
