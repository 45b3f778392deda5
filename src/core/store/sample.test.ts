import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openNative, type NativeConnector } from '#cli/duckdb.ts';
import { read } from '#core/ingest/read.ts';
import { library } from '#core/rules/library.ts';
import { resolveSet } from '#core/rules/resolve.ts';
import { run } from '#core/rules/run.ts';
import { createSchema } from './create.ts';
import { load } from './load.ts';
import type { DimensionName } from './filter.ts';
import { findingList } from './questions/finding-list.ts';
import { formDetail } from './questions/form-detail.ts';
import { bestForms, worstForms } from './questions/graded-forms.ts';
import { indicatorTable } from './explore/indicator-table.test-data.ts';
import { linkedChart } from './questions/linked-chart.ts';
import { moneyByDepartment } from './questions/money-by-department.ts';
import { moneyByProject } from './questions/money-by-project.ts';
import { moneyByStrength } from './questions/money-by-strength.ts';
import { outcomeList } from './questions/outcome-list.ts';
import { portfolioSummary } from './questions/portfolio-summary.ts';
import { projectList } from './questions/project-list.ts';
import { sourceLines } from './questions/source-lines.ts';
import { strengthByLevel2 } from './questions/strength-by-level.ts';

const MONEY = 139_880_556;
const sum = <T>(rows: T[], of: (row: T) => number | null) =>
  rows.reduce((all, row) => all + (of(row) ?? 0), 0);
let db: NativeConnector;

beforeAll(async () => {
  const name = 'shanghai-justice-bureau-2024.txt';
  const file = path.resolve(import.meta.dirname, '../../../data/samples', name);
  db = await openNative();
  await createSchema(db);
  await load(db, await read([{ name, bytes: await readFile(file) }]));
  await run(db, resolveSet(library(), 'recommended'));
}, 60_000);
afterAll(() => db.close());

test('the headline figures of the sample', async () => {
  expect(await portfolioSummary(db)).toMatchObject({
    // 84 rows, of which two lost their value on the way: they count against nobody.
    benefits: 82,
    benefits_quantified: 23,
    forms: 13,
    annual: MONEY,
    indicators: 281,
    number: 86,
    full: 79,
    trend: 35,
    state: 78,
    lost: 3,
    unquantified_forms: 2,
    unquantified_annual: 14_785_743,
    capital_forms: 3,
    capital_annual: 46_050_496,
    same_goal: 13,
  });
});

test('every question counts the same money and the same indicators', async () => {
  expect(sum(await moneyByProject(db), (row) => row.annual)).toBe(MONEY);
  expect(sum(await moneyByDepartment(db), (row) => row.annual)).toBe(MONEY);
  expect(sum(await moneyByStrength(db), (row) => row.money)).toBeCloseTo(MONEY, 2);
  expect(sum(await projectList(db), (row) => row.indicators)).toBe(281);
  expect(sum(await strengthByLevel2(db), (row) => row.indicators)).toBe(281);
  expect((await indicatorTable(db)).total).toBe(281);
  for (const by of ['level1', 'strength', 'project', 'nature', 'year'] satisfies DimensionName[]) {
    const values = await linkedChart(db, {}, { id: by, by, measure: 'items', most: 20 });
    expect(
      sum(values, (row) => row.indicators),
      by,
    ).toBe(281);
  }
});

test('outcomes, findings and forms agree on how much was found', async () => {
  const { total } = await findingList(db);
  expect(sum(await outcomeList(db), (row) => row.flagged)).toBe(total);
  const projects = await projectList(db);
  const grouped = await findingList(db, { scope: ['name-group', 'department'] });
  expect(sum(projects, (row) => row.errors + row.warnings + row.infos)).toBe(total - grouped.total);
  expect((await worstForms(db, 1))[0]?.score).toBe(Math.min(...projects.map((row) => row.score ?? 100)));
  expect((await bestForms(db, 1))[0]?.score).toBe(Math.max(...projects.map((row) => row.score ?? 0)));
});

test('a finding leads to its form and to the printed line', async () => {
  const { rows } = await findingList(db, { scope: ['indicator'] }, { pageSize: 12 });
  for (const finding of rows) {
    const detail = await formDetail(db, finding.form_id!);
    const row = detail?.indicators.find((one) => one.record === finding.record);
    expect(row?.source_line).toBe(finding.source_line);
    const [line] = await sourceLines(db, finding.source_file!, finding.source_line!, finding.source_line!);
    expect(line?.text.replace(/\s/g, '')).toContain(finding.indicator!.slice(0, 4));
  }
});
