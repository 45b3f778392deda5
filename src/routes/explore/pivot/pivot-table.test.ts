import { afterAll, beforeAll, expect, test } from 'vitest';
import { openNative, type NativeConnector } from '#cli/duckdb.ts';
import { createSchema } from '#core/store/create.ts';
import { codeFilter } from '#core/store/explore/coded-filter.ts';
import { layGround } from '#core/store/explore/ground.ts';
import { pivot } from '#core/store/explore/pivot.ts';
import { load } from '#core/store/load.ts';
import { form, indicator, loadable } from '#core/store/sample.test-data.ts';
import { calledLine, figureOf, pivotRows, pivotTable, type PivotPlan } from './pivot-table.ts';

let db: NativeConnector;
beforeAll(async () => {
  db = await openNative();
  await createSchema(db);
  const raws = ['≥90.00(人)', '=100.00(%)', '提升', '及时', ''];
  await load(
    db,
    loadable(
      Array.from({ length: 8 }, (_, f) =>
        form(`a.txt#${f + 1}`, {
          department: ['甲局', '乙局', '丙局'][f % 3]!,
          nature: ['经常性', '一次性'][f % 2]!,
          annual: 1000 * (f + 1),
          indicators: Array.from({ length: 3 + (f % 3) }, (_, i) =>
            indicator(`指标${i}`, raws[(f + i) % 5]!),
          ),
        }),
      ),
    ),
  );
  await layGround(db);
});
afterAll(() => db.close());

const plan: PivotPlan = {
  down: ['department', 'nature'],
  across: ['strength'],
  folded: [],
  figure: 'money',
  ordered: (dimension) => dimension === 'strength',
  label: (_, value) => value ?? '未填',
  total: '合计',
};

test('children add up to their parents, parents to the total, down and across', async () => {
  const found = await pivot(
    db,
    await codeFilter(db, { not: { strength: ['lost'] } }),
    plan.down,
    plan.across,
  );
  const { rows, columns, cells } = pivotTable(found, plan);
  expect(columns.map(calledLine)).toEqual(['number', 'full', 'trend', 'state', '合计']);
  expect(rows.at(-1)).toMatchObject({ labels: ['合计'], depth: 0 });
  const whole = cells.at(-1)!.at(-1)!;
  const parents = rows.flatMap((row, r) => (row.depth === 1 ? [cells[r]!] : []));
  const children = rows.flatMap((row, r) => (row.depth === 2 ? [cells[r]!] : []));
  for (const lines of [parents, children])
    for (const figure of ['items', 'money', 'weak'] as const)
      expect(lines.reduce((sum, line) => sum + figureOf(line.at(-1)!, figure), 0)).toBeCloseTo(
        whole[figure],
        4,
      );
  const bottom = cells.at(-1)!;
  expect(bottom.slice(0, -1).reduce((sum, cell) => sum + (cell?.items ?? 0), 0)).toBe(whole.items);
  const [count] = await db.query<{ n: number }>(
    "SELECT count(*)::DOUBLE AS n FROM indicator WHERE strength <> 'lost'",
  );
  expect(whole.items).toBe(count!.n);
  // The largest department first.
  const sizes = parents.map((line) => line.at(-1)!.money);
  expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
});

test('what is exported is what is on the screen, folded rows left out', async () => {
  const found = await pivot(db, await codeFilter(db, {}), plan.down, plan.across);
  const open = pivotTable(found, plan);
  const first = open.rows[0]!;
  const table = pivotTable(found, { ...plan, folded: [first.key] });
  expect(table.rows).toHaveLength(open.rows.length - 2);
  const names = { sides: ['部门', '性质'], figureName: (figure: string) => figure };
  const rows = pivotRows(table, ['items', 'measurable'], names);
  expect(rows[0]).toHaveLength(2 + table.columns.length * 2);
  expect(rows).toHaveLength(1 + table.rows.length);
  table.cells.forEach((line, r) =>
    line.forEach((cell, c) => {
      expect(rows[r + 1]![2 + c * 2]).toBe(cell ? cell.items : null);
      expect(rows[r + 1]![3 + c * 2]).toBe(cell ? figureOf(cell, 'measurable') : null);
    }),
  );
  expect(rows.at(-1)![0]).toBe('合计');
});

test('no two rows or columns of a file are called the same, however deep the pivot', async () => {
  const [down, across] = [['department', 'nature'] as const, ['year', 'strength'] as const];
  const found = await pivot(db, await codeFilter(db, {}), down, across);
  const table = pivotTable(found, { ...plan, down, across });
  const [head = [], ...rows] = pivotRows(table, ['items', 'money'], {
    sides: ['部门', '性质'],
    figureName: (figure) => figure,
  });
  expect(new Set(head).size).toBe(head.length);
  expect(new Set(rows.map((row) => row.slice(0, 2).join('|'))).size).toBe(rows.length);
  expect(table.columns.find(({ depth }) => depth === 2)).toMatchObject({
    values: [expect.anything(), 'number'],
  });
});

test('a pivot of nothing but a total, and of an empty selection', async () => {
  const total = await pivot(db, await codeFilter(db, {}), [], []);
  expect(pivotTable(total, { ...plan, down: [], across: [] }).cells).toEqual([[total.cells[0]]]);
  const none = await pivot(db, await codeFilter(db, { department: ['丁局'] }), ['nature'], ['strength']);
  expect(pivotTable(none, { ...plan, down: ['nature'] }).rows).toHaveLength(1);
});
