import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { zhunxing } from './command-line.ts';
import { rounded } from './rounded.ts';
import { startClickHouse, type Server } from './server.ts';

const SAMPLE = 'data/samples/shanghai-justice-bureau-2024.txt';
const FEW = 'tests/golden/central-weights-space-rows/input.txt';
let server: Server;
let engine: string;

/** The pauses before another attempt, told and not spent. */
const pauses = vi.hoisted((): number[] => []);
vi.mock('node:timers/promises', () => ({
  setTimeout: (ms: number) => Promise.resolve(void pauses.push(ms)),
}));

beforeAll(async () => {
  server = await startClickHouse();
  engine = `clickhouse://127.0.0.1:${server.port}/zhunxing`;
}, 300_000);
afterAll(() => server?.close(), 60_000);
beforeEach(() => {
  server.disturb = null;
  pauses.length = 0;
});

test('check and query refuse a database that was not built to the end, and say how to mend it', async () => {
  expect(await zhunxing('check', '--engine', engine)).toMatchObject({
    code: 2,
    err: expect.stringContaining('zhunxing'),
  });
  await server.run('CREATE DATABASE zhunxing');
  const { code, err } = await zhunxing('check', '--engine', engine);
  expect({ code, told: err.includes('build') }).toEqual({ code: 2, told: true });
});

test('build, check and query through the official client: the same report as without an engine', async () => {
  let lost = 0;
  server.disturb = (sql) => {
    if (!/^INSERT INTO "(indicator|source_line)"|^RENAME/.test(sql) || lost++ % 2 === 1) return;
    return 'lose-answer';
  };
  const built = await zhunxing('build', SAMPLE, '--engine', engine);
  expect(built).toMatchObject({ code: 0, err: '' });
  expect(built.out).toContain('13 份申报表，281 项指标');
  expect(lost, 'inserts whose answer was lost were tried again').toBeGreaterThan(2);
  server.disturb = null;

  for (const set of ['recommended', 'strict']) {
    const ours = await zhunxing('check', SAMPLE, '--rules', set, '--format', 'json');
    const theirs = await zhunxing('check', '--engine', engine, '--rules', set, '--format', 'json');
    expect(theirs.err).toBe('');
    expect(rounded(JSON.parse(theirs.out))).toEqual(rounded(JSON.parse(ours.out)));
    expect(theirs.code).toBe(ours.code);
  }

  const sql =
    'select level2, strength, count(*) n from indicator_fact group by all order by level2, strength';
  expect((await zhunxing('query', sql, '--engine', engine)).out).toBe(
    (await zhunxing('query', SAMPLE, sql)).out,
  );
  const findings =
    "select rule, count(*) as n from finding where contains(message_zh, '成本') group by all order by rule";
  expect((await zhunxing('query', findings, '--engine', engine, '--format', 'csv')).out).toBe(
    (await zhunxing('query', SAMPLE, findings, '--format', 'csv')).out,
  );
  const left = await server.run(
    `SELECT name FROM system.tables WHERE database = 'zhunxing' AND name LIKE 'tmp%'`,
  );
  expect(left, 'temporary tables are dropped').toBe('');
}, 300_000);

test('a question may use what only ClickHouse has, and cannot write', async () => {
  const own = await zhunxing(
    'query',
    'select uniqExact(form_id) as forms from project',
    '--engine',
    engine,
    '--format',
    'json',
  );
  expect(JSON.parse(own.out)).toEqual([{ forms: 13 }]);
  const writes = await zhunxing('query', 'drop table project', '--engine', engine);
  expect(writes).toMatchObject({ code: 2, out: '' });
  const wrong = await zhunxing('query', 'select nothing_there from project', '--engine', engine);
  expect(wrong).toMatchObject({ code: 2, err: expect.stringContaining('nothing_there') });
  expect(await zhunxing('query', 'select 1; select 2', '--engine', engine)).toMatchObject({ code: 2 });
});

test.each(['replaced', 'replacedSpread?cluster=one'])(
  'a build that is broken off leaves the portfolio that stands, one that ends takes its place: %s',
  async (name) => {
    const address = `clickhouse://127.0.0.1:${server.port}/${name}`;
    const database = name.replace(/\?.*/, '');
    const standing = async () =>
      await server.run(
        `SELECT database, name FROM system.tables WHERE database = '${database}' OR startsWith(database, '${database}_load_') ORDER BY 1, 2`,
      );
    expect(await zhunxing('build', FEW, '--engine', address)).toMatchObject({ code: 0 });
    const few = await zhunxing('check', '--engine', address, '--format', 'json');
    const before = await standing();
    for (const point of [
      /^INSERT INTO "indicator"/,
      /^INSERT INTO "project_fact"/,
      /^INSERT INTO "meta"/,
      /^RENAME/,
    ]) {
      server.disturb = (sql) => (point.test(sql) ? 'refuse' : undefined);
      expect(await zhunxing('build', SAMPLE, '--engine', address)).toMatchObject({ code: 2, out: '' });
      server.disturb = null;
      expect(pauses.splice(0)).toEqual([200, 400, 800, 1600]);
      expect(await standing()).toEqual(before);
      expect(await zhunxing('check', '--engine', address, '--format', 'json')).toEqual(few);
    }
    await server.run(`CREATE DATABASE ${database}_load_killed`);
    await server.run(`CREATE TABLE ${database}_load_killed.indicator (n Int8) ENGINE = Memory`);
    expect(await zhunxing('build', SAMPLE, '--engine', address)).toMatchObject({ code: 0 });
    expect(await server.run(`SELECT count() FROM ${database}.indicator`)).toBe('281\n');
    expect(await standing(), 'nothing is left of killed loads').not.toContain('killed');
    expect((await standing()).split('\n').length).toBeLessThanOrEqual(before.split('\n').length);
    const ours = await zhunxing('check', SAMPLE, '--format', 'json');
    const theirs = await zhunxing('check', '--engine', address, '--format', 'json');
    expect(rounded(JSON.parse(theirs.out))).toEqual(rounded(JSON.parse(ours.out)));
  },
  300_000,
);
