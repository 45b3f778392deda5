import type { Connector } from '../connector.ts';
import { literal } from '../sql.ts';

/** Another place of a finding: a member of its group of names, or a form that states the same goal. */
export interface RelatedPlace {
  record: string;
  project: string;
  indicator: string | null;
  raw: string | null;
  source_file: string;
  source_line: number | null;
}

/** At most so many places a record; a name may stand in thousands of projects. */
export const MOST_RELATED = 50;

/** The members of groups of names by their records, in the order of the forms. */
export async function groupMembers(db: Connector, records: readonly string[]): Promise<RelatedPlace[]> {
  return records.length === 0 ? [] : db.query<RelatedPlace>(groupMembersSql(records));
}

export function groupMembersSql(records: readonly string[]): string {
  return `SELECT f.record, p.name AS project, i.name AS indicator, i.raw, i.source_file, CAST(i.source_line AS DOUBLE) AS source_line
FROM (SELECT record, year FROM name_group_fact WHERE record IN (${records.map(literal).join(', ')})) f
JOIN indicator i ON i.name_norm = f.record
JOIN project p ON p.form_id = i.form_id AND p.year IS NOT DISTINCT FROM f.year
QUALIFY row_number() OVER (PARTITION BY f.record ORDER BY p.form_order, i.ordinal) <= ${MOST_RELATED}
ORDER BY f.record, p.form_order, i.ordinal`;
}

/** The other forms that state the goal of each of these forms, in the order of the forms. */
export async function goalSharers(db: Connector, formIds: readonly string[]): Promise<RelatedPlace[]> {
  return formIds.length === 0 ? [] : db.query<RelatedPlace>(goalSharersSql(formIds));
}

export function goalSharersSql(formIds: readonly string[]): string {
  return `WITH asked AS (
  SELECT form_id AS record, goal_norm FROM project WHERE form_id IN (${formIds.map(literal).join(', ')}) AND goal_norm IS NOT NULL
), sharer AS (
  SELECT form_id, form_order, name, goal_norm, source_file, coalesce(goal_line, source_line) AS line FROM project
  WHERE goal_norm IN (SELECT goal_norm FROM asked)
  QUALIFY row_number() OVER (PARTITION BY goal_norm ORDER BY form_order) <= ${MOST_RELATED + 1}
)
SELECT a.record, s.name AS project, NULL AS indicator, NULL AS raw, s.source_file, CAST(s.line AS DOUBLE) AS source_line
FROM asked a JOIN sharer s ON s.goal_norm = a.goal_norm AND s.form_id <> a.record
QUALIFY row_number() OVER (PARTITION BY a.record ORDER BY s.form_order) <= ${MOST_RELATED}
ORDER BY a.record, s.form_order`;
}
