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

/** The files of the portfolio in the order given; `annual` is the budget of the year in their forms, yuan, null when none was read; `most`: the first so many. */
export async function fileList(db: Connector, most?: number): Promise<FileRow[]> {
  return db.query<FileRow>(fileListSql(most));
}

export function fileListSql(most?: number): string {
  const files =
    most === undefined ? 'source' : `(SELECT *, rowid FROM source ORDER BY rowid LIMIT ${Math.trunc(most)})`;
  return `SELECT s.* ${most === undefined ? '' : 'EXCLUDE (rowid)'}, p.annual FROM ${files} s
LEFT JOIN (SELECT regexp_replace(form_id, '#[0-9]+$', '') AS file, sum(annual)::DOUBLE AS annual FROM project GROUP BY 1) p ON p.file = s.file
ORDER BY s.rowid`;
}
