import { afterAll, beforeAll, expect, test } from 'vitest';
import { openNative, type NativeConnector } from '#cli/duckdb.ts';
import { createSchema } from '../create.ts';
import { load } from '../load.ts';
import { indicatorTable } from './indicator-table.test-data.ts';
import { form, indicator, loadable } from '../sample.test-data.ts';
import { codeFilter } from './coded-filter.ts';
import { layGround } from './ground.ts';
import { linked } from './linked.ts';
import { listRows, listWindow, LIST_ORDERS } from './rows.ts';

let db: NativeConnector;
beforeAll(async () => {
  db = await openNative();
  await createSchema(db);
  const raws = ['≥90.00(人)', '=100.00(%)', '提升', '及时', ''];
  await load(
    db,
    loadable(
      Array.from({ length: 9 }, (_, f) =>
        form(`a.txt#${f + 1}`, {
          name: `项目${9 - f}`,
          department: ['甲局', '乙局'][f % 2]!,
          annual: 1000 * (f + 1),
          indicators: Array.from({ length: 3 + (f % 3) }, (_, i) =>
            indicator(`指标${(f * 7 + i * 3) % 10}`, raws[(f + i) % 5]!),
          ),
        }),
      ),
    ),
  );
  await layGround(db);
});
afterAll(() => db.close());

test('windows put together are the rows of the plain question, in its order', async () => {
  const narrow = { search: '指标', not: { strength: ['lost'] } };
  for (const [order, descending, filter] of [
    ['place', false, narrow],
    ['place', false, {}],
    ['place', true, {}],
    ['name', true, narrow],
    ['raw', false, narrow],
    ['place', false, {}],
    ['project', false, narrow],
  ] as const) {
    const coded = await codeFilter(db, filter);
    const { total } = await listRows(db, { coded, order, descending, group: null });
    const rows = [];
    for (let from = 0; from < total; from += 7) rows.push(...(await listWindow(db, from, from + 7)));
    const plain = await indicatorTable(db, filter, { sort: order, descending, pageSize: 1000 });
    expect(total).toBe(plain.total);
    expect(
      rows.map((row) => row.record),
      order,
    ).toEqual(plain.rows.map((row) => row.record));
    expect(rows.map((row) => row.place)).toEqual(rows.map((_, i) => i));
  }
});

test('groups stand one after another and add up', async () => {
  const coded = await codeFilter(db, {});
  const { total, groups } = await listRows(db, {
    coded,
    order: 'name',
    descending: false,
    group: 'department',
  });
  expect(groups.map(({ value }) => value)).toEqual(['乙局', '甲局']);
  expect(groups.reduce((sum, { rows }) => sum + rows, 0)).toBe(total);
  const rows = await listWindow(db, 0, total);
  expect(rows.slice(0, groups[0]!.rows).every(({ department }) => department === '乙局')).toBe(true);
  expect(groups[1]!.strengths.lost).toBe(
    rows.filter(({ department, strength }) => department === '甲局' && strength === 'lost').length,
  );
});

test('more rows than may be put in order are counted and left; as they lie there is nothing to put in order', async () => {
  const [all, narrow] = [
    await codeFilter(db, {}),
    await codeFilter(db, { search: '指标', department: ['甲局'] }),
  ];
  const plan = { order: 'name', descending: false, group: null } as const;
  const { total } = await listRows(db, { coded: narrow, ...plan });
  expect(await listRows(db, { coded: narrow, ...plan }, total)).toEqual({ total, groups: [] });
  expect(await listRows(db, { coded: narrow, ...plan }, total - 1)).toEqual({
    total: 0,
    groups: [],
    beyond: total,
  });
  expect((await listWindow(db, 0, 100)).length).toBe(total);
  expect((await listRows(db, { coded: all, ...plan, order: 'place' }, 1)).total).toBe(36);
});

test('every order can be asked for', async () => {
  const coded = await codeFilter(db, { department: ['甲局'] });
  for (const order of LIST_ORDERS)
    expect((await listRows(db, { coded, order, descending: true, group: null })).total).toBeGreaterThan(0);
});

test('searches by column and by first letters find the same rows in the list, the charts and the plain question', async () => {
  for (const [filter, least] of [
    [{ search: 'zb3' }, 1],
    [{ search: 'xm9' }, 3],
    [{ search: 'xm', texts: { name: 'zb1', raw: 'TS' } }, 1],
    [{ texts: { department: 'jj', project: '项目9', place: 'a.TXT' } }, 3],
    [{ texts: { name: "o'k" } }, 0],
  ] as const) {
    const coded = await codeFilter(db, filter);
    const { total } = await listRows(db, { coded, order: 'name', descending: false, group: null });
    const plain = await indicatorTable(db, filter, { sort: 'name', pageSize: 1000 });
    expect((await listWindow(db, 0, total)).map(({ record }) => record)).toEqual(
      plain.rows.map(({ record }) => record),
    );
    const { selected } = await linked(db, filter, []);
    expect([total, selected.indicators]).toEqual([plain.total, plain.total]);
    expect(total).toBeGreaterThanOrEqual(least);
    expect(total).toBeLessThan(36);
  }
});
