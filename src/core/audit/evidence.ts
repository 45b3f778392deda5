import type { Cell } from '#core/store/arrow.ts';
import type { Connector } from '#core/store/connector.ts';
import { TABLES } from '#core/store/schema.ts';
import { identifier } from '#core/store/sql.ts';

export type EvidenceRow = Record<string, Cell>;

/** The tables that judging rests on, each in the order of the portfolio; of the printed lines those that findings cite, with their neighbours. */
const EVIDENCE: Record<string, string> = {
  project: 'FROM project ORDER BY form_order',
  indicator:
    'FROM indicator i JOIN (SELECT form_id AS form, form_order FROM project) p ON p.form = i.form_id ORDER BY form_order, ordinal',
  reading_note: 'FROM reading_note ORDER BY note_order',
  source: 'FROM source',
  source_line: `FROM source_line l SEMI JOIN (
      SELECT DISTINCT f.source_file, n.line FROM finding f, (SELECT unnest(range(-2, 3)) AS step) s,
        LATERAL (SELECT f.source_line + s.step AS line) n
    ) c ON c.source_file = l.file AND c.line = l.line ORDER BY file, line`,
};

/** The rows of a bundle's `data/` by table: dates as ISO days, lists as arrays. */
export async function evidenceRows(db: Connector): Promise<Record<string, EvidenceRow[]>> {
  const rows: Record<string, EvidenceRow[]> = {};
  for (const [table, from] of Object.entries(EVIDENCE)) {
    const columns = Object.entries(TABLES[table]!).map(([name, type]) => {
      const column = identifier(name);
      return type === 'DATE' ? `CAST(${column} AS VARCHAR) AS ${column}` : column;
    });
    rows[table] = await db.query<EvidenceRow>(`SELECT ${columns.join(', ')} ${from}`);
  }
  return rows;
}

/** The tables that a bundle must hold. */
export const EVIDENCE_TABLES = Object.keys(EVIDENCE);
