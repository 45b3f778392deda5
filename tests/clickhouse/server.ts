import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A ClickHouse engine in this process, answering at a port as a server's HTTP interface does. */
export interface Server {
  port: number;
  /** Runs one statement at once, without HTTP: its result as text. */
  run(sql: string, format?: string): Promise<string>;
  /** Asked before each request whether its connection shall break off: before the engine does its work, or after. */
  disturb: ((sql: string) => 'lose-answer' | 'refuse' | void) | null;
  close(): Promise<void>;
}

interface Session {
  queryAsync(sql: string, options: { format: string }): Promise<{ text(): string }>;
  close(): void;
}

interface Chdb {
  Session: new (path: string, options?: { connectionArgs?: string[] }) => Session;
}

/** Where `npm run test:clickhouse` puts the embedded engine. */
const CHDB = path.resolve(import.meta.dirname, '../../.chdb/node_modules/chdb/index.js');
/** Request parameters that are no settings. */
const RESERVED = new Set(['query', 'database', 'query_id', 'session_id', 'role', 'default_format']);

/** A cluster of one shard, which is this engine, and one of two that are both this engine. */
const CLUSTERS = `<clickhouse><tcp_port>9000</tcp_port><remote_servers>${Object.entries({ one: 1, two: 2 })
  .map(([name, shards]) => {
    const shard = '<shard><replica><host>127.0.0.1</host><port>9000</port></replica></shard>';
    return `<${name}>${shard.repeat(shards)}</${name}>`;
  })
  .join('')}</remote_servers></clickhouse>`;

/** What only a server with a Keeper can do: statements for all servers of a cluster, and replicas. */
const withoutKeeper = (sql: string): string =>
  sql.replace(/ ON CLUSTER "\w+"/g, '').replace(/ReplicatedMergeTree\([^)]*\)/g, 'MergeTree');

const LOCAL = /^CREATE TABLE "(\w+)_local" ON CLUSTER "two" (\(.*?\)\s+ENGINE = .*)$/s;
const SPREAD = /^CREATE TABLE "(\w+)" ON CLUSTER "two" .*ENGINE = Distributed\("two", "\w+", "\w+", (.*)\)$/s;

/**
 * Statements of the cluster `two`, whose shards share one store: the rows of a table go into `<name>_rows`, and `<name>_local` is a view
 * that shows each shard those that the table's sharding key gives it. Inserts are not sent through the Distributed table.
 */
class TwoShards {
  readonly #spread = new Set<string>();

  statements(database: string | null, sql: string): string[] {
    const local = LOCAL.exec(sql);
    if (local) return [`CREATE OR REPLACE TABLE "${local[1]}_rows" ${withoutKeeper(local[2]!)}`];
    const spread = SPREAD.exec(sql);
    if (spread) {
      const [, name, key] = spread;
      this.#spread.add(`${database}.${name}`);
      return [
        `CREATE OR REPLACE VIEW "${name}_local" AS SELECT * FROM "${name}_rows" WHERE ${key} % 2 = shardNum() - 1`,
        withoutKeeper(sql),
      ];
    }
    const insert = /^INSERT INTO "(\w+)"/.exec(sql);
    if (insert && this.#spread.has(`${database}.${insert[1]}`))
      return [sql.replace(insert[0], `INSERT INTO "${insert[1]}_rows"`)];
    return [withoutKeeper(sql)];
  }
}

/** Starts the engine on an empty folder of its own. Requests are answered one after another. */
export async function startClickHouse(): Promise<Server> {
  const { Session } = createRequire(import.meta.url)(CHDB) as Chdb;
  const folder = mkdtempSync(path.join(tmpdir(), 'zhunxing-clickhouse-'));
  const config = path.join(folder, 'config.xml');
  writeFileSync(config, CLUSTERS);
  const open = () => new Session(path.join(folder, 'data'), { connectionArgs: [`--config-file=${config}`] });
  const session = open();
  const shards = new TwoShards();
  const run = (sql: string, format = 'TSV') => runIn(session, sql, format);
  let last: Promise<unknown> = Promise.resolve();
  const server: Server = { port: 0, run, disturb: null, close };

  /** Settings hold for one request, so each has a connection of its own. */
  async function answer(params: URLSearchParams, body: Buffer): Promise<string> {
    const own = open();
    try {
      const database = params.get('database');
      if (database) await runIn(own, `USE \`${database}\``);
      const settings = [...params].filter(([name]) => !RESERVED.has(name));
      if (settings.length > 0)
        await runIn(
          own,
          `SET ${settings.map(([name, value]) => `${name} = '${value.replaceAll("'", "\\'")}'`).join(', ')}`,
        );
      const query = params.get('query');
      const statements = shards.statements(database, query ?? body.toString('utf8'));
      if (query === null) {
        for (const sql of statements.slice(0, -1)) await runIn(own, sql);
        return await runIn(own, statements.at(-1)!);
      }
      const file = path.join(folder, 'body.arrow');
      writeFileSync(file, body);
      return await runIn(own, statements[0]!.replace(/ FORMAT (\w+)$/, ` FROM INFILE '${file}' FORMAT $1`));
    } finally {
      own.close();
    }
  }

  const http = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const body = Buffer.concat(parts);
      const params = new URL(request.url ?? '/', 'http://localhost').searchParams;
      const text = params.get('query') ?? body.toString('utf8');
      last = last.then(async () => {
        const disturbance = server.disturb?.(text);
        if (disturbance === 'refuse') return void request.socket.destroy();
        try {
          const result = await answer(params, body);
          if (disturbance === 'lose-answer') return void request.socket.destroy();
          response.writeHead(200, { 'Content-Type': 'text/plain; charset=UTF-8' }).end(result);
        } catch (error) {
          const message = (error as Error).message.replace(/^Query failed: /, '');
          response
            .writeHead(500, { 'X-ClickHouse-Exception-Code': /Code: (\d+)/.exec(message)?.[1] ?? '0' })
            .end(message);
        }
      });
    });
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  server.port = (http.address() as AddressInfo).port;
  return server;

  async function close(): Promise<void> {
    http.closeAllConnections();
    await new Promise((resolve) => http.close(resolve));
    await last;
    session.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

const runIn = async (session: Session, sql: string, format = 'TSV'): Promise<string> =>
  (await session.queryAsync(sql, { format })).text();
