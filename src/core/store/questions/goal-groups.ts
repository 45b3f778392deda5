import type { Connector } from '../connector.ts';

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

/** Goals that stand in several projects, the most shared first. */
export async function goalGroups(db: Connector): Promise<GoalGroup[]> {
  return db.query<GoalGroup>(goalGroupsSql());
}

export function goalGroupsSql(): string {
  return `SELECT goal, n_projects AS projects, n_forms AS forms, annual_sum AS annual, project_names AS names, owner, noted
FROM goal_group_fact WHERE n_projects > 1 ORDER BY n_projects DESC, annual_sum DESC`;
}
