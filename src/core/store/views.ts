/**
 * The fact views in the order in which they must be evaluated, since some read others: name → SELECT.
 * Columns are DOUBLE, VARCHAR, BOOLEAN or VARCHAR[] and nothing else; facts.ts says what each means.
 */
import { DEPARTMENT_FACT } from './department-view.ts';
import { FORM_FACT, formFact } from './form-view.ts';
import { GOAL_FIT, GOAL_GROUP_FACT } from './goal-views.ts';
import { INDICATOR_FACT } from './indicator-view.ts';
import { NAME_GROUP_FACT, nameGroupFact } from './name-group-view.ts';
import { PROJECT_FACT, projectFact } from './project-view.ts';

export const VIEWS: Record<string, string> = {
  indicator_fact: INDICATOR_FACT,
  goal_fit: GOAL_FIT,
  goal_group_fact: GOAL_GROUP_FACT,
  form_fact: FORM_FACT,
  project_fact: PROJECT_FACT,
  name_group_fact: NAME_GROUP_FACT,
  department_fact: DEPARTMENT_FACT,
};

/** Facts whose making holds every row in memory at once: they can be made part by part, by a condition on what `by` names. */
export const IN_PARTS: Record<string, { by: string; select(part: string): string }> = {
  form_fact: { by: 'i.form_id', select: formFact },
  project_fact: { by: 'p.form_id', select: projectFact },
  name_group_fact: { by: 'i.name_norm', select: nameGroupFact },
};
