import { afterAll, beforeAll, expect, test } from 'vitest';
import { zhunxing } from './command-line.ts';
import { rounded } from './rounded.ts';
import { startClickHouse, type Server } from './server.ts';

const SAMPLE = 'data/samples/shanghai-justice-bureau-2024.txt';
let server: Server;

beforeAll(async () => {
  server = await startClickHouse();
}, 300_000);
afterAll(() => server?.close(), 60_000);

test('tables of a cluster: the same report through Distributed tables', async () => {
  const cluster = `clickhouse://127.0.0.1:${server.port}/spread?cluster=one`;
  expect(await zhunxing('build', SAMPLE, '--engine', cluster)).toMatchObject({ code: 0, err: '' });
  const engines = await server.run(
    `SELECT name, engine FROM system.tables WHERE startsWith(database, 'spread') AND name LIKE 'indicator%' ORDER BY name`,
  );
  expect(engines).toBe(
    'indicator\tDistributed\nindicator_fact\tDistributed\nindicator_fact_local\tMergeTree\nindicator_local\tMergeTree\n',
  );
  const ours = await zhunxing('check', SAMPLE, '--format', 'json');
  const theirs = await zhunxing('check', '--engine', cluster, '--format', 'json');
  expect(theirs.err).toBe('');
  expect(rounded(JSON.parse(theirs.out))).toEqual(rounded(JSON.parse(ours.out)));
}, 300_000);

test.each(['recommended', 'strict'])(
  'two shards, each with a part of the forms: the same report, %s',
  async (set) => {
    const cluster = `clickhouse://127.0.0.1:${server.port}/shards?cluster=two`;
    expect(await zhunxing('build', SAMPLE, '--engine', cluster)).toMatchObject({ code: 0, err: '' });
    const parts = await server.run('SELECT count() FROM shards.project GROUP BY _shard_num ORDER BY 1');
    const forms = parts.trim().split('\n').map(Number);
    expect(forms).toHaveLength(2);
    expect(forms[0]! + forms[1]!).toBe(13);
    const ours = await zhunxing('check', SAMPLE, '--rules', set, '--format', 'json');
    const theirs = await zhunxing('check', '--engine', cluster, '--rules', set, '--format', 'json');
    expect(theirs.err).toBe('');
    expect(rounded(JSON.parse(theirs.out))).toEqual(rounded(JSON.parse(ours.out)));
  },
  300_000,
);
