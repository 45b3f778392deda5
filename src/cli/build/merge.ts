import { ReadError, reportOf } from '#core/ingest/read-error.ts';
import { emptyResult, type FileResult } from '#core/ingest/read-file.ts';
import { readMeta, type FileProblem } from '#core/store/portfolio-file.ts';
import { literal } from '#core/store/sql.ts';
import type { NativeConnector } from '../duckdb.ts';
import type { Input, Part } from './part.ts';
import { takeOver } from './take-over.ts';

const catalogOf = (position: number) => `input_${position}`;

/** Attaches another portfolio for `mergePortfolio`; says why it cannot be used, if so. */
export async function attachPortfolio(
  db: NativeConnector,
  file: string,
  position: number,
): Promise<FileProblem | null> {
  try {
    await db.query(`ATTACH ${literal(file)} AS ${catalogOf(position)} (READ_ONLY)`);
  } catch {
    return 'damaged';
  }
  return (await readMeta(db, catalogOf(position))).problem;
}

/**
 * Copies the documents of an attached portfolio, named like those of an archive (`区.duckdb › 甲.xlsx`). The same bytes as a document met
 * before count once; `earlier` (sha256 → file) takes the new ones.
 */
export async function mergePortfolio(
  db: NativeConnector,
  part: Part,
  input: Input,
  earlier: Map<string, string>,
): Promise<void> {
  await part.commit();
  const catalog = catalogOf(input.position);
  const prefix = `${input.path} › `;
  const theirs = await db.query<Theirs>(
    `SELECT d.number::DOUBLE AS number, d.file, d.modified, d.error_code, s.sha256, s.bytes FROM (
       SELECT *, row_number() OVER (PARTITION BY file ORDER BY number) AS nth FROM ${catalog}.main.document) d
     JOIN (SELECT *, row_number() OVER (PARTITION BY file ORDER BY rowid) AS nth FROM ${catalog}.main.source) s
       ON s.file = d.file AND s.nth = d.nth ORDER BY d.number`,
  );
  const same: FileResult[] = [];
  const left: number[] = [];
  for (const { number, file, modified, sha256, bytes, error_code } of theirs) {
    const met = error_code === 'same-file' || bytes === 0 ? undefined : earlier.get(sha256);
    if (met === undefined) {
      if (error_code !== 'same-file' && bytes > 0) earlier.set(sha256, prefix + file);
      continue;
    }
    left.push(number);
    const { report, ...empty } = emptyResult({ name: prefix + file, bytes: new Uint8Array(), modified });
    const error = reportOf(new ReadError('same-file', { file: met }));
    same.push({ ...empty, report: { ...report, bytes, sha256, error } });
  }
  await db.query('BEGIN');
  const chosen = `SELECT number, number AS place FROM ${catalog}.main.document
    WHERE number NOT IN (SELECT unnest(${left.length ? `[${left.join(', ')}]` : '[]::INTEGER[]'}))`;
  await takeOver(db, catalog, chosen, part.held, prefix);
  await part.takenOver();
  for (const result of same) await part.add(result);
  await part.end(input);
  await part.commit();
  await db.query(`DETACH ${catalog}`);
}

interface Theirs {
  number: number;
  file: string;
  modified: number | null;
  error_code: string | null;
  sha256: string;
  bytes: number;
}
