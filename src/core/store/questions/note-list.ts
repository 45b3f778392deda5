import type { NoteCode, NotePart } from '#core/model/note.ts';
import type { Connector } from '../connector.ts';
import { literal } from '../sql.ts';

/** One reading note; `form_id` and `project` are null for a note about a file. */
export interface NoteRow {
  note_order: number;
  form_id: string | null;
  project: string | null;
  department: string | null;
  year: number | null;
  code: NoteCode;
  part: NotePart;
  message_zh: string;
  message_en: string;
  text: string | null;
  source_file: string;
  source_line: number | null;
}

export interface NoteFilter {
  file?: string;
  formId?: string;
  code?: NoteCode;
  /** The first so many. */
  most?: number;
}

/** Reading notes by file and line. */
export async function noteList(db: Connector, filter: NoteFilter = {}): Promise<NoteRow[]> {
  return db.query<NoteRow>(noteListSql(filter));
}

export function noteListSql({ file, formId, code, most }: NoteFilter = {}): string {
  const parts = [
    file === undefined ? '' : `n.source_file = ${literal(file)}`,
    formId === undefined ? '' : `n.form_id = ${literal(formId)}`,
    code === undefined ? '' : `n.code = ${literal(code)}`,
  ].filter(Boolean);
  return `SELECT n.*, p.name AS project, p.department, p.year FROM reading_note n LEFT JOIN project p ON p.form_id = n.form_id
WHERE ${parts.join(' AND ') || 'TRUE'} ORDER BY n.source_file, n.source_line NULLS FIRST, n.note_order${most === undefined ? '' : ` LIMIT ${Math.trunc(most)}`}`;
}
