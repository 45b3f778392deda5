import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openNative, type NativeConnector } from '#cli/duckdb.ts';
import { read } from '#core/ingest/read.ts';
import { createSchema } from '#core/store/create.ts';
import { load } from '#core/store/load.ts';
import { compile } from './compile.ts';
import { judgeScope, type Judged } from './judging.ts';
import { library } from './library.ts';
import { resolveSet } from './resolve.ts';

const SAMPLE = new URL('../../../data/samples/shanghai-justice-bureau-2024.txt', import.meta.url);
const rules = resolveSet(library(), 'strict').rules.filter(({ rule }) => rule.scope === 'indicator');
let db: NativeConnector;
let asked: string[] = [];

beforeAll(async () => {
  const bytes = new Uint8Array(await readFile(SAMPLE));
  db = await openNative(':memory:', { threads: 2 });
  await createSchema(db);
  await load(db, await read([{ name: 'sample.txt', bytes }]));
  // Names with the letters that patterns treat apart, and none at all.
  await db.query(`INSERT INTO indicator_fact SELECT f.* REPLACE (f.record || '~' || k AS record,
      CASE k % 40 WHEN 0 THEN NULL WHEN 1 THEN '' WHEN 2 THEN f.name || chr(10) || '率' WHEN 3 THEN '成本' || f.name ELSE f.name END AS name)
    FROM indicator_fact f, range(1, 90) t(k)`);
  const query = db.query.bind(db);
  db.query = (sql: string, options) => {
    asked.push(sql);
    return query(sql, options);
  };
});
afterAll(() => db.close());

/** How often each rule gave each answer, and which records it flags, by the words of `Judged`. */
async function answers({ table, counted, verdicts }: Judged): Promise<Record<string, unknown>> {
  const found: Record<string, unknown> = {};
  for (const { resolved, checked, flagged } of verdicts) {
    const [counts] = await db.query(
      `SELECT count(*) FILTER (WHERE ${checked})::DOUBLE AS checked, count(*) FILTER (WHERE ${flagged})::DOUBLE AS flagged FROM ${counted}`,
    );
    const [records] = await db.query(
      `SELECT bit_xor(hash(record))::VARCHAR AS hash FROM ${table} WHERE ${flagged}`,
    );
    found[resolved.rule.id] = { ...counts, ...records };
  }
  return found;
}

test('each distinct name is looked at once, and every rule answers as it does record by record', async () => {
  asked = [];
  const judged = await judgeScope(db, 'indicator', rules);
  expect(judged.failures).toEqual([]);
  expect(judged.records).toBeGreaterThan(20_000);
  const looked = asked.filter((sql) => /^CREATE TEMP TABLE text_leaf/.test(sql));
  expect(looked).toHaveLength(1);
  expect(looked[0]!.match(/AS answer\d+/g)!.length).toBeGreaterThan(10);
  expect(await db.query(`SELECT table_name FROM duckdb_tables() WHERE table_name LIKE 'text_%'`)).toEqual([]);

  const found = await answers(judged);
  for (const { rule, params } of rules) {
    const { applies, conditions } = compile(rule, params);
    const [counts] = await db.query(
      `SELECT count(*) FILTER (WHERE ${applies})::DOUBLE AS checked, count(*) FILTER (WHERE ${applies} AND ${conditions})::DOUBLE AS flagged FROM indicator_fact`,
    );
    const [records] = await db.query(
      `SELECT bit_xor(hash(record))::VARCHAR AS hash FROM indicator_fact WHERE ${applies} AND ${conditions}`,
    );
    expect(found[rule.id], rule.id).toEqual({ ...counts, ...records });
  }
});

test('texts that hardly repeat are looked at where they stand', async () => {
  await db.query(`UPDATE indicator_fact SET name = name || record`);
  asked = [];
  const judged = await judgeScope(db, 'indicator', rules.slice(0, 30));
  expect(judged.records).toBeGreaterThan(20_000);
  expect(asked.filter((sql) => /^CREATE TEMP TABLE text_leaf/.test(sql))).toEqual([]);
});
