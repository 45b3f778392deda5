import { readdir, readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openNative, type NativeConnector } from '#cli/duckdb.ts';
import { read } from '#core/ingest/read.ts';
import type { Connector } from '#core/store/connector.ts';
import { createSchema } from '#core/store/create.ts';
import { load } from '#core/store/load.ts';
import { comparedProjects, comparedProjectsSql } from '#core/store/questions/compare-projects.ts';
import { moneyByDepartment, moneyByDepartmentSql } from '#core/store/questions/money-by-department.ts';
import { moneyByMeasure, moneyByMeasureSql } from '#core/store/questions/money-by-measure.ts';
import { moneyByProject, moneyByProjectSql } from '#core/store/questions/money-by-project.ts';
import { qualityByMoney, qualityByMoneySql } from '#core/store/questions/quality-by-money.ts';
import { strengthByLevel2, strengthByLevel2Sql } from '#core/store/questions/strength-by-level.ts';
import { strengthByNature, strengthByNatureSql } from '#core/store/questions/strength-by-nature.ts';
import { runStatement } from './statement.ts';

let db: NativeConnector;
beforeAll(async () => {
  db = await openNative();
  await createSchema(db);
  const names = (await readdir('data/samples')).filter((name) => name.endsWith('.txt'));
  const files = names.map(async (name) => ({
    name,
    bytes: new Uint8Array(await readFile(`data/samples/${name}`)),
  }));
  await load(db, await read(await Promise.all(files)));
});
afterAll(() => db.close());

const limits = { strong: 0.5, weak: 0.3 };
const own = { from: 'own' } as const;
const CHARTS: [string, string, (db: Connector) => Promise<object[]>][] = [
  ['money by project', moneyByProjectSql(), moneyByProject],
  ['strength by level', strengthByLevel2Sql(), strengthByLevel2],
  ['money and share', qualityByMoneySql(), qualityByMoney],
  ['money by department', moneyByDepartmentSql(), moneyByDepartment],
  ['money by nature', strengthByNatureSql(), strengthByNature],
  ['money by measure', moneyByMeasureSql(limits), (on) => moneyByMeasure(on, limits)],
  ['money moved', comparedProjectsSql(own, own), (on) => comparedProjects(on, own, own)],
];

test.each(CHARTS)(
  '%s: the statement behind the chart gives the console the same figures',
  async (_, sql, ask) => {
    const { columns, rows } = await runStatement(db, `-- title\n${sql}`, 5000, new AbortController().signal);
    const asked = await ask(db);
    expect(asked.length).toBeGreaterThan(0);
    expect(rows.map((row) => Object.fromEntries(columns.map(({ name }, i) => [name, row[i]])))).toEqual(
      asked,
    );
  },
);

test('money by measure: the four classes are all of the money, and the limits move it', async () => {
  const at = async (strong: number, weak: number) =>
    Object.fromEntries((await moneyByMeasure(db, { strong, weak })).map((row) => [row.measure, row.annual]));
  const [{ all }] = (await db.query<{ all: number }>(`SELECT sum(annual)::DOUBLE AS "all" FROM project`)) as [
    { all: number },
  ];
  for (const [strong, weak] of [
    [0.5, 0.3],
    [1, 0],
    [0, 0],
  ] as const) {
    const made = await at(strong, weak);
    expect(Object.keys(made)).toEqual(['strong', 'middle', 'weak', 'none']);
    expect(Object.values(made).reduce((a, b) => a + b, 0)).toBeCloseTo(all, 2);
  }
  expect((await at(0, 0))['strong']).toBeCloseTo(all, 2);
  expect((await at(1, 1))['strong']).toBe(0);
});
