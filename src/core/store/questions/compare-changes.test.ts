import { afterAll, beforeAll, expect, test } from 'vitest';
import { openNative, type NativeConnector } from '#cli/duckdb.ts';
import { createSchema } from '../create.ts';
import { load } from '../load.ts';
import { form, indicator, loadable } from '../sample.test-data.ts';
import type { Change } from './compare-changes.ts';
import { comparedProjects } from './compare-projects.ts';
import type { Side } from './compare-sides.ts';
import { comparedTargets } from './compare-targets.ts';

const last: Side = { from: 'own', year: 2023 };
const now: Side = { from: 'own', year: 2024 };

/** Name, as it stood, as it stands, and what an auditor calls that. */
const TARGETS: [string, string, string, Change][] = [
  ['宣传成本', '≤700.00(元)', '≤0.07(万元)', 'same'],
  ['受益人数', '≥42900(人)', '≥4.29(万人)', 'same'],
  ['抽查比例', '90%', '≥90.00(%)', 'same'],
  ['会议', '=12(次)', '≥12(次)', 'changed'],
  ['检查', '≥10(次)', '>10(次)', 'changed'],
  ['巡查', '≥10(次)', '≤10(次)', 'changed'],
  ['事故数', '=0(起)', '≤1(起)', 'lowered'],
  ['平均等待时长', '10-20天', '8-30天', 'changed'],
  ['等待时长', '10-20天', '≤15天', 'raised'],
  ['办理时长', '≤15天', '10-20天', 'lowered'],
  ['满意率', '80%-90%', '80%-95%', 'changed'],
  ['合格率', '80%-90%', '≥85%', 'raised'],
  ['竣工', '2024年12月底前', '2024年6月底前', 'raised'],
  ['验收', '2024年6月底前', '2024年9月底前', 'lowered'],
  ['结题', '2023年12月底前', '2024年12月底前', 'changed'],
  ['投诉率', '同比下降5%', '同比下降3%', 'lowered'],
  ['能耗', '同比下降3%', '同比下降5%', 'raised'],
  ['满意度', '较上年提升5%', '较上年下降5%', 'changed'],
  ['知晓率', '较上年提高3%', '≥90%', 'changed'],
  ['覆盖率', '较上年提高3个百分点', '较上年提高5个百分点', 'raised'],
  ['就业率', '较上年提高3个百分点', '较上年提高3%', 'changed'],
  ['参训', '≥100人', '≥100人次', 'changed'],
  ['回访率', '≥90%', '**', 'lowered'],
  ['复查率', '**', '≥90%', 'raised'],
  ['环境', '**', '改善', 'raised'],
];

const project = (
  id: string,
  year: number,
  name: string,
  of: { annual?: number; unit?: string; code?: string; indicators?: ReturnType<typeof indicator>[] } = {},
) => {
  const made = form(id, { name, year, annual: of.annual ?? 1, indicators: of.indicators ?? [] });
  return { ...made, project: { ...made.project, unit: of.unit ?? '某局', code: of.code ?? null } };
};

let db: NativeConnector;
beforeAll(async () => {
  db = await openNative();
  await createSchema(db);
  const rows = (at: 1 | 2) => TARGETS.map((one) => indicator(one[0], one[at]));
  const people = (raws: string[]) => raws.map((raw) => indicator('人数', raw));
  await load(
    db,
    loadable([
      project('a.txt#1', 2023, '目标', { indicators: rows(1) }),
      project('a.txt#2', 2023, '重复', { indicators: people(['≥10(人)', '≥20(人)']) }),
      project('a.txt#3', 2023, '运转经费', { unit: '一所' }),
      project('a.txt#4', 2023, '运转经费', { unit: '二所' }),
      project('a.txt#5', 2023, '修路', { code: '001' }),
      project('a.txt#6', 2023, '架桥', { code: '001' }),
      project('a.txt#7', 2023, '旧名', { code: 'B1' }),
      project('a.txt#8', 2023, '2023年度'),
      project('b.txt#1', 2024, '目标', { indicators: rows(2) }),
      project('b.txt#2', 2024, '重复', { indicators: people(['≥5(人)', '≥10(人)', '≥20(人)']) }),
      project('b.txt#3', 2024, '运转经费', { unit: '二所' }),
      project('b.txt#4', 2024, '运转经费', { unit: '三所' }),
      project('b.txt#5', 2024, '架桥', { code: '001' }),
      project('b.txt#6', 2024, '修路', { code: '001' }),
      project('b.txt#7', 2024, '新名', { code: 'B1' }),
      project('b.txt#8', 2024, '2024年度'),
    ]),
  );
});
afterAll(() => db.close());

test.each(TARGETS)('%s: %s → %s is %s', async (name, _before, _after, change) => {
  const rows = await comparedTargets(db, last, now, 'b.txt#1');
  expect(rows.filter((row) => row.name === name).map((row) => row.change)).toEqual([change]);
});

test('of several rows of one name those of one value belong together', async () => {
  const rows = await comparedTargets(db, last, now, 'b.txt#2');
  expect(rows.map((row) => [row.before_raw, row.after_raw, row.change])).toEqual([
    [null, '≥5(人)', 'added'],
    ['≥10(人)', '≥10(人)', 'same'],
    ['≥20(人)', '≥20(人)', 'same'],
  ]);
});

test('projects of one name go by their unit, a code that several have says nothing, and a year is no name', async () => {
  const rows = await comparedProjects(db, last, now);
  const pairs = rows.map((row) => [row.how, row.before_form, row.after_form]);
  expect(pairs.sort()).toEqual([
    ['added', null, 'b.txt#8'],
    ['code', 'a.txt#7', 'b.txt#7'],
    ['dropped', 'a.txt#8', null],
    ['moved', 'a.txt#3', 'b.txt#4'],
    ['name', 'a.txt#1', 'b.txt#1'],
    ['name', 'a.txt#2', 'b.txt#2'],
    ['name', 'a.txt#4', 'b.txt#3'],
    ['name', 'a.txt#5', 'b.txt#6'],
    ['name', 'a.txt#6', 'b.txt#5'],
  ]);
});

test('of two portfolios with several years each, a project is beside itself in the same year, whatever the order of the forms', async () => {
  const both = await openNative();
  await createSchema(both);
  await load(
    both,
    loadable([
      project('a.txt#1', 2024, '普法', { annual: 20 }),
      project('a.txt#2', 2023, '普法', { annual: 10 }),
    ]),
  );
  await both.query('CREATE TABLE other_project AS FROM project ORDER BY year');
  await both.query('UPDATE other_project SET form_order = 3 - form_order');
  await both.query('CREATE TABLE other_indicator AS FROM indicator');
  const rows = await comparedProjects(both, { from: 'other' }, { from: 'own' });
  expect(rows.map((row) => [row.before_annual, row.after_annual])).toEqual([
    [20, 20],
    [10, 10],
  ]);
  both.close();
});

test('of two departments with several years each, projects of one name are beside each other in the same year', async () => {
  const both = await openNative();
  await createSchema(both);
  const of = (id: string, department: string, year: number, annual: number) =>
    form(id, { name: '普法', department, year, annual, indicators: [] });
  await load(
    both,
    loadable([
      of('a.txt#1', '甲局', 2023, 1),
      of('a.txt#2', '甲局', 2024, 2),
      of('b.txt#1', '乙局', 2024, 20),
      of('b.txt#2', '乙局', 2023, 10),
    ]),
  );
  const sides = ['甲局', '乙局'].map((department): Side => ({ from: 'own', department }));
  const rows = await comparedProjects(both, sides[0]!, sides[1]!);
  expect(rows.map((row) => [row.how, row.before_annual, row.after_annual])).toEqual([
    ['moved', 2, 20],
    ['moved', 1, 10],
  ]);
  both.close();
});
