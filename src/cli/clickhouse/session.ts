import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import type { ClickHouseClient } from '@clickhouse/client';
import { tableToIPC, type Table } from 'apache-arrow';
import type { Row } from '#core/store/connector.ts';
import { CLICKHOUSE } from '#core/store/dialect/clickhouse.ts';
import { countStatements, translate } from '#core/store/dialect/translate.ts';
import { TABLES } from '#core/store/schema.ts';
import { CommandError } from '../effects.ts';
import type { Address } from './address.ts';
import type { ClickHouseConnector } from './connector.ts';
import { readRows } from './rows.ts';
import { readStatement } from './statement.ts';
import { columnsOf, createTable, dropTable, quoted, storedType, type Column } from './tables.ts';
import { passes, trouble } from './trouble.ts';

/** The oldest version that has all that the dialect uses. */
const OLDEST = [26, 3] as const;
const ROWS_PER_INSERT = 100_000;
const ATTEMPTS = 5;
const FIRST_PAUSE_MS = 200;

/** What one run says to a ClickHouse: its temporary tables, macros and inserts are its own, and what fails for a reason that passes is tried again. */
export class Session implements ClickHouseConnector {
  readonly numbersRows = false;
  readonly address: Address;
  readonly #client: ClickHouseClient;
  /** Sets temporary tables and inserts of this session apart from those of others. */
  readonly #id = randomUUID().replaceAll('-', '').slice(0, 12);
  readonly #tables = new Map<string, string>();
  readonly #macros = new Map<string, { params: string[]; body: string }>();
  #inserts = 0;
  /** Whether the server has answered at all: one that never did is not waited for. */
  #met = false;

  constructor(client: ClickHouseClient, address: Address) {
    this.#client = client;
    this.address = address;
  }

  /** @throws CommandError unless the server answers and is new enough */
  async meet(): Promise<void> {
    const { rows } = await this.#ask('SELECT version() AS version');
    this.#met = true;
    const version = String(rows[0]?.version ?? '');
    const [major = 0, minor = 0] = version.split('.').map(Number);
    if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1]))
      throw new CommandError(
        `ClickHouse ${this.address.shown}: 版本 ${version} 太旧，需要 ${OLDEST.join('.')} 以上 / version ${version} is too old: ${OLDEST.join('.')} or later is needed`,
      );
  }

  async query<T = Row>(sql: string, { signal }: { signal?: AbortSignal } = {}): Promise<T[]> {
    const statement = readStatement(sql);
    switch (statement.kind) {
      case 'macro':
        this.#macros.set(statement.name, statement);
        return [];
      case 'create': {
        const table = this.#placed(statement.table, statement.temporary);
        await this.#commands(createTable(table, columnsOf(statement.columns), this.address), signal);
        return [];
      }
      case 'create-as': {
        const select = this.#written(statement.select);
        const columns = TABLES[statement.table]
          ? columnsOf(TABLES[statement.table]!)
          : await this.#columnsOfQuery(select, signal);
        const table = this.#placed(statement.table, statement.temporary);
        await this.#commands(createTable(table, columns, this.address), signal);
        await this.#insertSelect(table, columns, select, signal);
        return [];
      }
      case 'drop':
        await this.#commands(
          dropTable(this.#tables.get(statement.table) ?? statement.table, this.address),
          signal,
        );
        this.#tables.delete(statement.table);
        return [];
      case 'empty':
        await this.#commands(
          createTable(statement.table, columnsOf(TABLES[statement.table]!), this.address),
          signal,
        );
        return [];
      case 'write':
        await this.command(this.#written(sql), signal, this.#token());
        return [];
      case 'ask':
        return (await this.#ask(this.#written(sql), { signal, comparisons: true })).rows as T[];
    }
  }

  async insert(table: string, rows: Table): Promise<void> {
    const columns = rows.schema.fields.map((field) => quoted(field.name)).join(', ');
    for (let from = 0; from < rows.numRows; from += ROWS_PER_INSERT) {
      const bytes = tableToIPC(rows.slice(from, from + ROWS_PER_INSERT), 'stream');
      const settings = this.#token();
      await this.#persistently(undefined, async () => {
        const { stream } = await this.#client.exec({
          query: `INSERT INTO ${quoted(this.#tables.get(table) ?? table)} (${columns}) FORMAT ArrowStream`,
          values: Readable.from([bytes], { objectMode: false }),
          clickhouse_settings: settings,
        });
        await finished(stream.resume());
      });
    }
  }

  async table(sql: string): Promise<{ columns: string[]; rows: Row[] }> {
    const names = { tables: this.#tables, macros: this.#macros };
    return this.#ask(translate(sql, CLICKHOUSE, names, { unknown: 'keep' }), { settings: { readonly: '2' } });
  }

  async statements(sql: string): Promise<number> {
    return countStatements(sql);
  }

  async close(): Promise<void> {
    try {
      for (const table of this.#tables.values()) await this.#commands(dropTable(table, this.address));
    } finally {
      await this.#client.close();
    }
  }

  async command(sql: string, signal?: AbortSignal, settings: Record<string, string> = {}): Promise<void> {
    await this.#persistently(signal, () =>
      this.#client.command({
        query: sql,
        clickhouse_settings: settings,
        ...(signal && { abort_signal: signal }),
      }),
    );
  }

  async #commands(statements: readonly string[], signal?: AbortSignal): Promise<void> {
    for (const sql of statements) await this.command(sql, signal);
  }

  #ask(
    sql: string,
    options: {
      signal?: AbortSignal | undefined;
      settings?: Record<string, string>;
      comparisons?: boolean;
    } = {},
  ): Promise<{ columns: string[]; rows: Row[] }> {
    return this.#persistently(options.signal, async () => {
      const result = await this.#client.query({
        query: sql,
        format: 'JSONCompactEachRowWithNamesAndTypes',
        ...(options.settings && { clickhouse_settings: options.settings }),
        ...(options.signal && { abort_signal: options.signal }),
      });
      return readRows(await result.text(), options.comparisons === true);
    });
  }

  #written(sql: string): string {
    return translate(sql, CLICKHOUSE, { tables: this.#tables, macros: this.#macros });
  }

  /** The name a table goes by on the server: a temporary one carries the session's, and is dropped at its end. */
  #placed(table: string, temporary: boolean): string {
    if (!temporary) return table;
    const name = `tmp_${this.#id}_${table}`;
    this.#tables.set(table, name);
    return name;
  }

  async #columnsOfQuery(select: string, signal?: AbortSignal): Promise<Column[]> {
    const { rows } = await this.#ask(`DESCRIBE TABLE (${select})`, { signal });
    return rows.map(({ name, type }) => ({ name: String(name), type: storedType(String(type)) }));
  }

  async #insertSelect(
    table: string,
    columns: readonly Column[],
    select: string,
    signal?: AbortSignal,
  ): Promise<void> {
    const list = columns.map(({ name }) => quoted(name)).join(', ');
    await this.command(`INSERT INTO ${quoted(table)} (${list}) ${select}`, signal, this.#token());
  }

  /** Marks the rows of one insert, so that a second attempt at it adds none. */
  #token(): { insert_deduplication_token: string } {
    return { insert_deduplication_token: `${this.#id}-${++this.#inserts}` };
  }

  /** Tries again, a little later each time, what failed for a reason that passes. */
  async #persistently<T>(signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++)
      try {
        signal?.throwIfAborted();
        return await work();
      } catch (error) {
        signal?.throwIfAborted();
        if (!this.#met || attempt === ATTEMPTS || !passes(error)) throw trouble(error, this.address);
        await wait(FIRST_PAUSE_MS * 2 ** (attempt - 1), undefined, { ...(signal && { signal }) });
      }
  }
}
