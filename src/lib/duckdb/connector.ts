import { DuckDBDataProtocol, type AsyncDuckDB, type AsyncDuckDBConnection } from '@duckdb/duckdb-wasm';
import type { Table } from 'apache-arrow';
import type { Answers } from '#core/store/answers.ts';
import { TABLES } from '#core/store/schema.ts';
import { identifier } from '#core/store/sql.ts';
import type { Connector, Row } from '#core/store/connector.ts';
import { breathe } from './breathe.ts';
import { rowsOf } from './rows.ts';

/** The page's DuckDB. Statements run one after another; one that is cancelled while waiting never starts. */
export class BrowserConnector implements Connector {
  #connection: AsyncDuckDBConnection;
  #database: AsyncDuckDB;
  #files = 0;
  #tail: Promise<unknown> = Promise.resolve();
  /** Of the portfolio file that is open: what it was asked before. */
  answers: Answers | null = null;

  constructor(connection: AsyncDuckDBConnection, database: AsyncDuckDB) {
    this.#connection = connection;
    this.#database = database;
  }

  async query<T = Row>(sql: string, options: { signal?: AbortSignal } = {}): Promise<T[]> {
    const known = this.answers?.to(sql);
    if (known === undefined) return this.#ask(sql, options);
    const [answer] = await this.#ask<{ rows: string }>(known, options);
    return JSON.parse(answer!.rows) as T[];
  }

  #ask<T>(sql: string, { signal }: { signal?: AbortSignal }): Promise<T[]> {
    return this.#next(async () => {
      signal?.throwIfAborted();
      const cancel = () => void this.#connection.cancelSent();
      signal?.addEventListener('abort', cancel);
      try {
        const reader = await this.#connection.send(sql, true);
        const rows: T[] = [];
        for await (const batch of reader) {
          signal?.throwIfAborted();
          await breathe();
          rows.push(...rowsOf<T>(batch));
        }
        return rows;
      } catch (error) {
        signal?.throwIfAborted();
        throw error;
      } finally {
        signal?.removeEventListener('abort', cancel);
      }
    });
  }

  async insert(
    table: string,
    rows: Table,
    known: readonly string[] = Object.keys(TABLES[table] ?? {}),
  ): Promise<void> {
    // The engine appends by position: put the columns into the order of the table first.
    const columns =
      known.length > 0
        ? known
        : (
            await this.query<{ column_name: string }>(
              `SELECT column_name FROM (DESCRIBE ${identifier(table)})`,
            )
          ).map((row) => row.column_name);
    const given = new Set(rows.schema.fields.map((field) => field.name));
    const missing = columns.filter((name) => !given.has(name));
    if (missing.length > 0 || given.size !== columns.length)
      throw new Error(
        `insert into ${table}: columns differ from the table's (missing: ${missing.join(', ')})`,
      );
    if (rows.numRows === 0) return;
    await this.#next(() =>
      this.#connection.insertArrowTable(rows.select([...columns]), { name: table, create: false }),
    );
  }

  /** Appends an Arrow stream made elsewhere, its columns in the table's order. The buffer is given away. */
  async insertStream(table: string, stream: Uint8Array): Promise<void> {
    if (stream.length === 0) return;
    await this.#next(() => this.#connection.insertArrowFromIPCStream(stream, { name: table, create: false }));
  }

  /** Makes a file known to the engine, which reads of it what it needs: a chosen file in slices, an address by ranges. Gives its name there. */
  register(source: File | URL): Promise<string> {
    const name = `portfolio-${++this.#files}.duckdb`;
    return this.#next(async () => {
      if (source instanceof File)
        await this.#database.registerFileHandle(name, source, DuckDBDataProtocol.BROWSER_FILEREADER, true);
      else await this.#database.registerFileURL(name, source.href, DuckDBDataProtocol.HTTP, false);
      return name;
    });
  }

  /** Forgets a file. */
  async unregister(name: string): Promise<void> {
    await this.#next(() => this.#database.dropFile(name));
  }

  /** Resolves when nothing has been asked for a moment, after `most` milliseconds at the latest. */
  async quiet(most: number): Promise<void> {
    const until = performance.now() + most;
    for (let last; last !== this.#tail && performance.now() < until;) {
      last = this.#tail;
      await Promise.race([last, new Promise((resolve) => setTimeout(resolve, until - performance.now()))]);
      await new Promise((resolve) => setTimeout(resolve));
    }
  }

  #next<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#tail.then(work);
    this.#tail = result.catch(() => {});
    return result;
  }
}
