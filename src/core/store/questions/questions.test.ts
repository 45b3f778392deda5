import { afterAll, beforeAll, expect, test } from 'vitest';
import { openNative, type NativeConnector } from '#cli/duckdb.ts';
import { arrowRows } from '../arrow.ts';
import { createSchema } from '../create.ts';
import { load } from '../load.ts';
import type { DimensionName } from '../filter.ts';
import { form, indicator, loadable } from '../sample.test-data.ts';
import { fileList } from './file-list.ts';
import { findingGroups } from './finding-groups.ts';
import { findingList } from './finding-list.ts';
import { findingsByRule } from './findings-by-rule.ts';
import { formDetail } from './form-detail.ts';
import { formNeighbours } from './form-neighbours.ts';
import { formPeers } from './form-peers.ts';
import { goalGroups } from './goal-groups.ts';
import { bestForms, worstForms } from './graded-forms.ts';
import { indicatorTable } from '../explore/indicator-table.test-data.ts';
import { linkedChart } from './linked-chart.ts';
import { moneyByDepartment } from './money-by-department.ts';
import { moneyByProject } from './money-by-project.ts';
import { moneyByStrength } from './money-by-strength.ts';
import { noteList } from './note-list.ts';
import { outcomeList } from './outcome-list.ts';
import { moneyByMeasure } from './money-by-measure.ts';
import { portfolioYears } from './portfolio-years.ts';
import { portfolioSummary, yearSummaries } from './portfolio-summary.ts';
import { projectList } from './project-list.ts';
import { qualityByMoney } from './quality-by-money.ts';
import { richAndVague } from './rich-and-vague.ts';
import { selectionSummary } from './selection-summary.ts';
import { sourceLines } from './source-lines.ts';
import { strengthByLevel1, strengthByLevel2 } from './strength-by-level.ts';
import { strengthByNature } from './strength-by-nature.ts';

let db: NativeConnector;
const output: [string, string] = ['产出指标', '数量指标'];
const benefit: [string, string] = ['效益指标', '社会效益指标'];
const hostile = `O'Neil "; DROP TABLE project; --`;

beforeAll(async () => {
  db = await openNative();
  await createSchema(db);
  await load(
    db,
    loadable([
      form('a.txt#1', {
        name: '甲项目',
        department: '甲局',
        annual: 300,
        indicators: [
          indicator('培训人数', '≥90.00(人)', output),
          indicator('合格率', '=100.00(%)', output),
          indicator('知晓率', '≥80.00(%)', benefit),
        ],
      }),
      form('a.txt#2', {
        name: hostile,
        department: '乙局',
        nature: '其他一次性项目',
        annual: 100,
        indicators: [indicator('办公环境', '提升', benefit), indicator('制度健全性', '健全', benefit)],
      }),
    ]),
  );
  const finding = (order: number, over: object) => ({
    finding_order: order,
    rule: 'benefit-in-words',
    code: 'I03',
    severity: 'warning',
    declared_severity: 'warning',
    scope: 'indicator',
    review: '可行性',
    form_id: 'a.txt#2',
    record: `a.txt#2/${order}`,
    project: hostile,
    indicator: '办公环境',
    raw: '提升',
    money: 100,
    message_zh: `说明${order}`,
    message_en: `message ${order}`,
    check_original: false,
    fingerprint: `f${order}`,
    waived: false,
    source_file: 'a.txt',
    source_line: 210 + order,
    ...over,
  });
  await db.insert(
    'finding',
    arrowRows('finding', [
      finding(1, {}),
      finding(2, { waived: true }),
      finding(3, {
        rule: 'capital-cost',
        code: 'P08',
        severity: 'error',
        scope: 'project',
        record: 'a.txt#2',
        review: '完整性',
      }),
    ]),
  );
  await db.insert(
    'outcome',
    arrowRows('outcome', [
      {
        rule: 'benefit-in-words',
        code: 'I03',
        severity: 'warning',
        review: '可行性',
        scope: 'indicator',
        checked: 3,
        flagged: 2,
        not_applicable: 2,
        errors: 0,
        money: 100,
      },
    ]),
  );
});
afterAll(() => db.close());

test('the summary adds up', async () => {
  expect(await portfolioSummary(db)).toMatchObject({
    forms: 2,
    departments: 2,
    annual: 400,
    indicators: 5,
    number: 2,
    full: 1,
    trend: 1,
    state: 1,
    lost: 0,
    benefits: 3,
    benefits_quantified: 1,
    unquantified_forms: 1,
    unquantified_annual: 100,
    capital_forms: 1,
    capital_annual: 100,
    biggest_project: '甲项目',
    biggest_share: 0.75,
    errors: 1,
    warnings: 1,
    waived: 1,
    notes: 1,
    same_goal: 2,
  });
  expect((await goalGroups(db))[0]).toMatchObject({ projects: 2, annual: 400 });
});

test('money by project, department, nature and strength is the same money', async () => {
  expect((await moneyByProject(db)).map((row) => [row.form_id, row.annual, row.indicators])).toEqual([
    ['a.txt#1', 300, 3],
    ['a.txt#2', 100, 2],
  ]);
  expect(
    (await moneyByDepartment(db)).map((row) => [row.department, row.annual, row.unquantified_annual]),
  ).toEqual([
    ['甲局', 300, 0],
    ['乙局', 100, 100],
  ]);
  expect((await strengthByNature(db)).map((row) => [row.nature, row.annual])).toEqual([
    ['经常性专项业务费', 300],
    ['其他一次性项目', 100],
  ]);
  expect(await moneyByStrength(db)).toEqual([
    { strength: 'number', indicators: 2, money: 200 },
    { strength: 'full', indicators: 1, money: 100 },
    { strength: 'trend', indicators: 1, money: 50 },
    { strength: 'state', indicators: 1, money: 50 },
  ]);
});

test('strength by level comes in the order of the form, and obeys the filter', async () => {
  expect((await strengthByLevel1(db)).map((row) => [row.level1, row.indicators])).toEqual([
    ['产出指标', 2],
    ['效益指标', 3],
  ]);
  const filtered = await strengthByLevel2(db, { project: ['a.txt#2'] });
  expect(filtered.map((row) => [row.level2, row.trend, row.state])).toEqual([['社会效益指标', 1, 1]]);
  expect((await qualityByMoney(db)).map((row) => row.quantified_share)).toEqual([1, 0]);
});

test('the richest forms alone, and how many of all are rich and vague', async () => {
  const all = await qualityByMoney(db);
  const richest = [...all].sort((a, b) => (b.annual ?? -1) - (a.annual ?? -1))[0];
  expect(await qualityByMoney(db, {}, 1)).toEqual([richest]);
  expect(await qualityByMoney(db, {}, 9)).toEqual(all);
  expect(await moneyByProject(db, {}, 1)).toEqual((await moneyByProject(db)).slice(0, 1));
  const known = all.flatMap(({ annual, number_share }) =>
    annual === null ? [] : [{ annual, number_share }],
  );
  const median = known.map(({ annual }) => annual).sort((a, b) => a - b)[Math.floor(known.length / 2)]!;
  for (const limit of [0, 0.3, 1.1]) {
    const vague = known.filter(({ annual, number_share }) => annual >= median && number_share < limit);
    expect(await richAndVague(db, limit)).toEqual({
      forms: vague.length,
      annual: vague.reduce((sum, { annual }) => sum + annual, 0),
    });
  }
});

test('a dimension is not narrowed by its own filter, the others are', async () => {
  const of = async (by: DimensionName) =>
    (await linkedChart(db, { level1: ['产出指标'] }, { id: by, by, measure: 'items', most: 20 })).map(
      (bar) => [bar.value, bar.indicators, bar.money, bar.all_indicators],
    );
  expect(await of('level1')).toEqual([
    ['效益指标', 3, 200, 3],
    ['产出指标', 2, 200, 2],
  ]);
  expect(await of('department')).toEqual([
    ['甲局', 2, 200, 3],
    ['乙局', 0, 0, 2],
  ]);
  expect(await of('severity')).toEqual([
    [null, 2, 200, 4],
    ['warning', 0, 0, 1],
  ]);
});

test('a chosen severity keeps the rows whose heaviest open finding it is, null those without', async () => {
  expect(await selectionSummary(db, { severity: ['warning'] })).toEqual({
    indicators: 1,
    all_indicators: 5,
    forms: 1,
    all_forms: 2,
    annual: 100,
    all_annual: 400,
    money: 50,
    weak: 1,
  });
  expect((await selectionSummary(db, { severity: [null] })).indicators).toBe(4);
  expect((await selectionSummary(db, { severity: ['warning', null], search: '制度' })).indicators).toBe(1);
});

test('a chart of two dimensions is narrowed by neither; weak money is that of words and gaps', async () => {
  const map = await linkedChart(
    db,
    { level1: ['产出指标'], strength: ['state'], department: ['甲局'] },
    { id: 'map', by: 'level1', measure: 'items', most: 20, own: ['level1', 'strength'] },
  );
  expect(map.map((row) => [row.value, row.n_number, row.n_full, row.n_state, row.all_indicators])).toEqual([
    ['产出指标', 1, 1, 0, 2],
    ['效益指标', 1, 0, 0, 3],
  ]);
  const weak = await linkedChart(
    db,
    { project: ['a.txt#1'], strength: ['trend'] },
    { id: 'weak', by: 'project', measure: 'weak', most: 20 },
  );
  expect(weak.map((w) => [w.label, w.money_trend, w.money_state, w.all_money])).toEqual([
    [hostile, 50, 0, 100],
    ['甲项目', 0, 0, 300],
  ]);
});

test('the indicator table filters, searches, sorts and pages', async () => {
  expect((await indicatorTable(db)).total).toBe(5);
  const found = await indicatorTable(db, { search: `o'neil` }, { sort: 'findings', descending: true });
  expect(found.rows.map((row) => [row.record, row.findings, row.severity])).toEqual([
    ['a.txt#2/1', 1, 'warning'],
    ['a.txt#2/2', 0, null],
  ]);
  const byLevel = await indicatorTable(db, {}, { sort: 'level', descending: true, page: 1, pageSize: 2 });
  expect(byLevel.total).toBe(5);
  expect(byLevel.rows.map((row) => row.name)).toEqual(['制度健全性', '培训人数']);
  expect((await indicatorTable(db, { strength: ['state', 'full'] })).total).toBe(2);
  expect((await indicatorTable(db, { year: [null] })).total).toBe(0);
});

test('forms are graded by their open findings, the worst with a reason', async () => {
  expect((await projectList(db)).map((row) => [row.form_id, row.score, row.grade])).toEqual([
    ['a.txt#1', 100, 'A'],
    ['a.txt#2', 76, 'B'],
  ]);
  const [worst] = await worstForms(db, 1);
  expect(worst).toMatchObject({
    form_id: 'a.txt#2',
    reason_rules: ['capital-cost', 'benefit-in-words'],
    reason_zh: '说明3',
  });
  expect((await bestForms(db, 1))[0]).toMatchObject({
    form_id: 'a.txt#1',
    reason_rules: [],
    reason_zh: null,
  });
});

test('one form in full', async () => {
  const detail = await formDetail(db, 'a.txt#2');
  expect(detail?.head).toMatchObject({
    project: hostile,
    start_date: '2024-01-01',
    annual: 100,
    money_unit: '元',
  });
  expect(detail?.indicators.map((row) => row.record)).toEqual(['a.txt#2/1', 'a.txt#2/2']);
  expect(detail?.findings.map((row) => row.finding_order)).toEqual([1, 2, 3]);
  expect(await formDetail(db, `x' OR TRUE --`)).toBeNull();
});

test('findings, outcomes, notes, files and lines', async () => {
  expect((await findingList(db, { severity: ['error'] })).rows.map((row) => row.rule)).toEqual([
    'capital-cost',
  ]);
  expect(await findingList(db, { search: `o'neil`, waived: false }, { pageSize: 1, page: 1 })).toMatchObject({
    total: 2,
    rows: [{ finding_order: 3 }],
  });
  expect(
    (await findingGroups(db, 'review')).map((row) => [row.value, row.errors, row.warnings, row.waived]),
  ).toEqual([
    ['完整性', 1, 0, 0],
    ['可行性', 0, 1, 1],
  ]);
  expect((await findingsByRule(db)).map((row) => [row.rule, row.total, row.waived])).toEqual([
    ['benefit-in-words', 2, 1],
    ['capital-cost', 1, 0],
  ]);
  expect((await outcomeList(db))[0]).toMatchObject({ checked: 3, flagged: 2, not_applicable: 2 });
  expect((await noteList(db, { formId: 'a.txt#1' })).map((row) => [row.code, row.project])).toEqual([
    ['D06', '甲项目'],
  ]);
  expect(await noteList(db, { code: 'D01' })).toEqual([]);
  expect((await fileList(db))[0]).toMatchObject({ file: 'a.txt', forms: 2, annual: 400 });
  expect(await sourceLines(db, 'a.txt', 2, 9)).toEqual([{ line: 2, text: '满意度\t≥90.00(%)' }]);
});

test('a form knows its neighbours and the like-named rows of others', async () => {
  expect(await formNeighbours(db, 'a.txt#1')).toEqual([{ form_id: 'a.txt#2', project: hostile, side: 1 }]);
  expect(await formPeers(db, 'a.txt#1')).toEqual([]);
  expect(await formNeighbours(db, hostile)).toEqual([]);
});

test('of equals the first stands first, in whatever order the rows are stored', async () => {
  const equals = await openNative();
  await createSchema(equals);
  const stating = (annual: string, i: number) => ({
    ...form(`a.txt#${i}`, { name: `项目${i}`, annual: 100, indicators: [] }),
    goals: { overall: null, annual },
  });
  await load(equals, loadable(['后', '后', '先', '先'].map(stating)));
  for (const order of ['ASC', 'DESC']) {
    await equals.query(`CREATE OR REPLACE TABLE project AS FROM project ORDER BY form_order ${order}`);
    expect((await portfolioSummary(equals)).biggest_project).toBe('项目0');
    expect((await goalGroups(equals)).map(({ goal }) => goal)).toEqual(['先', '后']);
  }
  equals.close();
});

test('the headline of one year is that year’s forms alone, and the years together are the whole', async () => {
  const years = await portfolioYears(db);
  const both = await openNative();
  await createSchema(both);
  const of = (year: number, annual: number, raws: string[]) =>
    form(`${year}.txt#1`, {
      name: '宣传',
      year,
      annual,
      indicators: raws.map((raw, i) => indicator(`宣传次数${i}`, raw)),
    });
  await load(both, loadable([of(2024, 300, ['≥3(次)', '提升']), of(2023, 200, ['及时'])]));
  expect(await portfolioYears(both)).toEqual([
    { year: 2024, forms: 1 },
    { year: 2023, forms: 1 },
  ]);
  const [whole, newest, older] = [
    await portfolioSummary(both),
    await portfolioSummary(both, 2024),
    await portfolioSummary(both, 2023),
  ];
  expect(newest).toMatchObject({ forms: 1, annual: 300, indicators: 2, number: 1, last_year: 2024 });
  expect(older).toMatchObject({ forms: 1, annual: 200, indicators: 1, number: 0 });
  expect([whole.annual, whole.indicators]).toEqual([500, 3]);
  const measured = (rows: { annual: number }[]) => rows.reduce((sum, row) => sum + row.annual, 0);
  expect(measured(await moneyByMeasure(both, { strong: 0.5, weak: 0.3 }, 2024))).toBe(300);
  expect((await yearSummaries(both)).map(({ year, annual }) => [year, annual])).toEqual([
    [2024, 300],
    [2023, 200],
  ]);
  expect(await yearSummaries(db)).toHaveLength(years.length > 1 ? years.length : 0);
  both.close();
});
