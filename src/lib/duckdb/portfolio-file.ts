import { Answers } from '#core/store/answers.ts';
import {
  FILE_CATALOG,
  OPEN_FILE,
  readMeta,
  type FileMeta,
  type FileProblem,
} from '#core/store/portfolio-file.ts';
import { CODED_TABLES } from '#core/store/explore/coded-tables.ts';
import { TABLES } from '#core/store/schema.ts';
import { identifier, literal } from '#core/store/sql.ts';
import { VIEWS } from '#core/store/views.ts';
import type { Contents } from '#lib/ingest/contents.ts';
import type { BrowserConnector } from './connector.ts';

/** A file that was chosen or dropped, or an address of this site's own that is read by ranges. */
export type FileSource = File | URL;

/** The file is no portfolio that this version can open; the one that was open stays. */
export class PortfolioFileError extends Error {
  override name = 'PortfolioFileError';
  problem: FileProblem;
  constructor(problem: FileProblem, cause?: unknown) {
    super(problem, { cause });
    this.problem = problem;
  }
}

/** A portfolio file that was looked into and can be opened. */
export interface Examined {
  /** The name under which the engine knows the file. */
  registered: string;
  name: string;
  meta: FileMeta;
  contents: Contents;
}

/** With more indicators the page counts what every rule finds and lists the findings rule by rule: all at once would not fit. */
export const MANY_INDICATORS = 300_000;
const CANDIDATE = 'candidate_file';
/** What the engine may take for a file whose findings are counted and not made; the page's other memory comes on top. */
export const MEMORY = '500MB';
/** Forms held back that the page lists. */
const MOST_HELD = 500;

/**
 * Looks into a file without copying it: its version, and what a page says of a portfolio.
 * @throws PortfolioFileError when it cannot be opened; nothing has changed then
 */
export async function examine(db: BrowserConnector, source: FileSource): Promise<Examined> {
  const registered = await db.register(source);
  const name =
    source instanceof File ? source.name : decodeURIComponent(source.pathname.split('/').at(-1) ?? '');
  try {
    await db.query(`ATTACH ${literal(registered)} AS ${CANDIDATE} (READ_ONLY)`);
  } catch (error) {
    await db.unregister(registered);
    throw new PortfolioFileError('damaged', error);
  }
  try {
    const { meta, problem } = await readMeta(db, CANDIDATE);
    if (!meta || problem) throw new PortfolioFileError(problem ?? 'no-portfolio');
    const contents = await contentsOf(db, meta);
    await db.query(`DETACH ${CANDIDATE}`);
    return { registered, name, meta, contents };
  } catch (error) {
    await db.query(`DETACH ${CANDIDATE}`).catch(() => {});
    await db.unregister(registered);
    throw error;
  }
}

async function contentsOf(db: BrowserConnector, meta: FileMeta): Promise<Contents> {
  const at = (table: string) => `${CANDIDATE}.main.${table}`;
  const [who] = await db.query<{ departments: string[] | null; years: number[] | null }>(
    `SELECT list(DISTINCT department ORDER BY department) FILTER (WHERE department IS NOT NULL) AS departments,
       list(DISTINCT year::DOUBLE ORDER BY year::DOUBLE) FILTER (WHERE year IS NOT NULL) AS years FROM ${at('project')}`,
  );
  const [coverage] = await db.query<Contents['coverage']>(
    `SELECT coalesce(sum(cells), 0)::DOUBLE AS cells, coalesce(sum(placed), 0)::DOUBLE AS placed, coalesce(sum(noted), 0)::DOUBLE AS noted
     FROM ${at('source')}`,
  );
  const held = await db.query<{ form_id: string; name: string; confidence: number }>(
    `SELECT form_id, name, confidence FROM ${at('held_form')} LIMIT ${MOST_HELD}`,
  );
  return {
    files: [],
    coverage: coverage!,
    forms: meta.forms,
    indicators: meta.indicators,
    departments: who?.departments ?? [],
    years: who?.years ?? [],
    held: held.map(({ form_id, name, confidence }) => ({
      id: form_id,
      file: form_id.slice(0, form_id.lastIndexOf('#')),
      project: name,
      year: null,
      indicators: 0,
      confidence,
      line: null,
    })),
    doubles: [],
    sha256: meta.data_sha256,
  };
}

/** Puts an examined file in the place of what is open: from now on every table's name means the file's. `many`: its findings will not be made. */
export async function useFile(
  db: BrowserConnector,
  { registered, many }: Pick<Examined, 'registered'> & { many: boolean },
): Promise<void> {
  await leaveFile(db);
  for (const table of [...Object.keys(TABLES), ...Object.keys(VIEWS), ...Object.keys(CODED_TABLES)])
    await db.query(`DROP TABLE IF EXISTS memory.main.${identifier(table)}`);
  await db.query(`ATTACH ${literal(registered)} AS ${FILE_CATALOG} (READ_ONLY)`);
  for (const statement of OPEN_FILE) await db.query(statement);
  if (many) await db.query(`SET memory_limit = '${MEMORY}'`);
  db.answers = await Answers.of(db);
}

/** Closes the file, if one is open: tables are in memory again. */
export async function leaveFile(db: BrowserConnector): Promise<void> {
  const [open] = await db.query<{ path: string }>(
    `SELECT path FROM duckdb_databases() WHERE database_name = '${FILE_CATALOG}'`,
  );
  if (!open) return;
  db.answers = null;
  await db.query('RESET memory_limit');
  await db.query(`SET search_path = 'memory.main'`);
  await db.query(`DETACH ${FILE_CATALOG}`);
  await db.unregister(open.path);
}
