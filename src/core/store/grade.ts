import grade from '#data/grade.json' with { type: 'json' };

export type Grade = 'A' | 'B' | 'C' | 'D';

type Weights = { error: number; warning: number; info: number };

const weigh = (weights: Weights): string =>
  `CASE severity WHEN 'error' THEN ${weights.error} WHEN 'warning' THEN ${weights.warning} ELSE ${weights.info} END
    * CASE WHEN check_original THEN ${grade.doubtful} ELSE 1 END`;

/** The letter of a score, in SQL. */
export const gradeOf = (score: string): string =>
  `CASE ${grade.grades.map(([letter, least]) => `WHEN ${score} >= ${least} THEN '${letter}'`).join(' ')} END`;

/** Whether table `finding` holds all that the rules found: of a very large portfolio it holds one rule's first findings, and no grade is given. */
export const ALL_LISTED = `((SELECT count(*) FROM finding) >= (SELECT coalesce(sum(flagged), 0) FROM outcome))`;

/**
 * One row a form: its open findings by severity, a score of 0…100 and a grade A…D; both are NULL before any run.
 *
 * From 100 come off: up to 60 for the indicators (each counts by its heaviest finding, an error whole, a warning 0.6,
 * an info 0.2, over the number of indicators), and up to 40 for the form as a whole (6 an error, 3 a warning, 1 an info).
 * A finding that says 先核对原件 counts half. A from 80, B from 65, C from 50. The figures are those of data/grade.json.
 * Findings that are waived, or that concern a group of forms, do not count.
 */
export const FORM_GRADE = `(
SELECT *, ${gradeOf('score')} AS grade FROM (
  SELECT p.form_id,
    coalesce(f.errors, 0)::DOUBLE AS errors, coalesce(f.warnings, 0)::DOUBLE AS warnings, coalesce(f.infos, 0)::DOUBLE AS infos,
    CASE WHEN EXISTS (FROM outcome) AND ${ALL_LISTED} THEN greatest(0, round(100
      - ${grade.indicator.most} * coalesce(w.weight / n.indicators, 0)
      - least(${grade.project.most}, coalesce(f.weight, 0)), 1))::DOUBLE END AS score
  FROM project p
  LEFT JOIN (SELECT form_id, count(*) AS indicators FROM indicator GROUP BY form_id) n ON n.form_id = p.form_id
  LEFT JOIN (
    SELECT form_id, sum(worst) AS weight FROM (
      SELECT form_id, record, max(${weigh(grade.indicator)}) AS worst
      FROM finding WHERE scope = 'indicator' AND NOT waived GROUP BY form_id, record
    ) GROUP BY form_id
  ) w ON w.form_id = p.form_id
  LEFT JOIN (
    SELECT form_id, count(*) FILTER (WHERE severity = 'error') AS errors,
      count(*) FILTER (WHERE severity = 'warning') AS warnings, count(*) FILTER (WHERE severity = 'info') AS infos,
      sum(${weigh(grade.project)}) FILTER (WHERE scope = 'project') AS weight
    FROM finding WHERE NOT waived GROUP BY form_id
  ) f ON f.form_id = p.form_id))`;
