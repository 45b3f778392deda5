import { createClient } from '@clickhouse/client';
import type { Row } from '#core/store/connector.ts';
import { CLICKHOUSE } from '#core/store/dialect/clickhouse.ts';
import type { Database } from '../database.ts';
import type { Address } from './address.ts';
import { Session } from './session.ts';
import { quoted } from './tables.ts';

/** A ClickHouse behind core's two verbs: what core says in DuckDB's SQL is translated. */
export interface ClickHouseConnector extends Database {
  readonly address: Address;
  /**
   * A question of the user's with its columns, which may also use functions that only ClickHouse has. It cannot write.
   * @throws CommandError
   */
  table(sql: string): Promise<{ columns: string[]; rows: Row[] }>;
  /** Runs a statement in ClickHouse's own words that answers nothing. */
  command(sql: string): Promise<void>;
  /** Drops the temporary tables of this session and lets go of the server. */
  close(): Promise<void>;
}

const HOUR_MS = 3_600_000;

const SETTINGS = {
  ...CLICKHOUSE.settings,
  output_format_json_quote_64bit_integers: 0,
  // A long statement says now and then that it is alive; one that nobody waits for is stopped.
  send_progress_in_http_headers: 1,
  http_headers_progress_interval_ms: '20000',
  cancel_http_readonly_queries_on_client_close: 1,
  // An insert is done when every shard has it, and is read from where it was written.
  distributed_foreground_insert: 1,
  load_balancing: 'in_order',
};

/**
 * Opens the database; with `create` it is made where there is none.
 * @throws CommandError when it cannot be reached, refuses the user, or is too old
 */
export async function openClickHouse(
  address: Address,
  { create = false }: { create?: boolean } = {},
): Promise<ClickHouseConnector> {
  const { url, username, password, database, cluster } = address;
  const client = createClient({
    url,
    username,
    password,
    database: create ? 'default' : database,
    application: 'zhunxing',
    request_timeout: HOUR_MS,
    clickhouse_settings: SETTINGS as Record<string, string | number>,
    log: { level: 127 as never },
  });
  const session = new Session(client, address);
  try {
    await session.meet();
    if (!create) return session;
    const on = cluster === null ? '' : ` ON CLUSTER ${quoted(cluster)}`;
    await session.command(`CREATE DATABASE IF NOT EXISTS ${quoted(database)}${on}`);
  } catch (error) {
    await client.close();
    throw error;
  }
  await client.close();
  return openClickHouse(address);
}
