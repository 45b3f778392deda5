import type { Connector } from '../connector.ts';
import { targetsSql } from './compare-changes.ts';
import { pairsSql, type Match } from './compare-pairs.ts';
import type { Side } from './compare-sides.ts';

/** One project of two snapshots. Money of the year in yuan, NULL where a side has none; counts are of indicators. */
export interface ComparedProject {
  /** How the two forms were found to be one project; `added` and `dropped` stand on one side only. */
  how: Match | 'added' | 'dropped';
  before_form: string | null;
  after_form: string | null;
  before_name: string | null;
  after_name: string | null;
  before_department: string | null;
  after_department: string | null;
  before_annual: number | null;
  after_annual: number | null;
  /** The goal of the year: the same words, the same but for its figures, or others; NULL where a side has none. */
  goal: 'copied' | 'figures' | 'changed' | null;
  raised: number;
  lowered: number;
  changed: number;
  same: number;
  added: number;
  dropped: number;
  unread: number;
}

/** Projects of both sides: matched ones by the size of the move of money, then those that are new, then those that are gone. */
export async function comparedProjects(db: Connector, before: Side, after: Side): Promise<ComparedProject[]> {
  return db.query<ComparedProject>(comparedProjectsSql(before, after));
}

export function comparedProjectsSql(before: Side, after: Side): string {
  const count = (change: string) => `(count(*) FILTER (WHERE change = '${change}'))::DOUBLE AS "${change}"`;
  const counted = ['raised', 'lowered', 'changed', 'same', 'added', 'dropped', 'unread'];
  return `WITH ${pairsSql(before, after)},
${targetsSql(before, after)},
moved AS (SELECT form_before, form_after, ${counted.map(count).join(', ')} FROM target GROUP BY form_before, form_after),
every AS (
  SELECT how, before, after FROM pair
  UNION ALL SELECT 'added', NULL, form_id FROM b WHERE form_id NOT IN (SELECT after FROM pair)
  UNION ALL SELECT 'dropped', form_id, NULL FROM a WHERE form_id NOT IN (SELECT before FROM pair)
)
SELECT e.how, e.before AS before_form, e.after AS after_form, a.name AS before_name, b.name AS after_name,
  a.department AS before_department, b.department AS after_department, a.annual AS before_annual, b.annual AS after_annual,
  CASE WHEN a.goal_norm IS NULL OR b.goal_norm IS NULL THEN NULL
    WHEN a.goal_norm = b.goal_norm THEN 'copied'
    WHEN regexp_replace(a.goal_norm, '[0-9]+', '', 'g') = regexp_replace(b.goal_norm, '[0-9]+', '', 'g') THEN 'figures'
    ELSE 'changed' END AS goal,
  ${counted.map((one) => `coalesce(m."${one}", 0)::DOUBLE AS "${one}"`).join(', ')}
FROM every e LEFT JOIN a ON a.form_id = e.before LEFT JOIN b ON b.form_id = e.after
LEFT JOIN moved m ON m.form_before = e.before AND m.form_after = e.after
ORDER BY list_position(['added', 'dropped'], e.how) NULLS FIRST,
  abs(coalesce(b.annual, 0) - coalesce(a.annual, 0)) DESC, coalesce(b.form_order, a.form_order)`;
}
