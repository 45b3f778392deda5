import type { Connector } from '../connector.ts';
import { FORM_GRADE, gradeOf, type Grade } from '../grade.ts';

/** The grade of several forms. Money in yuan; `score` 0…100, `null` when none of them is graded. */
export interface GroupGrade {
  /** `null`: all forms together. */
  department: string | null;
  forms: number;
  annual: number;
  score: number | null;
  grade: Grade | null;
  errors: number;
  warnings: number;
  infos: number;
}

/** How forms weigh in a group: each the same, or by its budget of the year (a form without one then does not count). */
export type GroupWeight = 'form' | 'money';

/** The portfolio as a whole first, then its departments, the lowest score first; forms whose department is not printed stand under ''. */
export function groupGrades(db: Connector, weight: GroupWeight): Promise<GroupGrade[]> {
  return db.query<GroupGrade>(groupGradesSql(weight));
}

export function groupGradesSql(weight: GroupWeight): string {
  const score = {
    form: 'avg(score)',
    money:
      'sum(score * annual) FILTER (WHERE annual > 0) / nullif(sum(annual) FILTER (WHERE annual > 0 AND score IS NOT NULL), 0)',
  }[weight];
  const columns = `count(*)::DOUBLE AS forms, coalesce(sum(annual), 0)::DOUBLE AS annual, round(${score}, 1)::DOUBLE AS score,
    sum(errors)::DOUBLE AS errors, sum(warnings)::DOUBLE AS warnings, sum(infos)::DOUBLE AS infos`;
  return `WITH form AS (
  SELECT coalesce(p.department, '') AS department, p.annual, g.score, g.errors, g.warnings, g.infos
  FROM project p JOIN ${FORM_GRADE} g ON g.form_id = p.form_id
), grouped AS (
  SELECT NULL AS department, 0 AS place, ${columns} FROM form
  UNION ALL
  SELECT department, 1 AS place, ${columns} FROM form GROUP BY department
)
SELECT department, forms, annual, score, ${gradeOf('score')} AS grade, errors, warnings, infos
FROM grouped ORDER BY place, score NULLS LAST, annual DESC, department`;
}
