import type { Connector } from '../connector.ts';

/** How one file was read: forms, indicators, and what became of its non-blank cells. */
export interface FileRow {
  file: string;
  bytes: number;
  sha256: string;
  encoding: string | null;
  forms: number;
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
  return `SELECT s.*, (SELECT sum(p.annual)::DOUBLE FROM project p WHERE p.source_file = s.file) AS annual
FROM source s ORDER BY s.rowid`;
}
