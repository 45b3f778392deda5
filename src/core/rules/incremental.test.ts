import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readStatement } from '#cli/clickhouse/statement.ts';
import { openNative, type NativeConnector } from '#cli/duckdb.ts';
import { read } from '#core/ingest/read.ts';
import type { Form } from '#core/model/form.ts';
import type { Connector } from '#core/store/connector.ts';
import { createSchema } from '#core/store/create.ts';
import { CLICKHOUSE } from '#core/store/dialect/clickhouse.ts';
import { translate } from '#core/store/dialect/translate.ts';
import { load, type Loadable } from '#core/store/load.ts';
import { settleFacts } from '#core/store/settle.ts';
import { setFindingsAside } from './finding-table.ts';
import { library } from './library.ts';
import { pick, seeded } from './random-rules.test-data.ts';
import { resolveSet, type ResolvedSet } from './resolve.ts';
import { run } from './run.ts';

const SAMPLE = new URL('../../../data/samples/shanghai-justice-bureau-2024.txt', import.meta.url);
const strict = resolveSet(library(), 'strict');
/** One database that is judged again and again, and one with the same data that never remembers. */
let kept: NativeConnector;
let other: NativeConnector;
let sample: Loadable;
let said: string[] = [];
let incremental: Connector;

beforeAll(async () => {
  const bytes = new Uint8Array(await readFile(SAMPLE));
  sample = await read([{ name: 'sample.txt', bytes }]);
  [kept, other] = [
    await openNative(':memory:', { threads: 1 }),
    await openNative(':memory:', { threads: 1 }),
  ];
  for (const db of [kept, other]) {
    await createSchema(db);
    await load(db, sample);
  }
  incremental = listening(kept);
});
afterAll(() => {
  kept.close();
  other.close();
});

/** The same database under a new name, so that nothing is known of earlier runs; what it is asked is written down. */
function listening(db: Connector): Connector {
  return {
    query: (sql, options) => {
      said.push(sql);
      return db.query(sql, options);
    },
    insert: (table, rows) => db.insert(table, rows),
  };
}

const judgedNow = () =>
  said
    .filter((sql) => /^CREATE TABLE packed\./.test(sql))
    .flatMap((sql) => sql.match(/ELSE CAST\(0 AS BIGINT\) END/g) ?? []).length;
const madeNow = () =>
  said
    .filter((sql) => /^INSERT INTO staged_finding/.test(sql))
    .join()
    .match(/AS declared_severity/g)?.length ?? 0;
const tables = async (db: Connector) => [
  await db.query('SELECT * FROM finding ORDER BY finding_order'),
  await db.query('SELECT * FROM outcome ORDER BY rule'),
];

async function both(
  set: ResolvedSet,
  options: Parameters<typeof run>[2] = {},
): Promise<{ judged: number; made: number }> {
  said = [];
  const again = await run(incremental, set, options);
  const counts = { judged: judgedNow(), made: madeNow() };
  expect(await run(listening(other), set, options)).toEqual(again);
  expect(await tables(kept)).toEqual(await tables(other));
  return counts;
}

const change = (set: ResolvedSet, id: string, over: Partial<ResolvedSet['rules'][number]>): ResolvedSet => ({
  ...set,
  rules: set.rules.map((one) => (one.rule.id === id ? { ...one, ...over } : one)),
});

test('one edited rule is judged again and no other; a severity is no new judgement', async () => {
  expect((await both(strict)).judged).toBe(strict.rules.length);
  expect(await both(strict)).toEqual({ judged: 0, made: 0 });
  const indicator = strict.rules.find(({ rule }) => rule.id === 'cost-unit-not-money')!;
  expect(await both(change(strict, indicator.rule.id, { severity: 'info' }))).toEqual({ judged: 0, made: 1 });
  const edited = {
    ...indicator.rule,
    conditions: { all: [{ fact: 'name', operator: 'isPresent' as const, value: true }] },
  };
  expect(await both(change(strict, indicator.rule.id, { rule: edited }))).toEqual({ judged: 1, made: 1 });
  expect(await both(strict)).toEqual({ judged: 0, made: 1 });
});

test(
  'random changes of rules, waivers and data: always the result of a run from nothing',
  { timeout: 120_000 },
  async () => {
    const random = seeded(11);
    let set = strict;
    let waivers: { fingerprint: string; reason: string; author: string }[] = [];
    for (let round = 0; round < 8; round++) {
      const one = pick(random, set.rules);
      const dice = random();
      if (dice < 0.25)
        set = change(set, one.rule.id, { severity: pick(random, ['error', 'warning', 'info'] as const) });
      else if (dice < 0.4)
        set = change(set, one.rule.id, { rule: { ...one.rule, conditions: { not: one.rule.conditions } } });
      else if (dice < 0.55) set = { ...set, rules: set.rules.filter((rule) => rule !== one) };
      else if (dice < 0.7) {
        const found = await kept.query<{ fingerprint: string }>(
          'SELECT DISTINCT fingerprint FROM finding ORDER BY 1',
        );
        waivers = [{ fingerprint: pick(random, found).fingerprint, reason: '已核实', author: '审计组' }];
      } else {
        const form = 1 + Math.floor(random() * 13);
        for (const db of [kept, other]) {
          await db.query(
            `UPDATE indicator SET value = value + 1, raw = raw || '。' WHERE form_id = 'sample.txt#${form}' AND ordinal < 4`,
          );
          await settleFacts(db);
        }
      }
      await both(set, { waivers, now: '2026-01-01' });
    }
  },
);

/** Loads some forms of the sample as an import does: tables made anew, the last findings put aside. */
async function importForms(which: (form: Form, i: number) => Form | null): Promise<void> {
  const forms = sample.portfolio.forms.flatMap((form, i) => which(form, i) ?? []);
  await setFindingsAside(incremental);
  for (const db of [kept, other]) {
    await createSchema(db);
    await load(db, { ...sample, portfolio: { ...sample.portfolio, forms } });
  }
}

/** How many records of a scope were judged anew at the last import, and of how many. */
async function changedOf(view: string): Promise<{ changed: number; of: number }> {
  const [table] = await kept.query<{ table_name: string }>(
    `SELECT table_name FROM duckdb_tables() WHERE regexp_matches(table_name, '^verdict_${view}_changed_') ORDER BY table_oid DESC LIMIT 1`,
  );
  const [counts] = await kept.query<{ changed: number; of: number }>(
    `SELECT (SELECT count(*) FROM packed.main.${table!.table_name})::DOUBLE AS changed, (SELECT count(*) FROM ${view}_fact)::DOUBLE AS of`,
  );
  return counts!;
}

test('after an import what stayed as it was is not judged again, and its findings are not made again', async () => {
  const remember = { remember: true };
  const all = sample.portfolio.forms.length;
  await importForms((form, i) => (i === all - 1 ? null : form));
  await both(strict, remember);
  // One more form, whose goal and whose indicators' names others have as well.
  await importForms((form) => form);
  await both(strict, remember);
  expect(said.filter((sql) => /FROM finding_before WHERE rule IN/.test(sql)).length).toBe(1);
  const grown = await changedOf('indicator');
  expect(grown.changed).toBeGreaterThanOrEqual(sample.portfolio.forms.at(-1)!.indicators.length);
  expect(grown.changed).toBeLessThan(grown.of / 2);
  // One target corrected.
  await importForms((form, i) =>
    i === 2
      ? { ...form, indicators: form.indicators.map((one, n) => (n === 1 ? { ...one, weight: 99 } : one)) }
      : form,
  );
  await both(strict, remember);
  const corrected = await changedOf('indicator');
  expect(corrected.changed).toBeGreaterThan(0);
  expect(corrected.changed).toBeLessThan(40);
  expect(await both(strict, remember)).toEqual({ judged: 0, made: 0 });
});

test(
  'random imports and changes of rules: always the result of a run from nothing',
  { timeout: 120_000 },
  async () => {
    const random = seeded(7);
    let set = strict;
    for (let round = 0; round < 8; round++) {
      const [dropped, edited] = [Math.floor(random() * 13), Math.floor(random() * 13)];
      const sum = random() * 1e6;
      await importForms((form, i) =>
        i === dropped ? null : i === edited ? { ...form, funding: { ...form.funding, annual: sum } } : form,
      );
      const one = pick(random, set.rules);
      if (random() < 0.4)
        set = change(set, one.rule.id, { rule: { ...one.rule, conditions: { not: one.rule.conditions } } });
      // A run that is broken off between two imports leaves nothing wrong behind.
      if (random() < 0.4) {
        const stop = new AbortController();
        const onProgress = () => stop.abort();
        await expect(
          run(incremental, set, { remember: true, signal: stop.signal, onProgress }),
        ).rejects.toThrow();
        if (random() < 0.5) await importForms((form, i) => (i === edited ? null : form));
      }
      await both(set, { remember: random() < 0.9 });
    }
  },
);

test('without numbered rows the result is the same, nothing is kept, and every statement can be written for ClickHouse', async () => {
  const macros = new Map<string, { params: string[]; body: string }>();
  const verdicts = `SELECT table_name FROM duckdb_tables() WHERE starts_with(table_name, 'verdict_') ORDER BY 1`;
  const before = await other.query(verdicts);
  const plain: Connector = {
    numbersRows: false,
    insert: (table, rows) => other.insert(table, rows),
    query: (sql, options) => {
      const statement = readStatement(sql);
      const names = { tables: new Map<string, string>(), macros };
      if (statement.kind === 'macro') macros.set(statement.name, statement);
      else if (statement.kind === 'create-as') translate(statement.select, CLICKHOUSE, names);
      else if (statement.kind === 'ask' || statement.kind === 'write') translate(sql, CLICKHOUSE, names);
      return other.query(sql, options);
    },
  };
  expect(await run(plain, strict)).toEqual(await run(incremental, strict));
  expect(await tables(other)).toEqual(await tables(kept));
  expect(await other.query(verdicts)).toEqual(before);
});
