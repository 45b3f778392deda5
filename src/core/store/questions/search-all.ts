import type { Connector } from '../connector.ts';
import { foundSql } from '../filter.ts';

/** A project or an indicator that a search found; `ordinal` is the indicator's row in its form. */
export interface Found {
  kind: 'project' | 'indicator';
  form_id: string;
  ordinal: number | null;
  title: string;
  /** Of a project its department and year; of an indicator its target and project. */
  note: string;
}

/** Projects and indicators with every word of the query in their name (of an indicator: or in its target), as written or by the first letters of readings, at most `most` of each. */
export async function searchAll(db: Connector, query: string, most = 6): Promise<Found[]> {
  const words = query.trim().split(/\s+/).filter(Boolean);
  return words.length === 0 ? [] : db.query<Found>(searchAllSql(words, most));
}

export function searchAllSql(words: readonly string[], most: number): string {
  const every = (text: string) => words.map((word) => foundSql(text, word)).join(' AND ');
  return `SELECT * FROM (SELECT 'project' AS kind, form_id, NULL::DOUBLE AS ordinal, name AS title,
    coalesce(department, '') || coalesce(' · ' || year, '') AS note
  FROM project WHERE ${every('name')} ORDER BY form_order LIMIT ${Math.trunc(most)})
UNION ALL SELECT * FROM (SELECT 'indicator', i.form_id, i.ordinal::DOUBLE, i.name, coalesce(i.raw || ' · ', '') || p.name
  FROM indicator i JOIN project p ON p.form_id = i.form_id
  WHERE ${every(`i.name || ' ' || coalesce(i.raw, '')`)} ORDER BY p.form_order, i.ordinal LIMIT ${Math.trunc(most)})`;
}
