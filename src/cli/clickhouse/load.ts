import { arrowRows, type Cell } from '#core/store/arrow.ts';
import { createSchema } from '#core/store/create.ts';
import { countLoaded, settle, type LoadReport } from '#core/store/load.ts';
import { TABLES } from '#core/store/schema.ts';
import { identifier } from '#core/store/sql.ts';
import type { OpenedPortfolio } from '../portfolio.ts';
import type { ClickHouseConnector } from './connector.ts';

/** The table that tells what was loaded, written last: a database without its row was not built to the end. */
export const META = 'meta';
const META_COLUMNS = { data_sha256: 'VARCHAR', forms: 'DOUBLE', indicators: 'DOUBLE' };

/** Rows of the portfolio in memory at a time. */
const ROWS = 50_000;

/** The tables that reading fills; those of a run stay empty. */
const LOADED = ['project', 'indicator', 'reading_note', 'source', 'source_line'] as const;

/**
 * Copies an open portfolio into an empty ClickHouse database and evaluates the facts there.
 * `onProgress` hears how many rows of how many are in.
 * @throws LoadError when the cluster does not hold what was given to it
 */
export async function loadCluster(
  from: OpenedPortfolio,
  to: ClickHouseConnector,
  onProgress: (done: number, of: number) => void = () => undefined,
): Promise<LoadReport> {
  const given = await countLoaded(from.db);
  const of = given.forms + given.indicators + given.notes + given.lines;
  await createSchema(to);
  let done = 0;
  for (const table of LOADED)
    for await (const rows of slices(from, table)) {
      await to.insert(table, arrowRows(table, rows));
      onProgress((done = Math.min(of, done + rows.length)), of);
    }
  const held = await settle(to, given);
  const columns = Object.entries(META_COLUMNS).map(([name, type]) => `${name} ${type}`);
  await to.query(`CREATE TABLE ${META} (${columns.join(', ')})`);
  await to.insert(
    META,
    arrowRows(META, [{ data_sha256: from.sha256, forms: from.forms, indicators: from.indicators }], {
      [META]: META_COLUMNS,
    }),
  );
  return held;
}

/** A table in runs of its own row numbers, so that none is looked for from the beginning. */
async function* slices({ db }: OpenedPortfolio, table: string): AsyncGenerator<Record<string, Cell>[]> {
  const columns = Object.keys(TABLES[table]!).map(identifier).join(', ');
  const [last] = await db.query<{ n: number | null }>(`SELECT CAST(max(rowid) AS DOUBLE) AS n FROM ${table}`);
  for (let at = 0; at <= (last?.n ?? -1); at += ROWS) {
    const rows = await db.query<Record<string, Cell>>(
      `SELECT ${columns} FROM ${table} WHERE rowid >= ${at} AND rowid < ${at + ROWS}`,
    );
    if (rows.length > 0) yield rows;
  }
}

/** What `loadCluster` wrote down; `null` when it did not come to its end. */
export async function clusterMeta(
  db: ClickHouseConnector,
): Promise<{ sha256: string; forms: number; indicators: number } | null> {
  const there = await db.query(`SELECT column_name FROM (DESCRIBE meta)`);
  if (there.length === 0) return null;
  const [meta] = await db.query<{ data_sha256: string; forms: number; indicators: number }>(
    'SELECT * FROM meta',
  );
  return meta ? { sha256: meta.data_sha256, forms: meta.forms, indicators: meta.indicators } : null;
}
