import type { Connector } from '../connector.ts';

/** How one file was read: forms, indicators, and what became of its non-blank cells. */
export interface FileRow {
  file: string;
  bytes: number;
  sha256: string;
  format: string | null;
  encoding: string | null;
  forms: number;
  held: number;
  indicators: number;
  cells: number;
  placed: number;
  noted: number;
  annual: number | null;
  error: string | null;
}

/** The files of the portfolio in the order given; `annual` is the budget of the year in their forms, yuan, null when none was read. */
export async function fileList(db: Connector): Promise<FileRow[]> {
  return db.query<FileRow>(fileListSql());
}

export function fileListSql(): string {
  return `SELECT s.*, p.annual FROM source s
LEFT JOIN (SELECT regexp_replace(form_id, '#[0-9]+$', '') AS file, sum(annual)::DOUBLE AS annual FROM project GROUP BY 1) p ON p.file = s.file
ORDER BY s.rowid`;
}
