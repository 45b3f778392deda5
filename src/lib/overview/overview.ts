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
import { portfolioSummary, type PortfolioSummary } from '#core/store/questions/portfolio-summary.ts';
import { qualityByMoney, type QualityDot } from '#core/store/questions/quality-by-money.ts';
import { strengthByNature, type NatureStrength } from '#core/store/questions/strength-by-nature.ts';
import { USUAL } from './thresholds.svelte.ts';
import { strengthByLevel2, type Level2Strength } from '#core/store/questions/strength-by-level.ts';

/** Everything that stands on the overview. */
export interface Overview {
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

/** Asks all questions of the overview, the same ones when the page is built and when it lives. */
export async function askOverview(db: Connector, thresholds: Thresholds = USUAL): Promise<Overview> {
  return {
    summary: await portfolioSummary(db),
    projects: await moneyByProject(db),
    strengths: await moneyByStrength(db),
    measures: await moneyByMeasure(db, thresholds),
    levels: await strengthByLevel2(db),
    departments: await moneyByDepartment(db),
    natures: await strengthByNature(db),
    dots: await qualityByMoney(db),
    worst: await worstForms(db, 3),
    best: await bestForms(db, 3),
    severe: await findingGroups(db, 'review', { severity: ['error'], waived: false }),
    outcomes: await outcomeList(db),
  };
}

export function ruleWords(set: ResolvedSet): RuleWords {
  return {
    set: set.title,
    version: set.version,
    count: set.rules.length,
    titles: Object.fromEntries(set.rules.map(({ rule }) => [rule.id, rule.title])),
  };
}
