import type { Connector } from '../connector.ts';
import { ofYearSql } from './portfolio-years.ts';
import { projectListSql, type ProjectRow } from './project-list.ts';

/** A form with its grade and what weighs most against it. */
export interface GradedForm extends ProjectRow {
  /** Ids of the rules behind its heaviest findings, the heaviest first, at most three. */
  reason_rules: string[];
  /** The heaviest finding in one line; null for a form without one. */
  reason_zh: string | null;
  reason_en: string | null;
}

/** The forms with the lowest scores, the lowest first; of equals the larger budget first. */
export async function worstForms(
  db: Connector,
  count = 5,
  year: number | null = null,
): Promise<GradedForm[]> {
  return db.query<GradedForm>(gradedFormsSql('worst', count, year));
}

/** The forms with the highest scores, the highest first; of equals the larger budget first. */
export async function bestForms(db: Connector, count = 5, year: number | null = null): Promise<GradedForm[]> {
  return db.query<GradedForm>(gradedFormsSql('best', count, year));
}

/** Forms that no run has graded are absent. A finding about the whole form weighs before one about
 * a row, one that says 先核对原件 after all that do not. */
export function gradedFormsSql(end: 'worst' | 'best', count: number, year: number | null = null): string {
  return `WITH chosen AS (
  SELECT * FROM (${projectListSql(`g.score IS NOT NULL AND ${ofYearSql(year)}`)})
  ORDER BY score ${end === 'worst' ? 'ASC' : 'DESC'}, annual DESC NULLS LAST, form_order LIMIT ${Math.trunc(count)}
), by_rule AS (
  SELECT form_id, rule, arg_min(message_zh, finding_order) AS zh, arg_min(message_en, finding_order) AS en, count(*) AS n,
    bool_and(check_original) AS doubtful, min(list_position(['error', 'warning', 'info'], severity)) AS heavy, min(list_position(['project', 'indicator'], scope)) AS wide
  FROM finding WHERE NOT waived AND form_id IN (SELECT form_id FROM chosen) GROUP BY form_id, rule
), reason AS (
  SELECT form_id, list(rule ORDER BY doubtful, heavy, wide, n DESC, rule)[1:3] AS rules,
    first(zh ORDER BY doubtful, heavy, wide, n DESC, rule) AS zh, first(en ORDER BY doubtful, heavy, wide, n DESC, rule) AS en
  FROM by_rule GROUP BY form_id
)
SELECT c.*, coalesce(r.rules, []) AS reason_rules, r.zh AS reason_zh, r.en AS reason_en
FROM chosen c LEFT JOIN reason r ON r.form_id = c.form_id
ORDER BY score ${end === 'worst' ? 'ASC' : 'DESC'}, annual DESC NULLS LAST, form_order`;
}
