import type { Connector } from '../connector.ts';
import { literal } from '../sql.ts';

/** One printed line (or table row) of a file. */
export interface PrintedLine {
  line: number;
  text: string;
}

/** The lines of a file from `from` to `to`, both included, as printed. */
export async function sourceLines(
  db: Connector,
  file: string,
  from: number,
  to: number,
): Promise<PrintedLine[]> {
  return db.query<PrintedLine>(sourceLinesSql(file, from, to));
}

export function sourceLinesSql(file: string, from: number, to: number): string {
  return `SELECT line::DOUBLE AS line, text FROM source_line
WHERE file = ${literal(file)} AND line BETWEEN ${literal(from)} AND ${literal(to)} ORDER BY source_line.line`;
}
