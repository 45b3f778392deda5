import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openNative, type NativeConnector } from '#cli/duckdb.ts';
import { createSchema } from './create.ts';
import { load, LoadError } from './load.ts';
import { form, indicator, loadable } from './sample.test-data.ts';

let db: NativeConnector;
beforeAll(async () => {
  db = await openNative();
});
beforeEach(() => createSchema(db));
afterAll(() => db.close());

test('forms, indicators, notes, files and lines are counted in the database', async () => {
  const report = await load(
    db,
    loadable([
      form('a.txt#1', {
        annual: 100.5,
        indicators: [indicator('满意度', '≥90.00(%)'), indicator('修缮及时性', '及时')],
      }),
      form('a.txt#2', { annual: null, indicators: [] }),
    ]),
  );
  expect(report).toEqual({ forms: 2, indicators: 2, notes: 1, lines: 2, annual: 100.5 });
  expect(await db.query('SELECT name, raw, strength, tautology FROM indicator ORDER BY ordinal')).toEqual([
    { name: '满意度', raw: '≥90.00(%)', strength: 'number', tautology: false },
    { name: '修缮及时性', raw: '及时', strength: 'state', tautology: true },
  ]);
  expect(await db.query('SELECT form_id, goal_noted, notes FROM project ORDER BY form_order')).toEqual([
    { form_id: 'a.txt#1', goal_noted: true, notes: ['D06'] },
    { form_id: 'a.txt#2', goal_noted: false, notes: [] },
  ]);
  expect(await db.query('SELECT form_id, code FROM reading_note')).toEqual([
    { form_id: 'a.txt#1', code: 'D06' },
  ]);
});

test('an empty portfolio loads', async () => {
  expect(await load(db, loadable([]))).toEqual({ forms: 0, indicators: 0, notes: 0, lines: 2, annual: 0 });
});

test('a database that holds something else is refused', async () => {
  await load(db, loadable([form('a.txt#1', { annual: 1, indicators: [] })]));
  await expect(load(db, loadable([form('a.txt#2', { annual: 1, indicators: [] })]))).rejects.toThrow(
    LoadError,
  );
});
