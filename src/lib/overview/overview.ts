import type { Bilingual } from '#core/rules/rule.ts';
import type { ResolvedSet } from '#core/rules/resolve.ts';
import type { Connector } from '#core/store/connector.ts';
import { findingGroups, type FindingGroup } from '#core/store/questions/finding-groups.ts';
import { bestForms, worstForms, type GradedForm } from '#core/store/questions/graded-forms.ts';
import { moneyByDepartment, type DepartmentMoney } from '#core/store/questions/money-by-department.ts';
import {
  moneyByMeasure,
  type MeasureMoney,
  type Thresholds,
} from '#core/store/questions/money-by-measure.ts';
import { moneyByProject, type ProjectMoney } from '#core/store/questions/money-by-project.ts';
import { moneyByStrength, type StrengthMoney } from '#core/store/questions/money-by-strength.ts';
import { outcomeList, type OutcomeRow } from '#core/store/questions/outcome-list.ts';
import { portfolioYears, type PortfolioYear } from '#core/store/questions/portfolio-years.ts';
import { portfolioSummary, type PortfolioSummary } from '#core/store/questions/portfolio-summary.ts';
import { qualityByMoney, type QualityDot } from '#core/store/questions/quality-by-money.ts';
import { strengthByNature, type NatureStrength } from '#core/store/questions/strength-by-nature.ts';
import { USUAL } from './thresholds.svelte.ts';
import { strengthByLevel2, type Level2Strength } from '#core/store/questions/strength-by-level.ts';

/** Everything that stands on the overview: of one year's forms, or of all. */
export interface Overview {
  years: PortfolioYear[];
  /** `null`: all years together. */
  year: number | null;
  summary: PortfolioSummary;
  projects: ProjectMoney[];
  strengths: StrengthMoney[];
  measures: MeasureMoney[];
  levels: Level2Strength[];
  departments: DepartmentMoney[];
  natures: NatureStrength[];
  dots: QualityDot[];
  worst: GradedForm[];
  best: GradedForm[];
  /** Severe findings by review. */
  severe: FindingGroup[];
  /** Of the whole run, whatever the year. */
  outcomes: OutcomeRow[];
}

/** What is said of the rules that ran. */
export interface RuleWords {
  set: Bilingual;
  version: string;
  count: number;
  /** By rule id. */
  titles: Record<string, Bilingual>;
}

/** The year that is looked at: a year of the portfolio, `all` of them together, or `newest`. */
export type WantedYear = number | 'all' | 'newest';

/** Asks all questions of the overview, the same ones when the page is built and when it lives. A portfolio of one year is all of it. */
export async function askOverview(
  db: Connector,
  thresholds: Thresholds = USUAL,
  wanted: WantedYear = 'newest',
): Promise<Overview> {
  const years = await portfolioYears(db);
  const year = yearOf(years, wanted);
  const filter = year === null ? {} : { year: [year] };
  return {
    years,
    year,
    summary: await portfolioSummary(db, year),
    projects: await moneyByProject(db, filter),
    strengths: await moneyByStrength(db, filter),
    measures: await moneyByMeasure(db, thresholds, year),
    levels: await strengthByLevel2(db, filter),
    departments: await moneyByDepartment(db, filter),
    natures: await strengthByNature(db, filter),
    dots: await qualityByMoney(db, filter),
    worst: await worstForms(db, 3, year),
    best: await bestForms(db, 3, year),
    severe: await findingGroups(db, 'review', { severity: ['error'], waived: false, year }),
    outcomes: await outcomeList(db),
  };
}

function yearOf(years: readonly PortfolioYear[], wanted: WantedYear): number | null {
  if (years.length < 2 || wanted === 'all') return null;
  const known = years.find(({ year }) => year === wanted) ?? years[0];
  return known?.year ?? null;
}

export function ruleWords(set: ResolvedSet): RuleWords {
  return {
    set: set.title,
    version: set.version,
    count: set.rules.length,
    titles: Object.fromEntries(set.rules.map(({ rule }) => [rule.id, rule.title])),
  };
}
