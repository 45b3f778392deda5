import type { Part } from './part.ts';

/** Who files a project, so that one project in two years counts once and two units' projects of one name count twice. */
export const PROJECT_IDENTITY = `coalesce(p.unit, p.department, '') || chr(31) || coalesce(p.name, '')`;

const bigrams = (text: string) =>
  `list_transform(range(1, length(${text})), lambda k: substr(${text}, k, 2))`;
const shareIn = (list: string, text: string) =>
  `CASE WHEN len(${list}) > 0 THEN CAST(len(list_filter(${list}, lambda b: contains(${text}, b))) AS DOUBLE) / len(${list}) END`;

/**
 * How far a form's annual goal speaks of the form's own content: the share of the two-character pieces of its
 * indicators' names (`fit`) and of its project's name (`name_fit`) that occur in the goal.
 */
export const goalFit = (rows: Part) => `
WITH pieces AS (
  SELECT i.form_id, list_distinct(flatten(list(${bigrams('i.name_norm')}))) AS own
  FROM indicator i WHERE length(i.name_norm) > 1 AND ${rows('i.form_id')} GROUP BY i.form_id
), named AS (
  SELECT p.form_id, p.form_order, p.name, p.goal_norm, p.goal_annual, p.goal_noted, p.annual,
    ${PROJECT_IDENTITY} AS identity,
    coalesce(x.own, []) AS own,
    ${bigrams(`coalesce(p.name, '')`)} AS name_pieces
  FROM project p LEFT JOIN pieces x ON x.form_id = p.form_id
  WHERE p.goal_norm IS NOT NULL AND ${rows('p.form_id')}
)
SELECT form_id, form_order, name, goal_norm, goal_annual, goal_noted, annual, identity,
  ${shareIn('own', 'goal_norm')} AS fit,
  ${shareIn('name_pieces', 'goal_norm')} AS name_fit
FROM named`;

/**
 * One row a normalised goal: how many projects state it and whose it is. The owner is the project whose indicator
 * names the goal speaks of most (a project's own name misleads); NULL when two share the first place or none fits.
 */
export const goalGroupFact = (rows: Part) => `
WITH each_project AS (
  SELECT goal_norm, identity, max(coalesce(fit, 0)) AS fit, first(name ORDER BY coalesce(fit, 0) DESC, form_order) AS name,
    first(form_id ORDER BY coalesce(fit, 0) DESC, form_order) AS form_id, count(*) AS forms, sum(annual) AS annual,
    min(form_order) AS form_order, bool_or(goal_noted) AS noted, arg_min(goal_annual, form_order) AS goal
  FROM goal_fit WHERE ${rows('goal_norm')} GROUP BY goal_norm, identity
), grouped AS (
  SELECT goal_norm, arg_min(goal, form_order) AS goal, count(*) AS projects, sum(forms) AS forms, sum(annual) AS annual,
    max(fit, 2) AS fits, arg_max(name, fit) AS first_name, arg_max(form_id, fit) AS first_form,
    arg_min(name, form_order, 20) AS names, bool_or(noted) AS noted
  FROM each_project GROUP BY goal_norm
)
SELECT goal_norm AS record, goal,
  CAST(projects AS DOUBLE) AS n_projects,
  CAST(forms AS DOUBLE) AS n_forms,
  annual AS annual_sum,
  list_extract(fits, 1) AS best_fit,
  list_extract(fits, 2) AS second_fit,
  CASE WHEN list_extract(fits, 1) > coalesce(list_extract(fits, 2), 0) THEN first_name END AS owner,
  CASE WHEN list_extract(fits, 1) > coalesce(list_extract(fits, 2), 0) THEN first_form END AS owner_form,
  names AS project_names,
  noted
FROM grouped`;
