import { rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A ClickHouse engine in this process, answering at a port as a server's HTTP interface does. */
export interface Server {
  port: number;
  /** Runs one statement at once, without HTTP: its result as text. */
  run(sql: string, format?: string): Promise<string>;
  /** Called before each request; may throw to have it answered with that error after the engine did its work, or not at all. */
  disturb: ((sql: string) => 'lose-answer' | 'refuse' | void) | null;
  close(): Promise<void>;
}

interface Chdb {
  Session: new (
    path?: string,
    options?: { connectionArgs?: string[] },
  ) => {
    queryAsync(sql: string, options: { format: string }): Promise<{ text(): string }>;
    close(): void;
  };
}

/** Where `npm run test:clickhouse` puts the embedded engine. */
const CHDB = path.resolve(import.meta.dirname, '../../.chdb/node_modules/chdb/index.js');
/** Request parameters that are no settings. */
const RESERVED = new Set(['query', 'database', 'query_id', 'session_id', 'role', 'default_format']);

export async function startClickHouse(): Promise<Server> {
  const { Session } = createRequire(import.meta.url)(CHDB) as Chdb;
  const session = new Session();
  const run = async (sql: string, format = 'TSV') => (await session.queryAsync(sql, { format })).text();
  let last: Promise<unknown> = Promise.resolve();
  const server: Server = { port: 0, run, disturb: null, close };
  let files = 0;

  /** Settings hold for one request: the engine has one session, so they are taken back. */
  async function answer(request: IncomingMessage, body: Buffer): Promise<string> {
    const params = new URL(request.url ?? '/', 'http://localhost').searchParams;
    const settings = [...params].filter(([name]) => !RESERVED.has(name));
    const database = params.get('database');
    if (database) await run(`USE \`${database}\``);
    for (const [name, value] of settings) await run(`SET ${name} = '${value.replaceAll("'", "\\'")}'`);
    const query = params.get('query');
    try {
      if (query === null) return await run(body.toString('utf8'));
      const file = path.join(tmpdir(), `zhunxing-${process.pid}-${++files}.arrow`);
      writeFileSync(file, body);
      try {
        return await run(query.replace(/ FORMAT (\w+)$/, ` FROM INFILE '${file}' FORMAT $1`));
      } finally {
        rmSync(file, { force: true });
      }
    } finally {
      await run('SET readonly = 0').catch(() => undefined);
      for (const [name] of settings) if (name !== 'readonly') await run(`SET ${name} = DEFAULT`);
    }
  }

  const http = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const body = Buffer.concat(parts);
      const text =
        new URL(request.url ?? '/', 'http://localhost').searchParams.get('query') ?? body.toString('utf8');
      last = last.then(async () => {
        const disturbance = server.disturb?.(text);
        if (disturbance === 'refuse') return void request.socket.destroy();
        try {
          const result = await answer(request, body);
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
  }
}
