import type { Connector } from '../connector.ts';

/** A printed line that a finding of the last run points at. */
export interface CitedLine {
  file: string;
  line: number;
  text: string;
}

/** Every printed line at which those findings of the last run stand that `where` (a condition on table `finding`) picks, once. */
export function citedLines(db: Connector, where: string): Promise<CitedLine[]> {
  return db.query<CitedLine>(
    `SELECT l.file, CAST(l.line AS DOUBLE) AS line, l.text FROM source_line l
     SEMI JOIN (SELECT source_file, source_line FROM finding WHERE ${where}) f
     ON f.source_file = l.file AND f.source_line = l.line ORDER BY l.file, l.line`,
  );
}
