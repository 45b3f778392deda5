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

/** The headline figures of the forms. Money in yuan, shares 0…1. */
export interface FormsSummary extends StrengthCounts {
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
  biggest_project: string | null;
  biggest_annual: number | null;
  biggest_share: number | null;
  notes: number;
  /** Size and owner of the largest group of projects that state one and the same goal; 0 and null when there is none. */
  same_goal: number;
  same_goal_owner: string | null;
}

/** The headline figures of the last run; counts of findings leave waived ones out. */
export interface FindingsSummary {
  errors: number;
  warnings: number;
  infos: number;
  waived: number;
  /** The counts and the money are those of all years: of a portfolio that large not every finding is listed, and its year not known. */
  counted_whole: boolean;
  /** Findings that say: look at the original first. */
  check_original: number;
  /** Projects that build, repair or buy (and their budget, yuan) without a cost stated in money: catalogue rule P08. */
  capital_forms: number;
  capital_annual: number;
}

export type PortfolioSummary = FormsSummary & FindingsSummary;

/** The headline figures of the whole portfolio, or of one year's forms, and of the last run. */
export async function portfolioSummary(db: Connector, year: number | null = null): Promise<PortfolioSummary> {
  return { ...(await formsSummary(db, year)), ...(await findingsSummary(db, year)) };
}

/** What can be said of the forms before any rule has run. */
export async function formsSummary(db: Connector, year: number | null = null): Promise<FormsSummary> {
  const [figures] = await db.query<Omit<FormsSummary, 'same_goal' | 'same_goal_owner'>>(
    formsSummarySql(year),
  );
  const [shared] = await db.query<{ forms: number }>(sharedGoalSql(year));
  const [group] = shared ? await goalGroups(db, year, 1) : [];
  return { ...figures!, same_goal: group?.projects ?? 0, same_goal_owner: group?.owner ?? null };
}

/** What the last run found. */
export async function findingsSummary(db: Connector, year: number | null = null): Promise<FindingsSummary> {
  const [figures] = await db.query<FindingsSummary>(findingsSummarySql(year));
  return figures!;
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
export function formsSummarySql(year: number | null = null): string {
  return `WITH form AS (
  SELECT p.*, coalesce(i.quantified, 0) AS quantified FROM project p LEFT JOIN (
    SELECT form_id, count(*) AS quantified FROM indicator WHERE ${BENEFIT} AND ${QUANTIFIED} GROUP BY form_id
  ) i ON i.form_id = p.form_id WHERE ${ofYearSql(year)}
), money AS (
  SELECT count(*)::DOUBLE AS forms, count(DISTINCT department)::DOUBLE AS departments,
    min(year)::DOUBLE AS first_year, max(year)::DOUBLE AS last_year, coalesce(sum(annual), 0)::DOUBLE AS annual,
    (count(*) FILTER (WHERE quantified = 0))::DOUBLE AS unquantified_forms,
    coalesce(sum(annual) FILTER (WHERE quantified = 0), 0)::DOUBLE AS unquantified_annual,
    first(name ORDER BY annual DESC, form_order) FILTER (WHERE annual IS NOT NULL) AS biggest_project,
    max(annual) AS biggest_annual, max(annual) / nullif(sum(annual), 0) AS biggest_share
  FROM form
), rows AS (
  SELECT count(*)::DOUBLE AS indicators, ${STRENGTH_COLUMNS}, (count(*) FILTER (WHERE ${BENEFIT_KNOWN}))::DOUBLE AS benefits,
    (count(*) FILTER (WHERE ${BENEFIT} AND ${QUANTIFIED}))::DOUBLE AS benefits_quantified
  FROM indicator WHERE ${inYearSql(year)}
)
SELECT money.*, rows.*, (SELECT count(*)::DOUBLE FROM source) AS files,
  (SELECT count(*)::DOUBLE FROM reading_note WHERE ${inYearSql(year)}) AS notes
FROM money, rows`;
}

export function findingsSummarySql(year: number | null = null): string {
  const open = (
    severity: Severity,
  ) => `CAST(CASE WHEN ${ALL_LISTED} THEN count(*) FILTER (WHERE severity = '${severity}' AND NOT waived)
      ELSE (SELECT coalesce(sum(flagged - waived), 0) FROM outcome WHERE severity = '${severity}') END AS DOUBLE) AS ${severity}s`;
  return `WITH found AS (
  SELECT ${SEVERITIES.map(open).join(',\n    ')}, ${year === null ? 'FALSE' : `NOT ${ALL_LISTED}`} AS counted_whole,
    (count(*) FILTER (WHERE waived))::DOUBLE AS waived,
    (count(*) FILTER (WHERE check_original AND NOT waived))::DOUBLE AS check_original
  FROM finding WHERE ${inYearSql(year)}
), capital AS (
  SELECT count(*)::DOUBLE AS forms, coalesce(sum(annual), 0)::DOUBLE AS annual
  FROM project WHERE ${ofYearSql(year)} AND form_id IN (SELECT form_id FROM finding WHERE code = 'P08')
), counted AS (
  SELECT coalesce(sum(flagged), 0)::DOUBLE AS forms, coalesce(sum(money), 0)::DOUBLE AS annual FROM outcome WHERE code = 'P08'
)
SELECT found.*, CASE WHEN ${ALL_LISTED} THEN capital.forms ELSE counted.forms END AS capital_forms,
  CASE WHEN ${ALL_LISTED} THEN capital.annual ELSE counted.annual END AS capital_annual
FROM found, capital, counted`;
}

const inYearSql = (year: number | null): string =>
  year === null ? 'TRUE' : `form_id IN (SELECT form_id FROM project WHERE ${ofYearSql(year)})`;
