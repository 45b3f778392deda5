import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readAddress } from '#cli/clickhouse/address.ts';
import { openClickHouse, type ClickHouseConnector } from '#cli/clickhouse/connector.ts';
import { openNative, type NativeConnector } from '#cli/duckdb.ts';
import { assemble } from '#core/ingest/assemble.ts';
import { read } from '#core/ingest/read.ts';
import { readFindings } from '#core/rules/finding-read.ts';
import { library } from '#core/rules/library.ts';
import { resolveSet } from '#core/rules/resolve.ts';
import { run } from '#core/rules/run.ts';
import type { Connector } from '#core/store/connector.ts';
import { createSchema } from '#core/store/create.ts';
import { FACT_VIEWS, FACTS } from '#core/store/facts.ts';
import { load, type Loadable } from '#core/store/load.ts';
import { noteList } from '#core/store/questions/note-list.ts';
import { portfolioSummary } from '#core/store/questions/portfolio-summary.ts';
import { TABLES } from '#core/store/schema.ts';
import { generate } from '../bench/generate/portfolio.ts';
import { rounded } from './rounded.ts';
import { startClickHouse, type Server } from './server.ts';

const strict = resolveSet(library(), 'strict');
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

async function loadBoth(loadable: Loadable): Promise<void> {
  await both(async (db) => {
    await createSchema(db);
    await load(db, loadable);
  });
}

/** Compares row by row; the first row that differs is shown whole. */
async function expectSameRows(sql: (from: number, to: number) => string, step = 20_000): Promise<number> {
  for (let from = 0; ; from += step) {
    const [ours, theirs] = (await both((db) => db.query(sql(from, from + step)))).map(rounded);
    expect(theirs!.length).toBe(ours!.length);
    const other = ours!.findIndex((row, i) => JSON.stringify(row) !== JSON.stringify(theirs![i]));
    if (other >= 0) expect(theirs![other]).toEqual(ours![other]);
    if (ours!.length === 0) return from;
  }
}

/** Runs every shipped rule in both; outcomes and table `finding` must be the same. Gives the number of findings. */
async function expectSameRun(): Promise<number> {
  const [ours, theirs] = await both((db) => run(db, strict));
  expect(theirs.failures).toEqual([]);
  expect(rounded(theirs.outcomes)).toEqual(rounded(ours.outcomes));
  const columns = Object.keys(TABLES.finding!).join(', ');
  await expectSameRows(
    (from, to) =>
      `SELECT ${columns} FROM finding WHERE finding_order > ${from} AND finding_order <= ${to} ORDER BY finding_order`,
  );
  return ours.outcomes.reduce((sum, { flagged }) => sum + flagged, 0);
}

async function expectSameFacts(): Promise<void> {
  for (const [scope, view] of Object.entries(FACT_VIEWS)) {
    const facts = Object.keys(FACTS[scope as keyof typeof FACTS]).map((fact) => `"${fact}"`);
    await expectSameRows(
      (from, to) =>
        `SELECT record, ${facts.join(', ')} FROM ${view} ORDER BY record LIMIT ${to - from} OFFSET ${from}`,
    );
  }
}

test('the sample: facts, findings, their evidence and the figures of a report are DuckDB’s', async () => {
  const bytes = new Uint8Array(readFileSync('data/samples/shanghai-justice-bureau-2024.txt'));
  await loadBoth(await read([{ name: 'forms.txt', bytes }]));
  await expectSameFacts();
  expect(await expectSameRun()).toBeGreaterThan(100);
  const [findings, sameFindings] = await both((db) => readFindings(db, strict.rules));
  expect(rounded(sameFindings)).toEqual(rounded(findings));
  const [notes, sameNotes] = await both((db) => noteList(db));
  expect(sameNotes).toEqual(notes);
  const [summary, sameSummary] = await both((db) => portfolioSummary(db));
  expect(rounded(sameSummary)).toEqual(rounded(summary));
}, 300_000);

/** What a minute allows on two cores; `INDICATORS=200000 npm run test:clickhouse` for more. */
const INDICATORS = Number(process.env.INDICATORS ?? 50_000);

test(`${INDICATORS} generated indicators: outcomes and findings are DuckDB’s to the last row`, async () => {
  const results = [];
  for await (const { result } of generate(INDICATORS)) results.push(result);
  const loadable = assemble(results);
  await loadBoth(loadable);
  expect(await expectSameRun()).toBeGreaterThan(INDICATORS / 2);
}, 1_800_000);
