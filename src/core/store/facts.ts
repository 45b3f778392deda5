import type { Scope } from '#core/model/finding.ts';
import { DEPARTMENT_FACTS } from './department-facts.ts';
import type { Fact } from './fact.ts';
import { INDICATOR_FACTS } from './indicator-facts.ts';
import { NAME_GROUP_FACTS } from './name-group-facts.ts';
import { PROJECT_FACTS } from './project-facts.ts';

/** Every fact that a rule may read, by scope and name; each is a column of the scope's fact view. */
export const FACTS: Record<Scope, Record<string, Fact>> = {
  indicator: INDICATOR_FACTS,
  project: PROJECT_FACTS,
  'name-group': NAME_GROUP_FACTS,
  department: DEPARTMENT_FACTS,
};

/** The view behind each scope. Its column `record` is the key of the records. */
export const FACT_VIEWS: Record<Scope, string> = {
  indicator: 'indicator_fact',
  project: 'project_fact',
  'name-group': 'name_group_fact',
  department: 'department_fact',
};
