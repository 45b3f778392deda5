import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openNative, type NativeConnector } from '#cli/duckdb.ts';
import { createSchema } from '#core/store/create.ts';
import { FORM_GRADE } from '#core/store/grade.ts';
import { load } from '#core/store/load.ts';
import { allListed, severeByReview } from '#core/store/questions/outcome-list.ts';
import { portfolioSummary } from '#core/store/questions/portfolio-summary.ts';
import { form, indicator, loadable } from '#core/store/sample.test-data.ts';
import { exampleRule } from './example-rule.test-data.ts';
import { listFindings } from './list-findings.ts';
import { explainRecord } from './explain.ts';
import { makeLibrary } from './library.ts';
import { resolveSet, type ResolvedSet } from './resolve.ts';
import type { Rule } from './rule.ts';
import { readFindings } from './finding-read.ts';
import { run } from './run.ts';

let db: NativeConnector;
const note = { ...indicator('人均执行成本', '≤12(%)'), notes: ['D02' as const] };

beforeAll(async () => {
  db = await openNative();
  await createSchema(db);
  const satisfied = (raw: string) => indicator('群众满意度', raw, ['满意度指标', '服务对象满意度']);
  await load(
    db,
    loadable([
      form('a.txt#1', {
        annual: 2_000_000,
        indicators: [indicator('人均执行成本', '≤10(%)'), satisfied('≥90(%)')],
      }),
      form('a.txt#2', {
        annual: 7_343_510,
        indicators: [note, satisfied('≥85(%)'), indicator('单位成本', '≤3(元)')],
      }),
      form('a.txt#3', {
        annual: 500,
        department: '另一局',
        year: 2023,
        indicators: [indicator('活动次数', '≥3(次)'), indicator('单位费用', '≤1(%)')],
      }),
    ]),
  );
});
afterAll(() => db.close());

const goalRule = {
  ...exampleRule(),
  id: 'goal-no-quantity',
  code: 'P03',
  scope: 'project',
  severity: 'warning',
  params: {},
  applies: { all: [{ fact: 'has_goal', operator: 'equal', value: true }] },
  conditions: { all: [{ name: 'no-quantity', fact: 'goal_has_quantity', operator: 'equal', value: false }] },
  message: {
    zh: '「{name}」（{annual|money}）的目标没有数量。',
    en: '"{name}" ({annual|money}) states no quantity.',
  },
  tests: [
    { expect: 'flagged', facts: { has_goal: true, goal_has_quantity: false } },
    { expect: 'clean', facts: { has_goal: true, goal_has_quantity: true } },
    { expect: 'notApplicable', facts: { has_goal: false } },
  ],
};
const barRule = {
  ...exampleRule(),
  id: 'bar-differs',
  code: 'X03',
  scope: 'name-group',
  params: { spread: { type: 'number', default: 5, min: 0 } },
  applies: { all: [{ fact: 'n_values', operator: 'greaterThan', value: 0 }] },
  conditions: {
    all: [{ fact: 'value_spread', operator: 'greaterThanInclusive', value: { fact: 'param:spread' } }],
  },
  message: { zh: '「{name}」：{raw_values}', en: '"{name}": {raw_values}' },
  tests: [
    { expect: 'flagged', facts: { n_values: 2, value_spread: 5 } },
    { expect: 'clean', facts: { n_values: 1, value_spread: 0 } },
    { expect: 'notApplicable', facts: { n_values: 0 } },
  ],
};
const library = makeLibrary({
  'rules/indicator/cost-unit-not-money.json': exampleRule(),
  'rules/project/goal-no-quantity.json': goalRule,
  'rules/portfolio/bar-differs.json': barRule,
});
const words = { zh: '全部', en: 'all' };
const all = resolveSet(library, { name: 'every', version: '1.0.0', title: words, why: words, rules: 'all' });

test('counts, findings in order, doubt, money, places and members', async () => {
  const { outcomes, failures } = await run(db, all);
  const findings = await readFindings(db, all.rules);
  expect(failures).toEqual([]);
  expect(outcomes.map((o) => [o.code, o.checked, o.flagged, o.notApplicable, o.errors, o.money])).toEqual([
    ['I08', 7, 3, 0, 0, 9_344_010],
    ['P03', 3, 3, 0, 0, 9_344_010],
    ['X03', 2, 1, 0, 0, 9_343_510],
  ]);
  expect(findings.map((f) => [f.code, f.severity, f.source.line, f.checkOriginal, f.message])).toEqual([
    ['P03', 'info', 103, true, '先核对原件：「项目1」（200 万元）的目标没有数量。'],
    ['I08', 'error', 110, false, '「人均执行成本」的指标值为「≤10(%)」，成本应以金额表示。'],
    ['X03', 'error', 111, false, '「群众满意度」：≥85(%)、≥90(%)'],
    ['P03', 'warning', 203, false, '「项目2」（734 万元）的目标没有数量。'],
    ['I08', 'warning', 210, true, '先核对原件：「人均执行成本」的指标值为「≤12(%)」，成本应以金额表示。'],
    ['P03', 'warning', 303, false, '「项目3」（500 元）的目标没有数量。'],
    ['I08', 'error', 311, false, '「单位费用」的指标值为「≤1(%)」，成本应以金额表示。'],
  ]);
  const group = findings[2]!;
  expect(group.related.map((m) => [m.project, m.raw, m.source.line])).toEqual([
    ['项目1', '≥90(%)', 111],
    ['项目2', '≥85(%)', 211],
  ]);
  expect(findings[1]).toMatchObject({
    formId: 'a.txt#1',
    record: 'a.txt#1/1',
    money: 2_000_000,
    declaredSeverity: 'error',
  });
  expect(findings.map(({ department, unit, year }) => [department, unit, year])).toEqual([
    ['某局', '某局', 2024],
    ['某局', '某局', 2024],
    [null, null, 2024],
    ['某局', '某局', 2024],
    ['某局', '某局', 2024],
    ['另一局', '某局', 2023],
    ['另一局', '某局', 2023],
  ]);
  expect(findings[1]!.evidence).toEqual({ name: '人均执行成本', unit_dimension: 'percent' });
  expect(findings[1]!.fingerprint).toBe(
    hash(['cost-unit-not-money', '项目1', '2024', '数量指标', '人均执行成本', '≤10(%)']),
  );
});

test('findings are read of one rule, and the first so many', async () => {
  await run(db, all);
  const everything = await readFindings(db, all.rules);
  for (const rule of new Set(everything.map((one) => one.rule))) {
    const own = everything.filter((one) => one.rule === rule);
    expect(await readFindings(db, all.rules, { rule })).toEqual(own);
    expect(await readFindings(db, all.rules, { rule, most: 1 })).toEqual(own.slice(0, 1));
  }
  expect(await readFindings(db, all.rules, { most: 2 })).toEqual(everything.slice(0, 2));
});

test('the tables hold what the run returns', async () => {
  const { outcomes } = await run(db, all);
  const findings = await readFindings(db, all.rules, { language: 'en' });
  const rows = await db.query(
    'SELECT rule, record, severity, fingerprint, message_en FROM finding ORDER BY finding_order',
  );
  expect(rows).toEqual(
    findings.map((f) => ({
      rule: f.rule,
      record: f.record,
      severity: f.severity,
      fingerprint: f.fingerprint,
      message_en: f.message,
    })),
  );
  const counts = await db.query('SELECT rule, checked, flagged FROM outcome');
  expect(counts).toEqual(outcomes.map((o) => ({ rule: o.rule, checked: o.checked, flagged: o.flagged })));
});

test('counts alone agree with the findings, waived ones too', async () => {
  await run(db, all);
  const [other, first] = await readFindings(db, all.rules);
  const fingerprint = first!.fingerprint;
  const by = { reason: '已核实', author: '审计组' };
  const waivers = [
    { fingerprint, ...by, expires: '2026-12-31' },
    { fingerprint: other!.fingerprint, ...by, expires: '2025-12-31' },
    { fingerprint: '0'.repeat(16), ...by },
  ];
  const options = { waivers, now: '2026-12-31T10:00:00Z' };
  const full = await run(db, all, options);
  expect(full.waivers).toEqual({ used: [waivers[0]], expired: [waivers[1]], unused: [waivers[2]] });
  const found = await readFindings(db, all.rules);
  expect(found.filter((f) => f.waived).map((f) => f.fingerprint)).toEqual([fingerprint]);
  expect(full.outcomes.map((o) => o.waived)).toEqual([1, 0, 0]);
  const counts = await run(db, all, { ...options, findings: 'counts' });
  expect(counts.outcomes).toEqual(full.outcomes);
  expect(counts.waivers).toEqual(full.waivers);
  expect(await readFindings(db, all.rules)).toEqual([]);
});

test('a rule that fails in SQL is an error of its own; the others go on', async () => {
  const bad = { ...library.rules.get('cost-unit-not-money')!, id: 'bad', code: 'Z01' } as Rule;
  bad.conditions = { all: [{ fact: 'name', operator: 'matches', value: '(?=x)' }] };
  const set: ResolvedSet = { ...all, rules: [...all.rules, { rule: bad, severity: 'error', params: {} }] };
  const { outcomes, failures } = await run(db, set);
  expect(failures).toMatchObject([{ rule: 'bad', message: expect.stringContaining('perl operator') }]);
  expect(outcomes.map((o) => [o.code, o.flagged, o.errors])).toEqual([
    ['I08', 3, 0],
    ['P03', 3, 0],
    ['X03', 1, 0],
    ['Z01', 0, 7],
  ]);
});

test('an aborted run throws, leaves the last findings and no tables of its own', async () => {
  await run(db, all);
  const stop = new AbortController();
  const running = run(db, all, { signal: stop.signal, onProgress: () => stop.abort(new Error('stopped')) });
  await expect(running).rejects.toThrow('stopped');
  expect(await db.query('SELECT CAST(count(*) AS DOUBLE) AS n FROM finding')).toEqual([{ n: 7 }]);
  expect(
    await db.query(`SELECT table_name FROM duckdb_tables() WHERE starts_with(table_name, 'staged')`),
  ).toEqual([]);
});

test('one finding explained from its record', async () => {
  const { rule, params } = all.rules[0]!;
  const flagged = await explainRecord(db, rule, params, 'a.txt#1/1');
  expect(flagged?.answer).toBe('flagged');
  expect(flagged?.conditions.map((c) => [c.name, c.found, c.holds, c.decisive])).toEqual([
    ['money-name', '人均执行成本', true, true],
    ['unit-not-money', 'percent', true, true],
  ]);
  expect(flagged?.conditions[0]?.expected).toEqual(['成本', '费用', '经费', '单价']);
  const clean = await explainRecord(db, rule, params, 'a.txt#3/1');
  expect(clean?.answer).toBe('clean');
  expect(clean?.conditions.map((c) => [c.holds, c.decisive])).toEqual([
    [false, true],
    [true, false],
  ]);
  expect(await explainRecord(db, rule, params, 'nowhere')).toBeNull();
});

function hash(parts: string[]): string {
  return bytesToHex(sha256(utf8ToBytes(parts.join('\u001f')))).slice(0, 16);
}

test('where all would be too many, one rule’s first findings are listed; totals are still those of all, and no grade is given', async () => {
  await run(db, all, { findings: 'counts' });
  const graded = () => db.query<{ score: number | null }>(`SELECT DISTINCT score FROM ${FORM_GRADE}`);
  expect(await graded()).toEqual([{ score: null }]);
  await listFindings(db, all, 'cost-unit-not-money', { most: 2, waivers: [], now: '2026-01-01' });
  const listed = await readFindings(db, all.rules);
  expect(listed.map((f) => [f.code, f.record])).toEqual([
    ['I08', 'a.txt#1/1'],
    ['I08', 'a.txt#2/1'],
  ]);
  const { errors, warnings } = await portfolioSummary(db);
  const counted = (await severeByReview(db)).map((row) => [row.value, row.errors]).sort();
  expect(await allListed(db)).toBe(false);
  const flagged = { error: 0, warning: 0, info: 0 };
  const severe = new Map<string | null, number>();
  for (const outcome of (await run(db, all)).outcomes) {
    flagged[outcome.severity] += outcome.flagged;
    if (outcome.severity === 'error' && outcome.flagged > 0)
      severe.set(outcome.review, (severe.get(outcome.review) ?? 0) + outcome.flagged);
  }
  expect(counted).toEqual([...severe].sort());
  expect({ errors, warnings }).toEqual({ errors: flagged.error, warnings: flagged.warning });
  expect(await graded()).not.toContainEqual({ score: null });
  expect(await allListed(db)).toBe(true);
});

test('a run tells of every scope as soon as it is through with it', async () => {
  const told: string[][] = [];
  const { outcomes } = await run(db, all, {
    onScope: (soFar) => told.push([...new Set(soFar.map(({ scope }) => scope))]),
  });
  const scopes = told.at(-1)!;
  expect(scopes.length).toBeGreaterThan(1);
  expect(told).toEqual(scopes.map((_, i) => scopes.slice(0, i + 1)));
  expect(new Set(outcomes.map(({ scope }) => scope))).toEqual(new Set(scopes));
});

test('a rule whose words make the statement too long fails alone and is told', async () => {
  const set = resolveSet(makeLibrary({ rule: exampleRule(), goal: goalRule }), {
    name: 'long',
    version: '1.0.0',
    title: { zh: '长', en: 'long' },
    why: { zh: '长', en: 'long' },
    rules: {
      'cost-unit-not-money': { params: { moneyWords: Array.from({ length: 20_000 }, (_, i) => `词语${i}`) } },
      'goal-no-quantity': {},
    },
  });
  const { outcomes, failures } = await run(db, set);
  expect(failures).toMatchObject([
    { rule: 'cost-unit-not-money', message: expect.stringContaining('characters of SQL') },
  ]);
  expect(outcomes.map(({ rule, errors }) => [rule, errors > 0])).toEqual([
    ['cost-unit-not-money', true],
    ['goal-no-quantity', false],
  ]);
});
