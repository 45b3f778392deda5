/**
 * A portfolio file: one `.duckdb` written by `zhunxing build`, opened by the command line and by the page.
 *
 * It holds every table of schema.ts under the same names, the settled facts of views.ts as tables, the forms in small numbers
 * (explore/coded-tables.ts), and the tables below. It is
 * opened read-only beside a database in memory, which takes what a run makes:
 *
 *     ATTACH 'portfolio.duckdb' AS portfolio_file (READ_ONLY)
 *     … refuse it when fileProblem() says so …
 *     OPEN_FILE, statement by statement
 *
 * Two choices were measured. Text columns stay VARCHAR, sorted: DuckDB stores them as dictionaries in as few blocks as ENUMs (5 to 9 for a
 * million rows of level1, level2, strength); grouping by them takes 68 ms of processor time instead of 33, but every statement of every room means text. The facts stand settled in the file,
 * about half of it: to settle a million indicators takes 45 s of processor time, which no page can wait for.
 *
 * After that every unqualified name means the file's table, except `finding` and `outcome`, which are empty tables in memory;
 * new and temporary tables go to memory as well. Nothing is copied.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { Connector } from './connector.ts';
import { CODED_TABLES } from './explore/coded-tables.ts';
import { columnsSql, identifier } from './sql.ts';
import { TABLES } from './schema.ts';
import { VIEWS } from './views.ts';

/** Rises with every change of these tables or of what they mean. */
export const FILE_VERSION = 3;

/** Tables that only a portfolio file has. */
export const FILE_TABLES: Record<string, Record<string, string>> = {
  /** One row. */
  meta: {
    version: 'INTEGER', // FILE_VERSION
    layout: 'VARCHAR', // fileLayout() of its writer
    made_by: 'VARCHAR',
    made_at: 'VARCHAR', // ISO time
    doubles: 'VARCHAR', // both | newer
    data_sha256: 'VARCHAR', // of the documents' own hashes, as data-hash.ts makes it
    forms: 'DOUBLE',
    indicators: 'DOUBLE',
    notes: 'DOUBLE',
    lines: 'DOUBLE',
    annual: 'DOUBLE', // yuan
  },
  /** What was given to `build`: files, archives, other portfolios, each a run of documents. */
  input: {
    path: 'VARCHAR',
    sha256: 'VARCHAR',
    position: 'INTEGER', // 1-based, in the order given
    first_document: 'INTEGER',
    documents: 'INTEGER',
    choices: 'VARCHAR', // JSON: which of several forms counts, as an exported portfolio says; NULL for other inputs
    as_read: 'BOOLEAN', // all it gave stands in the tables: it need not be read again while its hash is the same
  },
  /** The documents in order: the rows of `source`, with their runs of forms (form_order) and notes (note_order). */
  document: {
    number: 'INTEGER',
    file: 'VARCHAR',
    modified: 'DOUBLE', // epoch milliseconds
    error_code: 'VARCHAR',
    error_en: 'VARCHAR',
    first_form: 'INTEGER',
    forms: 'INTEGER',
    first_note: 'INTEGER',
    notes: 'INTEGER',
  },
  /** Which document the lines under a name of `source_line` belong to: a workbook's sheets have names of their own. */
  site: { file: 'VARCHAR', document: 'INTEGER' },
  /** Forms held back until someone looked at them. */
  held_form: { form_id: 'VARCHAR', name: 'VARCHAR', confidence: 'DOUBLE' },
  /** Questions that the page asks first, with their answers: asked when the file was built, by the same statements. */
  answer: {
    sql: 'VARCHAR',
    rows: 'VARCHAR', // JSON
  },
  /** Notes that were made by comparing forms with each other, not by reading one. */
  derived_note: { note_order: 'INTEGER' },
};

/** The schema that `ATTACH` names it by. */
export const FILE_CATALOG = 'portfolio_file';

/** Makes the tables of a run in memory and the file's tables visible under their own names. */
export const OPEN_FILE: readonly string[] = [
  ...['finding', 'outcome'].map(
    (table) => `CREATE TABLE memory.main.${table} (${columnsSql(TABLES[table]!)})`,
  ),
  `SET search_path = 'memory.main,${FILE_CATALOG}.main'`,
];

/** Names the tables and facts that a file must hold: files of another layout are not read, only built anew. */
export function fileLayout(): string {
  const layout = JSON.stringify([FILE_VERSION, TABLES, FILE_TABLES, VIEWS, CODED_TABLES]);
  return bytesToHex(sha256(utf8ToBytes(layout))).slice(0, 16);
}

/** The row of `meta`. */
export interface FileMeta {
  version: number;
  layout: string;
  made_by: string;
  made_at: string;
  doubles: 'both' | 'newer';
  data_sha256: string;
  forms: number;
  indicators: number;
  notes: number;
  lines: number;
  annual: number;
}

/** Why a DuckDB file cannot be opened as a portfolio. `built-by-other`: an older or newer version wrote it. */
export type FileProblem = 'damaged' | 'no-portfolio' | 'built-by-other';

/** Reads `meta` of the database attached as `catalog`; says why the file cannot be used, if so. */
export async function readMeta(
  db: Connector,
  catalog: string = FILE_CATALOG,
): Promise<{ meta: FileMeta | null; problem: FileProblem | null }> {
  const [there] = await db.query<{ n: number }>(
    `SELECT CAST(count(*) AS DOUBLE) AS n FROM duckdb_columns() WHERE database_name = '${catalog}' AND table_name = 'meta'
     AND column_name IN ('version', 'layout', 'made_by')`,
  );
  if (there?.n !== 3) return { meta: null, problem: 'no-portfolio' };
  const [meta] = await db.query<FileMeta>(`SELECT * FROM ${identifier(catalog)}.main.meta`);
  if (!meta) return { meta: null, problem: 'no-portfolio' };
  return { meta, problem: meta.layout === fileLayout() ? null : 'built-by-other' };
}
