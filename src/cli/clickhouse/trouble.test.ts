import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { CommandError } from '../effects.ts';
import { readAddress } from './address.ts';
import { openClickHouse } from './connector.ts';

/** A port that answers each request in turn as ClickHouse does; the last answer stands for all that follow. */
async function answering(...answers: ((response: ServerResponse) => void)[]) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (part) => (body += part));
    request.on('end', () => {
      asked.push(body);
      answers[Math.min(asked.length, answers.length) - 1]!(response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { address: readAddress(`clickhouse://127.0.0.1:${port}/finance`, {}), asked, close };
}

const rows =
  (names: string[], types: string[], ...values: unknown[][]) =>
  (response: ServerResponse) =>
    response.end([names, types, ...values].map((line) => JSON.stringify(line)).join('\n'));
const version = (text: string) => rows(['version'], ['String'], [text]);
const fails =
  (code: number, message: string, status = 500) =>
  (response: ServerResponse) =>
    response
      .writeHead(status, { 'X-ClickHouse-Exception-Code': String(code) })
      .end(`Code: ${code}. DB::Exception: ${message}`);

const messageOf = async (work: Promise<unknown>): Promise<string> => {
  const error = await work.then(
    () => new Error('nothing went wrong'),
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(CommandError);
  return (error as Error).message;
};

test('an address: port, database, user and cluster; a password is refused and never repeated', () => {
  expect(
    readAddress('clickhouse://ch.example/finance?cluster=two', { CLICKHOUSE_PASSWORD: 's3cret' }),
  ).toEqual({
    shown: 'clickhouse://ch.example/finance?cluster=two',
    url: 'http://ch.example:8123',
    database: 'finance',
    cluster: 'two',
    username: 'default',
    password: 's3cret',
  });
  expect(readAddress('clickhouses://audit@ch.example:9443', {})).toMatchObject({
    url: 'https://ch.example:9443',
    database: 'zhunxing',
    username: 'audit',
  });
  for (const wrong of [
    'clickhouse://me:s3cret@host/db',
    'http://me:s3cret@host/db',
    'clickhouse://',
    'clickhouse://h/a-b',
    'nonsense',
  ])
    expect(() => readAddress(wrong, {})).toThrow(CommandError);
  for (const wrong of ['clickhouse://me:s3cret@host/db', 'http://me:s3cret@host/db'])
    try {
      readAddress(wrong, {});
    } catch (error) {
      expect((error as Error).message).not.toContain('s3cret');
    }
});

test('a port where nothing listens', async () => {
  const { address, close } = await answering(version('26.7.1'));
  close();
  const message = await messageOf(openClickHouse(address));
  expect(message).toContain('连不上');
  expect(message).toContain(address.shown);
});

test.each([
  [
    'unauthorised',
    fails(516, 'default: Authentication failed: password is incorrect. (AUTHENTICATION_FAILED)', 403),
    'CLICKHOUSE_PASSWORD',
  ],
  ['no such database', fails(81, 'Database finance does not exist. (UNKNOWN_DATABASE)', 404), '“finance”'],
  ['too old', version('22.3.20.29'), '22.3.20.29'],
  [
    'not ClickHouse at all',
    (response: ServerResponse) => response.writeHead(404).end('<html>not found</html>'),
    'not found',
  ],
])('%s', async (_, answer, told) => {
  const { address, close } = await answering(answer);
  expect(await messageOf(openClickHouse(address))).toContain(told);
  close();
});

test('out of memory in the middle of a run says what to raise', async () => {
  const { address, close } = await answering(
    version('26.7.2.1'),
    fails(241, '(total) memory limit exceeded: would use 30.00 GiB. (MEMORY_LIMIT_EXCEEDED)'),
  );
  const db = await openClickHouse(address);
  expect(await messageOf(db.query('SELECT count(*) FROM indicator'))).toContain('max_memory_usage');
  await db.close();
  close();
});

test('what passes is tried again: a busy server, a connection that breaks off', async () => {
  const { address, asked, close } = await answering(
    version('26.7.2.1'),
    fails(202, 'Too many simultaneous queries. (TOO_MANY_SIMULTANEOUS_QUERIES)'),
    (response) => response.socket?.destroy(),
    rows(['n', 'same'], ['Float64', 'UInt8'], [7, 1]),
  );
  const db = await openClickHouse(address);
  expect(await db.query('SELECT 7 AS n, 1 = 1 AS same')).toEqual([{ n: 7, same: true }]);
  expect(asked).toHaveLength(4);
  await db.close();
  close();
});
