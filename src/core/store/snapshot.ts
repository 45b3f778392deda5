import { arrowTable, type Cell } from './arrow.ts';
import type { Connector } from './connector.ts';
import { TABLES } from './schema.ts';
import { columnsSql, identifier, literal } from './sql.ts';
import { VIEWS } from './views.ts';

/** The tables and settled facts of a database as they stand, findings included: plain JSON, by table and column. */
export type Snapshot = Record<
  string,
  { types: Record<string, string>; rows: number; cells: Record<string, Cell[]> }
>;

/** Takes down what stands in the tables. */
export async function takeSnapshot(db: Connector): Promise<Snapshot> {
  const snapshot: Snapshot = {};
  for (const table of [...Object.keys(TABLES), ...Object.keys(VIEWS)]) {
    const columns = await db.query<{ name: string; type: string }>(
      `SELECT column_name AS name, data_type AS type FROM duckdb_columns() WHERE table_name = ${literal(table)} ORDER BY column_index`,
    );
    const asRead = columns.map(({ name, type }) =>
      type === 'DATE' ? `CAST(${identifier(name)} AS VARCHAR) AS ${identifier(name)}` : identifier(name),
    );
    const rows = await db.query<Record<string, Cell>>(
      `SELECT ${asRead.join(', ')} FROM ${identifier(table)} ORDER BY rowid`,
    );
    snapshot[table] = {
      types: Object.fromEntries(columns.map(({ name, type }) => [name, type])),
      rows: rows.length,
      cells: Object.fromEntries(columns.map(({ name }) => [name, rows.map((row) => row[name]!)])),
    };
  }
  return snapshot;
}

/** Puts a snapshot in the place of what stands in the tables. */
export async function restoreSnapshot(db: Connector, snapshot: Snapshot): Promise<void> {
  const made = Object.entries(snapshot).map(
    ([table, { types }]) => `CREATE OR REPLACE TABLE ${identifier(table)} (${columnsSql(types)})`,
  );
  await db.query(made.join(';\n'));
  for (const [table, { types, rows, cells }] of Object.entries(snapshot))
    await db.insert(table, arrowTable(table, cells, rows, { [table]: types }), Object.keys(types));
}
