import type { Connector } from '../connector.ts';

/** A printed line that a finding of the last run points at. */
export interface CitedLine {
  file: string;
  line: number;
  text: string;
}

/** Every printed line at which a finding of the last run stands, once. */
export function citedLines(db: Connector): Promise<CitedLine[]> {
  return db.query<CitedLine>(
    `SELECT l.file, CAST(l.line AS DOUBLE) AS line, l.text FROM source_line l
     SEMI JOIN finding f ON f.source_file = l.file AND f.source_line = l.line ORDER BY l.file, l.line`,
  );
}
