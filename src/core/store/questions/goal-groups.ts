import type { Connector } from '../connector.ts';
import { goalGroupFact } from '../goal-views.ts';
import { ofYearSql } from './portfolio-years.ts';

/** One annual goal that two or more projects state in the same words; money in yuan. */
export interface GoalGroup {
  goal: string;
  projects: number;
  forms: number;
  annual: number;
  names: string[];
  /** The project whose own content the goal speaks of; null when that cannot be told. */
  owner: string | null;
  /** A reading note says that the goal may come from extraction. */
  noted: boolean;
}

/** Goals that stand in several projects (of one year's forms alone, when a year is given), the most shared first; `most`: so many. */
export async function goalGroups(
  db: Connector,
  year: number | null = null,
  most?: number,
): Promise<GoalGroup[]> {
  return db.query<GoalGroup>(goalGroupsSql(year, most));
}

export function goalGroupsSql(year: number | null = null, most?: number): string {
  const from =
    year === null
      ? 'goal_group_fact'
      : `(${goalGroupFact(() => `form_id IN (SELECT form_id FROM project WHERE ${ofYearSql(year)})`)})`;
  return `SELECT goal, n_projects AS projects, n_forms AS forms, annual_sum AS annual, project_names AS names, owner, noted
FROM ${from} WHERE n_projects > 1 ORDER BY n_projects DESC, annual_sum DESC, record${most === undefined ? '' : ` LIMIT ${Math.trunc(most)}`}`;
}
