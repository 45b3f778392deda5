import { DuckDBInstance, type DuckDBConnection, type DuckDBMaterializedResult } from '@duckdb/node-api';
import type { Table } from 'apache-arrow';
import type { Row } from '#core/store/connector.ts';
import { appendTable } from './append.ts';
import type { Database } from './database.ts';
import { toValue } from './duckdb-value.ts';

/** Node's DuckDB. */
export interface NativeConnector extends Database {
  close(): void;
}

/** What every connection starts from: no extension is fetched, no file or address can be reached from SQL. */
const ALONE = ['SET autoload_known_extensions=false', 'SET autoinstall_known_extensions=false'];
const SEALED = ['SET enable_external_access=false', 'SET lock_configuration=true'];

export interface NativeOptions {
  /** All cores unless given. */
  threads?: number;
  /** DuckDB's `memory_limit`, such as `2GB`; beyond it, work is spilled to the folder `spill`. */
  memory?: string;
  spill?: string;
  /** Statements that run while files can still be reached: ATTACH and what goes with it. */
  first?: readonly string[];
  /** For a connector that never runs SQL from outside: it may attach files at any time. */
  ownSqlOnly?: boolean;
}

/**
 * Opens DuckDB in memory, or the database file at `path`. Statements of one connector run one after another;
 * an aborted `signal` interrupts the running statement, or keeps a waiting one from starting.
 */
export async function openNative(
  path = ':memory:',
  { threads, memory, spill, first = [], ownSqlOnly = false }: NativeOptions = {},
): Promise<NativeConnector> {
  const instance = await DuckDBInstance.create(path, {
    ...(threads && { threads: String(threads) }),
    ...(memory && { memory_limit: memory }),
    ...(spill && { temp_directory: spill }),
  });
  const connection = await instance.connect();
  try {
    for (const statement of [...ALONE, ...first, ...(ownSqlOnly ? [] : SEALED)])
      await connection.run(statement);
  } catch (error) {
    connection.closeSync();
    instance.closeSync();
    throw error;
  }

  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const result = last.then(work);
    last = result.catch(() => undefined);
    return result;
  };
  const table = (sql: string, options: { signal?: AbortSignal } = {}) =>
    inTurn(async () => {
      const result = await runAbortable(connection, sql, options.signal);
      const columns = result.deduplicatedColumnNames();
      return { columns, rows: await readRows(result, columns) };
    });

  return {
    table,
    async query<T = Row>(sql: string, options: { signal?: AbortSignal } = {}): Promise<T[]> {
      return (await table(sql, options)).rows as T[];
    },
    statements: async (sql) => (await connection.extractStatements(sql)).count,
    insert: (name: string, rows: Table) => inTurn(() => appendTable(connection, name, rows)),
    close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

async function runAbortable(
  connection: DuckDBConnection,
  sql: string,
  signal?: AbortSignal,
): Promise<DuckDBMaterializedResult> {
  signal?.throwIfAborted();
  const stop = () => connection.interrupt();
  signal?.addEventListener('abort', stop, { once: true });
  try {
    return await connection.run(sql);
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  } finally {
    signal?.removeEventListener('abort', stop);
  }
}

async function readRows(result: DuckDBMaterializedResult, columns: string[]): Promise<Row[]> {
  const values = await result.getColumns();
  const count = values[0]?.length ?? 0;
  const rows: Row[] = new Array(count);
  for (let r = 0; r < count; r++) {
    const row: Row = {};
    for (let c = 0; c < columns.length; c++) row[columns[c]!] = toValue(values[c]![r]!);
    rows[r] = row;
  }
  return rows;
}
