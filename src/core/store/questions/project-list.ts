import type { Connector } from '../connector.ts';
import { FORM_GRADE, type Grade } from '../grade.ts';
import {
  BENEFIT,
  BENEFIT_KNOWN,
  QUANTIFIED,
  STRENGTH_COLUMNS,
  type StrengthCounts,
} from './strength-columns.ts';

/** One form in a list: its head, budget of the year (yuan), indicators, open findings and grade (grade.ts). */
export interface ProjectRow extends StrengthCounts {
  form_id: string;
  form_order: number;
  kind: 'declaration' | 'self-evaluation';
  project: string;
  year: number | null;
  department: string | null;
  unit_name: string | null;
  nature: string | null;
  annual: number | null;
  indicators: number;
  /** Benefits whose value could be read. */
  benefits: number;
  benefits_quantified: number;
  notes: number;
  errors: number;
  warnings: number;
  infos: number;
  score: number | null;
  grade: Grade | null;
  source_file: string;
  source_line: number | null;
}

/** Every form, in the order of the portfolio. */
export async function projectList(db: Connector): Promise<ProjectRow[]> {
  return db.query<ProjectRow>(`${projectListSql()} ORDER BY p.form_order`);
}

/** Without an ORDER BY; the form is `p`, its grade `g`. */
export function projectListSql(where = 'TRUE'): string {
  return `SELECT p.form_id, p.form_order, p.kind, p.name AS project, p.year, p.department, p.unit AS unit_name, p.nature, p.annual,
  ${Object.keys(COUNTS)
    .map((name) => `coalesce(i."${name}", 0)::DOUBLE AS "${name}"`)
    .join(', ')},
  (SELECT count(*)::DOUBLE FROM reading_note n WHERE n.form_id = p.form_id) AS notes,
  g.errors, g.warnings, g.infos, g.score, g.grade, p.source_file, p.source_line
FROM project p
LEFT JOIN (SELECT form_id, count(*) AS indicators, ${STRENGTH_COLUMNS},
    count(*) FILTER (WHERE ${BENEFIT_KNOWN}) AS benefits, count(*) FILTER (WHERE ${BENEFIT} AND ${QUANTIFIED}) AS benefits_quantified
  FROM indicator GROUP BY form_id) i ON i.form_id = p.form_id
JOIN ${FORM_GRADE} g ON g.form_id = p.form_id
WHERE ${where}`;
}

const COUNTS: Record<keyof StrengthCounts | 'indicators' | 'benefits' | 'benefits_quantified', true> = {
  indicators: true,
  number: true,
  full: true,
  trend: true,
  state: true,
  lost: true,
  benefits: true,
  benefits_quantified: true,
};
