import type { Connector } from '../connector.ts';
import { sideChoices, sideSummary } from './compare-summary.ts';
import { findingGroups } from './finding-groups.ts';
import { bestForms, worstForms, type GradedForm } from './graded-forms.ts';
import { moneyByDepartment, type DepartmentMoney } from './money-by-department.ts';
import { moneyByMeasure, USUAL, type MeasureMoney, type Thresholds } from './money-by-measure.ts';
import { moneyByProject, type ProjectMoney } from './money-by-project.ts';
import { moneyByStrength, type StrengthMoney } from './money-by-strength.ts';
import { allListed, outcomeList, severeByReview, type OutcomeRow } from './outcome-list.ts';
import { portfolioYears, type PortfolioYear } from './portfolio-years.ts';
import {
  findingsSummary,
  formsSummary,
  type FindingsSummary,
  type FormsSummary,
} from './portfolio-summary.ts';
import { qualityByMoney, type QualityDot } from './quality-by-money.ts';
import { richAndVague, type RichAndVague } from './rich-and-vague.ts';
import { strengthByNature, type NatureStrength } from './strength-by-nature.ts';
import { strengthByLevel2, type Level2Strength } from './strength-by-level.ts';

/** What the overview says of one year's forms, or of all, before any rule has run. */
export interface OverviewForms {
  years: PortfolioYear[];
  /** `null`: all years together. */
  year: number | null;
  summary: FormsSummary;
  /** Those with the most money, `MOST_FORMS` at most. */
  projects: ProjectMoney[];
  strengths: StrengthMoney[];
  measures: MeasureMoney[];
  levels: Level2Strength[];
  departments: DepartmentMoney[];
  natures: NatureStrength[];
  /** Those with the most money, `MOST_FORMS` at most. */
  dots: QualityDot[];
  /** Of all forms. */
  vague: RichAndVague;
}

/** What the overview says of the last run over the same forms. */
export interface OverviewRun {
  summary: FindingsSummary;
  worst: GradedForm[];
  best: GradedForm[];
  /** Severe findings by review; of all years where not every finding is listed. */
  severe: { value: string | null; errors: number }[];
  /** Of the whole run, whatever the year. */
  outcomes: OutcomeRow[];
}

/** Everything that stands on the overview. */
export interface Overview {
  forms: OverviewForms;
  run: OverviewRun;
}

/** Forms that the overview lists one by one: of more, a drawing has no room and a reader no time. */
export const MOST_FORMS = 1_500;

/** The year that is looked at: a year of the portfolio, `all` of them together, or `newest`. */
export type WantedYear = number | 'all' | 'newest';

/** Asks all questions of the overview. */
export async function askOverview(db: Connector): Promise<Overview> {
  return { forms: await askForms(db), run: await askRun(db) };
}

/** The questions about forms, the same ones when the page is built, when a portfolio file is built, and when the page lives. A portfolio of one year is all of it. */
export async function askForms(
  db: Connector,
  thresholds: Thresholds = USUAL,
  wanted: WantedYear = 'newest',
): Promise<OverviewForms> {
  const years = await portfolioYears(db);
  const year = yearOf(years, wanted);
  const filter = year === null ? {} : { year: [year] };
  return {
    years,
    year,
    summary: await formsSummary(db, year),
    strengths: await moneyByStrength(db, filter),
    measures: await moneyByMeasure(db, thresholds, year),
    projects: await moneyByProject(db, filter, MOST_FORMS),
    levels: await strengthByLevel2(db, filter),
    dots: await qualityByMoney(db, filter, MOST_FORMS),
    vague: await richAndVague(db, thresholds.weak, filter),
    departments: await moneyByDepartment(db, filter),
    natures: await strengthByNature(db, filter),
  };
}

/** The questions about what the rules found. */
export async function askRun(db: Connector, wanted: WantedYear = 'newest'): Promise<OverviewRun> {
  const year = yearOf(await portfolioYears(db), wanted);
  const listed = await allListed(db);
  return {
    summary: await findingsSummary(db, year),
    worst: listed ? await worstForms(db, 3, year) : [],
    best: listed ? await bestForms(db, 3, year) : [],
    severe: listed
      ? await findingGroups(db, 'review', { severity: ['error'], waived: false, year })
      : await severeByReview(db),
    outcomes: await outcomeList(db),
  };
}

function yearOf(years: readonly PortfolioYear[], wanted: WantedYear): number | null {
  if (years.length < 2 || wanted === 'all') return null;
  const known = years.find(({ year }) => year === wanted) ?? years[0];
  return known?.year ?? null;
}

/** Every question about forms that the overview asks before its reader has chosen anything but a year. */
export async function askEveryYear(db: Connector): Promise<void> {
  await sideChoices(db);
  await askForms(db, USUAL, 'all');
  for (const { year } of await portfolioYears(db)) {
    if (year === null) continue;
    await askForms(db, USUAL, year);
    await sideSummary(db, { from: 'own', year });
  }
}
