import type { Table } from 'apache-arrow';

export type Value = string | number | boolean | null | Value[];
export type Row = Record<string, Value>;

/**
 * The two-verb port to a DuckDB 1.4.3: the page's (WASM), Node's (native), a test's.
 * Numbers arrive as JS numbers (no bigint), DATE as ISO text when cast in SQL, lists as arrays.
 * `query` throws `QueryError`-like Errors with DuckDB's message; `signal` stops a running query.
 * SQL carries no parameters: every value goes through `literal()` of sql.ts.
 */
export interface Connector {
  /** False where the engine has no `rowid` and no `duckdb_tables()`: a run then tells records apart by their key and keeps nothing. */
  readonly numbersRows?: boolean;
  query<T = Row>(sql: string, options?: { signal?: AbortSignal }): Promise<T[]>;
  /** Appends an Arrow table (columns by name, types as schema.ts says) to an existing table; `columns`: those of the table, where it is none of schema.ts and they are known. */
  insert(table: string, rows: Table, columns?: readonly string[]): Promise<void>;
}
