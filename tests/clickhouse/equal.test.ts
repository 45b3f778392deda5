import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readAddress } from '#cli/clickhouse/address.ts';
import { openClickHouse, type ClickHouseConnector } from '#cli/clickhouse/connector.ts';
import { openNative, type NativeConnector } from '#cli/duckdb.ts';
import { read } from '#core/ingest/read.ts';
import { readFindings } from '#core/rules/finding-read.ts';
import { library } from '#core/rules/library.ts';
import { resolveSet } from '#core/rules/resolve.ts';
import { run } from '#core/rules/run.ts';
import type { Connector, Row, Value } from '#core/store/connector.ts';
import { createSchema } from '#core/store/create.ts';
import { FACT_VIEWS, FACTS } from '#core/store/facts.ts';
import { load } from '#core/store/load.ts';
import { noteList } from '#core/store/questions/note-list.ts';
import { portfolioSummary } from '#core/store/questions/portfolio-summary.ts';
import { TABLES } from '#core/store/schema.ts';
import { repeated } from '../bench/corpus.ts';
import { startClickHouse, type Server } from './server.ts';

let server: Server;
let clickhouse: ClickHouseConnector;
let duckdb: NativeConnector;
const both = async <T>(ask: (db: Connector) => Promise<T>) =>
  [await ask(duckdb), await ask(clickhouse)] as const;

beforeAll(async () => {
  server = await startClickHouse();
  const address = readAddress(`clickhouse://127.0.0.1:${server.port}/zhunxing`, {});
  clickhouse = await openClickHouse(address, { create: true });
  duckdb = await openNative();
}, 60_000);

afterAll(async () => {
  await clickhouse?.close();
  await server?.close();
  duckdb?.close();
});

/** Sums of fractions of a yuan may differ in the last digits, since each engine adds up in an order of its own. */
const rounded = (value: Value): Value =>
  typeof value === 'number' && !Number.isInteger(value)
    ? Number(value.toPrecision(12))
    : Array.isArray(value)
      ? value.map(rounded)
      : value;
const roundedRows = (rows: readonly Row[]): Row[] =>
  rows.map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, rounded(value)])));

async function loadBoth(bytes: Uint8Array): Promise<void> {
  const loadable = await read([{ name: 'forms.txt', bytes, modified: null } as never]);
  await both(async (db) => {
    await createSchema(db);
    await load(db, loadable);
  });
}

async function expectSameRun(name: string): Promise<void> {
  const set = resolveSet(library(), name);
  const [ours, theirs] = await both((db) => run(db, set));
  expect(theirs.failures).toEqual([]);
  expect(roundedRows(theirs.outcomes as never)).toEqual(roundedRows(ours.outcomes as never));
  const columns = Object.keys(TABLES.finding!).join(', ');
  const [mine, yours] = await both((db) => db.query(`SELECT ${columns} FROM finding ORDER BY finding_order`));
  expect(yours.length).toBe(mine.length);
  for (let i = 0; i < mine.length; i += 5_000)
    expect(roundedRows(yours.slice(i, i + 5_000))).toEqual(roundedRows(mine.slice(i, i + 5_000)));
}

async function expectSameFacts(): Promise<void> {
  for (const [scope, view] of Object.entries(FACT_VIEWS)) {
    const facts = Object.keys(FACTS[scope as keyof typeof FACTS]).map((fact) => `"${fact}"`);
    const [ours, theirs] = await both((db) =>
      db.query(`SELECT record, ${facts.join(', ')} FROM ${view} ORDER BY record`),
    );
    expect(theirs.length, view).toBe(ours.length);
    for (let i = 0; i < ours.length; i += 5_000)
      expect(roundedRows(theirs.slice(i, i + 5_000)), view).toEqual(roundedRows(ours.slice(i, i + 5_000)));
  }
}

test('the sample: facts, findings, their evidence and the figures of a report are DuckDB’s', async () => {
  await loadBoth(new Uint8Array(readFileSync('data/samples/shanghai-justice-bureau-2024.txt')));
  await expectSameFacts();
  await expectSameRun('strict');
  const [mine, yours] = await both((db) => readFindings(db, resolveSet(library(), 'strict').rules));
  expect(yours).toEqual(mine);
  expect(mine.length).toBeGreaterThan(100);
  const [notes, sameNotes] = await both((db) => noteList(db));
  expect(sameNotes).toEqual(notes);
  const [summary, sameSummary] = await both((db) => portfolioSummary(db));
  expect(sameSummary).toEqual(summary);
}, 60_000);

test('200,000 indicators: findings equal DuckDB’s to the last row', async () => {
  await loadBoth(repeated(712));
  await expectSameRun('strict');
}, 300_000);
