import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openNative, type NativeConnector } from '#cli/duckdb.ts';
import { read } from '#core/ingest/read.ts';
import { createSchema } from '#core/store/create.ts';
import { layGround } from '#core/store/explore/ground.ts';
import { JUDGED } from '#core/store/explore/judged.ts';
import { load } from '#core/store/load.ts';
import { flagIndicators } from './flag-indicators.ts';
import { library } from './library.ts';
import { resolveSet } from './resolve.ts';
import { run } from './run.ts';
import { checkSet } from './set.ts';
import type { Waiver } from './waiver.ts';

const SAMPLE = new URL('../../../data/samples/shanghai-justice-bureau-2024.txt', import.meta.url);
const NOW = '2026-01-01';
let db: NativeConnector;

beforeAll(async () => {
  db = await openNative();
  await createSchema(db);
  const bytes = new Uint8Array(await readFile(SAMPLE));
  await load(
    db,
    await read([
      { name: 'b.txt', bytes },
      { name: 'a.txt', bytes: new Uint8Array([...bytes, 10]) },
    ]),
  );
});
afterAll(() => db.close());

/** What the ground says of every indicator. */
const judged = () =>
  db.query<{
    record: string;
    severity: number;
    rules: string[];
  }>(`SELECT i.form_id || '/' || i.ordinal AS record, e.severity::DOUBLE AS severity,
  list_sort(list(v.value) FILTER (WHERE v.value IS NOT NULL)) AS rules, list_sort(list(DISTINCT w.value) FILTER (WHERE w.value IS NOT NULL)) AS reviews
FROM explore.indicator e JOIN indicator i ON i.rowid = e.id LEFT JOIN explore.rule_of r ON r.rules = e.rules
LEFT JOIN explore.value v ON v.dimension = 'rule' AND v.code = r.rule LEFT JOIN explore.value w ON w.dimension = 'review' AND w.code = r.review
GROUP BY ALL ORDER BY record`);

test.each(['strict', 'recommended'])(
  '%s: what is read off the verdicts is what the findings say, at any number at a time',
  async (name) => {
    const set = resolveSet(library(), name);
    await run(db, set);
    await layGround(db);
    const byFindings = await judged();
    expect(byFindings.filter(({ severity }) => severity === 0).length).toBeGreaterThan(0);
    expect(new Set(byFindings.map(({ severity }) => severity)).size).toBeGreaterThan(2);
    for (const most of [60, 1_000_000]) {
      await layGround(db, () => flagIndicators(db, set, { waivers: [], now: NOW, most }));
      expect(await judged()).toEqual(byFindings);
    }
  },
);

test('a waiver in force, and cases of a rule, count as they do among the findings', async () => {
  await run(db, resolveSet(library(), 'strict'));
  const [heavy] = (
    await db.query<{ rule: string }>(
      "SELECT rule FROM finding WHERE scope = 'indicator' AND declared_severity <> 'info' GROUP BY rule ORDER BY count(*) DESC, rule",
    )
  ).map(({ rule }) => rule);
  const words = { zh: '集', en: 'set' };
  const when = { all: [{ fact: 'ordinal', operator: 'lessThan', value: 12 }] };
  const own = {
    name: 'own',
    version: '1.0.0',
    title: words,
    why: words,
    extends: 'strict',
    rules: {},
    overrides: [{ when, rules: { [heavy!]: 'off' } }],
  };
  const strict = resolveSet(library(), checkSet(own, 'own.json'));
  await run(db, strict);
  const found = await db.query<{ fingerprint: string }>(
    "SELECT DISTINCT fingerprint FROM finding WHERE scope = 'indicator' ORDER BY 1",
  );
  const waivers = found.map(({ fingerprint }, i): Waiver => ({
    fingerprint,
    reason: '已核实',
    author: '审计组',
    ...(i % 5 === 0 && { expires: '2025-12-31' }),
  }));
  const some = waivers.filter((_, i) => i % 3 === 0);
  await run(db, strict, { waivers: some, now: NOW });
  await layGround(db);
  const byFindings = await judged();
  await layGround(db, () => flagIndicators(db, strict, { waivers: some, now: NOW, most: 40 }));
  expect(await judged()).toEqual(byFindings);
  for (const other of [
    { set: strict, waivers: [] },
    { set: resolveSet(library(), 'strict'), waivers: some },
  ]) {
    await layGround(db, () => flagIndicators(db, other.set, { waivers: other.waivers, now: NOW }));
    expect(await judged()).not.toEqual(byFindings);
  }
});

test('rows that would lie beside those of another indicator are refused', async () => {
  const wrong = async () => {
    await db.query(`INSERT INTO ${JUDGED} SELECT id + 1, 0, 0 FROM coded_indicator`);
  };
  await expect(layGround(db, wrong)).rejects.toThrow(/beside another/);
});
