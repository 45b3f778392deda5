import { readFileSync, readdirSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openNative, type NativeConnector } from '#cli/duckdb.ts';
import { read } from '#core/ingest/read.ts';
import type { Finding } from '#core/model/finding.ts';
import { createSchema } from '#core/store/create.ts';
import { FACTS, FACT_VIEWS } from '#core/store/facts.ts';
import { load } from '#core/store/load.ts';
import { form, indicator, loadable } from '#core/store/sample.test-data.ts';
import { identifier, literal } from '#core/store/sql.ts';
import { judge } from './engine.ts';
import { library } from './library.ts';
import { resolveSet } from './resolve.ts';
import { reprinted, type Facts } from './reprint.ts';
import { run } from './run.ts';
import { smallestChange } from './smallest-change.ts';

let db: NativeConnector;
const set = resolveSet(library(), 'strict');
beforeAll(async () => {
  const files = readdirSync('data/samples')
    .filter((name) => name.endsWith('.txt'))
    .map((name) => ({ name, bytes: new Uint8Array(readFileSync(`data/samples/${name}`)) }));
  db = await openNative();
  await createSchema(db);
  await load(db, await read(files));
});
afterAll(() => db.close());

async function factsOf(scope: Finding['scope'], where: string): Promise<Facts[]> {
  const columns = Object.keys(FACTS[scope]).map(identifier).join(', ');
  return db.query<Facts>(`SELECT ${columns} FROM ${FACT_VIEWS[scope]} WHERE ${where}`);
}
async function changeFor(rule: string, facts: Facts) {
  const resolved = set.rules.find((one) => one.rule.id === rule)!;
  return smallestChange(resolved.rule, resolved.params, facts, set.rules);
}
const row = (facts: Facts): Facts =>
  reprinted({ year: 2024, level1: '产出指标', level2: '数量指标', ...facts }, {});

test('a row printed as it stands has the facts that the database has', async () => {
  const rows = await factsOf('indicator', 'TRUE');
  expect(rows.length).toBeGreaterThan(200);
  for (const facts of rows) expect(reprinted(facts, {})).toEqual(facts);
});

test('a row printed otherwise has the facts that the database gives to a form printed so', async () => {
  const raws = [
    '≥90.00(%)',
    '≤3万元',
    '同比下降',
    '12月底前',
    '健全',
    '**',
    '较上年提高≥5%',
    '80%-90%',
    '=100%',
    '500(人次)',
  ];
  const other = await openNative();
  await createSchema(other);
  await load(
    other,
    loadable([form('a.txt#1', { annual: 1, indicators: raws.map((raw) => indicator('群众满意度', raw)) })]),
  );
  const columns = Object.keys(FACTS.indicator).map(identifier).join(', ');
  const rows = await other.query<Facts>(`SELECT ${columns} FROM indicator_fact`);
  other.close();
  const own = new Set(['ordinal', 'flags']);
  for (const from of rows)
    for (const to of rows) {
      const changed = reprinted(from, { raw: String(to['raw'] ?? '') });
      for (const [fact, value] of Object.entries(to))
        if (!own.has(fact)) expect([fact, changed[fact]]).toEqual([fact, value]);
    }
});

test('findings of the sample: nearly each has a change that clears it, verified, in plain words, and none weakens a target', async () => {
  await run(db, set);
  const findings = await db.query<Pick<Finding, 'rule' | 'scope' | 'record'>>(
    'SELECT rule, scope, record FROM finding ORDER BY finding_order',
  );
  let found = 0;
  const some = findings.filter((_, i) => i % 4 === 0);
  for (const finding of some) {
    const { rule, params } = set.rules.find((one) => one.rule.id === finding.rule)!;
    const [facts] = await factsOf(finding.scope, `record = ${literal(finding.record)}`);
    const change = await smallestChange(rule, params, facts!, set.rules);
    if (!change) continue;
    found += 1;
    expect((await judge(rule, params, change.facts)).answer).toBe(change.answer);
    expect(change.edits.length).toBeLessThan(3);
    for (const { zh, en } of change.edits) expect(zh + en).not.toMatch(/undefined|NaN|null/);
    if (facts!['is_quantified'] === true) expect(change.facts['is_quantified']).toBe(true);
  }
  expect(found / some.length).toBeGreaterThan(0.95);
});

test('what to write instead', async () => {
  const said = async (rule: string, facts: Facts) =>
    (await changeFor(rule, row(facts)))!.edits.map(({ to }) => to);
  expect(await said('satisfaction-low', { name: '群众满意度', raw: '≥80(%)', level1: '满意度指标' })).toEqual(
    ['≥85(%)'],
  );
  expect(
    await said('cost-unit-not-money', { name: '人均执行成本', raw: '≤10.00(%)', level1: '成本指标' }),
  ).toEqual(['≤10(元)']);
  expect(
    await said('time-without-deadline', { name: '修缮及时性', raw: '及时', level2: '时效指标' }),
  ).toEqual(['2024年12月31日前']);
  expect(await said('trend-without-figure', { name: '服务水平', raw: '提升' })).toEqual(['较上年提升≥5%']);
  expect(await said('comparator-missing', { name: '办案数', raw: '20件' })).toEqual(['≥20件']);
  expect(await said('rate-equals-nonlimit', { name: '考核通过率', raw: '=98(%)' })).toEqual(['≥98(%)']);
  expect(await said('rate-equals-nonlimit', { name: '投诉率', raw: '=2(%)' })).toEqual(['≤2(%)']);
});

test('two changes where one is not enough, none where the record is not flagged', async () => {
  const rule = library().rules.get('project-catch-all')!;
  const both = rule.tests.find((one) => one.expect === 'flagged')!;
  const facts: Facts = { ...both.facts, name: '其他支出', n_satisfaction_group: 6, n_indicators: 20 };
  const change = await changeFor(rule.id, facts);
  expect(change!.edits.length).toBeGreaterThan(0);
  expect(
    await changeFor('satisfaction-low', row({ name: '群众满意度', raw: '≥95(%)', level1: '满意度指标' })),
  ).toBeNull();
});
