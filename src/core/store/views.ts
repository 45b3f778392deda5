/**
 * The fact views in the order in which they must be evaluated, since some read others.
 * Columns are DOUBLE, VARCHAR, BOOLEAN or VARCHAR[] and nothing else; facts.ts says what each means.
 */
import { DEPARTMENT_FACT } from './department-view.ts';
import { formFact } from './form-view.ts';
import { goalFit, goalGroupFact } from './goal-views.ts';
import { INDICATOR_FACT } from './indicator-view.ts';
import { nameGroupFact } from './name-group-view.ts';
import { WHOLE, type Part } from './part.ts';
import { projectFact } from './project-view.ts';

/**
 * Facts whose making holds in memory what it compares or gathers: they can be made part by part, of so many indicators each. Every part
 * reads all rows to find its own, and a million at once took 3 GB for names and less than 1 for forms.
 */
export const IN_PARTS: Record<string, { indicators: number; select(rows: Part): string }> = {
  goal_fit: { indicators: 1_000_000, select: goalFit },
  goal_group_fact: { indicators: 1_000_000, select: goalGroupFact },
  form_fact: { indicators: 1_000_000, select: formFact },
  project_fact: { indicators: 1_000_000, select: projectFact },
  name_group_fact: { indicators: 150_000, select: nameGroupFact },
};

const whole = (view: string) => ({ [view]: IN_PARTS[view]!.select(WHOLE) });

/** Name → SELECT. */
export const VIEWS: Record<string, string> = {
  indicator_fact: INDICATOR_FACT,
  ...whole('goal_fit'),
  ...whole('goal_group_fact'),
  ...whole('form_fact'),
  ...whole('project_fact'),
  ...whole('name_group_fact'),
  department_fact: DEPARTMENT_FACT,
};
