import { readdir, readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openNative, type NativeConnector } from '#cli/duckdb.ts';
import { read } from '#core/ingest/read.ts';
import { parseTarget } from '#core/model/target-parse.ts';
import type { Form } from '#core/model/form.ts';
import { createSchema } from '../create.ts';
import { load } from '../load.ts';
import { form, indicator, loadable } from '../sample.test-data.ts';
import { comparedProjects } from './compare-projects.ts';
import { OTHER, type Side } from './compare-sides.ts';
import { sideChoices, sideSummary } from './compare-summary.ts';
import { comparedTargets } from './compare-targets.ts';

const [last, now]: Side[] = [
  { from: 'own', year: 2023 },
  { from: 'own', year: 2024 },
];
const output: [string, string] = ['产出指标', '数量指标'];
const benefit: [string, string] = ['效益指标', '社会效益指标'];

describe('two years made by hand', () => {
  let db: NativeConnector;
  const of = (
    id: string,
    year: number,
    part: Parameters<typeof form>[1],
    goal: string,
    code?: string,
  ): Form => {
    const made = form(id, part);
    return {
      ...made,
      year,
      project: { ...made.project, code: code ?? null },
      goals: { overall: null, annual: goal },
    };
  };
  beforeAll(async () => {
    db = await openNative();
    await createSchema(db);
    const forms = [
      of(
        'a.txt#1',
        2023,
        {
          name: '2023年普法宣传费',
          annual: 100,
          indicators: [
            indicator('宣传场次', '≥10.00(次)', output),
            indicator('信访投诉率', '≤5.00(%)', benefit),
            indicator('知晓率', '≥80.00(%)', benefit),
            indicator('满意度', '=100.00(%)', benefit),
            indicator('办结及时性', '及时', output),
            indicator('平均时长', '≤30.00(天)', output),
            indicator('旧指标', '≥1.00(个)', output),
            indicator('读坏的', '', output),
          ],
        },
        '完成宣传10场。',
      ),
      of('a.txt#2', 2023, { name: '信息化运维', annual: 50, indicators: [] }, '保障系统运行。', 'X1'),
      of('a.txt#3', 2023, { name: '社区矫正工作经费', annual: 10, indicators: [] }, '甲。'),
      of('a.txt#4', 2023, { name: '已完工的修缮', annual: 70, indicators: [] }, '乙。'),
      of('a.txt#5', 2023, { name: '法律援助', department: '甲局', annual: 5, indicators: [] }, '丙。'),
      of(
        'b.txt#1',
        2024,
        {
          name: '2024年普法宣传费',
          annual: 160,
          indicators: [
            indicator('宣传场次', '≥12.00(次)', output),
            indicator('信访投诉率', '≤8.00(%)', benefit),
            indicator('知晓率', '提升', benefit),
            indicator('满意度', '≥90.00(%)', benefit),
            indicator('办结及时性', '≤3.00(天)', output),
            indicator('平均时长', '≤20.00(天)', output),
            indicator('新指标', '≥1.00(个)', output),
            indicator('读坏的', '≥3.00(个)', output),
          ],
        },
        '完成宣传12场。',
      ),
      of('b.txt#2', 2024, { name: '系统建设与运维', annual: 80, indicators: [] }, '保障系统运行。', 'X1'),
      of('b.txt#3', 2024, { name: '社区矫正业务经费', annual: 10, indicators: [] }, '别的。'),
      of('b.txt#4', 2024, { name: '新项目', annual: 33, indicators: [] }, '丁。'),
      of('b.txt#5', 2024, { name: '法律援助', department: '乙局', annual: 5, indicators: [] }, '丙。'),
    ];
    await load(db, loadable(forms));
  });
  afterAll(() => db.close());

  test('projects are matched by code, name without its year, in another department, and by near names', async () => {
    const rows = await comparedProjects(db, last!, now!);
    expect(rows.map((row) => [row.how, row.before_name, row.after_name, row.goal])).toEqual([
      ['year-name', '2023年普法宣传费', '2024年普法宣传费', 'figures'],
      ['code', '信息化运维', '系统建设与运维', 'copied'],
      ['near', '社区矫正工作经费', '社区矫正业务经费', 'changed'],
      ['moved', '法律援助', '法律援助', 'copied'],
      ['added', null, '新项目', null],
      ['dropped', '已完工的修缮', null, null],
    ]);
  });

  test('targets: up is harder where more is promised, down where less is; a word in the place of a number is a retreat', async () => {
    const rows = await comparedTargets(db, last!, now!, 'b.txt#1');
    expect(Object.fromEntries(rows.map((row) => [row.name, row.change]))).toEqual({
      宣传场次: 'raised',
      信访投诉率: 'lowered',
      知晓率: 'lowered',
      满意度: 'lowered',
      办结及时性: 'raised',
      平均时长: 'raised',
      旧指标: 'dropped',
      新指标: 'added',
      读坏的: 'unread',
    });
    const [project] = await comparedProjects(db, last!, now!);
    expect(project).toMatchObject({ raised: 3, lowered: 3, added: 1, dropped: 1, unread: 1, same: 0 });
  });

  test('backwards, what was raised is lowered, and what was new is gone', async () => {
    const [project] = await comparedProjects(db, now!, last!);
    expect(project).toMatchObject({ raised: 3, lowered: 3, added: 1, dropped: 1, unread: 1 });
    const how = (await comparedProjects(db, now!, last!)).map((row) => row.how);
    expect(how.filter((one) => one === 'added' || one === 'dropped')).toEqual(['added', 'dropped']);
  });

  test('the figures of a side, and what can be chosen', async () => {
    expect(await sideSummary(db, now!)).toEqual({
      forms: 5,
      annual: 288,
      indicators: 8,
      number: 7,
      benefits: 3,
      benefits_quantified: 2,
      unquantified_annual: 128,
    });
    expect(await sideSummary(db, { from: 'own', department: '甲局' })).toMatchObject({ forms: 1, annual: 5 });
    expect((await sideChoices(db)).map((row) => [row.year, row.department, row.forms])).toEqual([
      [2023, '某局', 4],
      [2023, '甲局', 1],
      [2024, '某局', 4],
      [2024, '乙局', 1],
    ]);
  });
});

test('a target in a unit of another size is changed, and nobody says whether up or down', async () => {
  const db = await openNative();
  await createSchema(db);
  const rows = [
    ['≤2.00(小时)', '≥3.00(万平方米)', '≤100(元/人)'],
    ['≤5.00(分钟)', '≥20000.00(㎡)', '≤90(元/次)'],
  ];
  const forms = rows.map((raws, n) => ({
    ...form(`${n}.txt#1`, {
      name: '普法宣传费',
      annual: 10,
      indicators: ['响应时间', '修缮面积', '培训成本'].map((name, i) => indicator(name, raws[i]!, output)),
    }),
    year: 2023 + n,
  }));
  await load(db, loadable(forms));
  const targets = await comparedTargets(db, last!, now!, '1.txt#1');
  expect(targets.map((row) => [row.name, row.change])).toEqual([
    ['修缮面积', 'lowered'],
    ['响应时间', 'changed'],
    ['培训成本', 'changed'],
  ]);
  db.close();
});

test('the built-in sample beside an edited copy of itself: only what was edited is told', async () => {
  const names = (await readdir('data/samples')).filter((name) => name.endsWith('.txt'));
  const files = names.map(async (name) => ({
    name,
    bytes: new Uint8Array(await readFile(`data/samples/${name}`)),
  }));
  const sample = await read(await Promise.all(files));
  const { forms } = sample.portfolio;
  const at = forms.findIndex((one) => one.indicators.some((row) => row.target.comparator === '≥'));
  const edited = forms.slice(0, -1).map((one, i) => {
    if (i !== at) return one;
    const row = one.indicators.findIndex((each) => each.target.comparator === '≥');
    const raw = one.indicators[row]!.raw.replace(/[\d.]+/, '1.00');
    return {
      ...one,
      funding: { ...one.funding, annual: (one.funding.annual ?? 0) + 1000 },
      indicators: one.indicators.with(row, {
        ...one.indicators[row]!,
        raw,
        target: parseTarget(raw, one.indicators[row]!.name),
      }),
    };
  });
  const db = await openNative();
  try {
    await createSchema(db);
    await load(db, sample);
    for (const [table, other] of Object.entries(OTHER))
      await db.query(`CREATE TABLE ${other} AS FROM ${table}`);
    await createSchema(db);
    await load(db, { ...sample, portfolio: { ...sample.portfolio, forms: edited } });
    const rows = await comparedProjects(db, { from: 'other' }, { from: 'own' });
    expect(rows).toHaveLength(forms.length);
    expect(rows[0]).toMatchObject({
      how: 'name',
      after_form: forms[at]!.id,
      lowered: 1,
      raised: 0,
      changed: 0,
    });
    expect(rows[0]!.after_annual! - rows[0]!.before_annual!).toBe(1000);
    expect(rows.at(-1)).toMatchObject({ how: 'dropped', before_form: forms.at(-1)!.id });
    for (const row of rows.slice(1, -1)) {
      expect(row).toMatchObject({ raised: 0, lowered: 0, changed: 0, added: 0, dropped: 0 });
      const lost = forms.find(({ id }) => id === row.after_form)!.indicators;
      expect(row.unread).toBe(lost.filter(({ target }) => target.kind === 'lost').length);
      expect(row.before_annual).toBe(row.after_annual);
      expect(row.goal === 'copied' || row.goal === null).toBe(true);
    }
  } finally {
    db.close();
  }
});
