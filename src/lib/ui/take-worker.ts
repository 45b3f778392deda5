import {
  TABLE_FORMATS,
  type ExportedRow,
  type ExportedTable,
  type TableFormatName,
} from '#core/report/table-export.ts';
import { csv, csvRows } from '#core/report/csv.ts';

/** A table to be written: first its head, then its rows some at a time, then the end; each is answered. */
export type TakeQuestion =
  | { format: TableFormatName; head: Omit<ExportedTable, 'rows'> }
  | { rows: readonly ExportedRow[] }
  | { end: true };

export type TakeAnswer = { ready: true } | { made: Blob } | { failed: string };

let table: { format: TableFormatName; head: Omit<ExportedTable, 'rows'> } | null = null;
const rows: ExportedRow[] = [];
/** CSV needs no row twice: its text leaves the memory piece by piece. */
const pieces: Blob[] = [];

async function answer(question: TakeQuestion): Promise<TakeAnswer> {
  if ('head' in question) {
    table = question;
    const names = question.head.columns.map(({ name }) => name);
    if (question.format === 'csv') pieces.push(new Blob([csv(names, [])]));
  } else if ('rows' in question) {
    if (table?.format === 'csv') pieces.push(new Blob([csvRows(question.rows)]));
    else for (const row of question.rows) rows.push(row);
  } else if (table) {
    if (table.format === 'csv') return { made: new Blob(pieces) };
    return { made: new Blob([await TABLE_FORMATS[table.format].render({ ...table.head, rows })]) };
  }
  return { ready: true };
}

self.addEventListener('message', (event: MessageEvent<TakeQuestion>) => {
  answer(event.data).then(
    (made) => self.postMessage(made),
    (error: unknown) => self.postMessage({ failed: error instanceof Error ? error.message : String(error) }),
  );
});
