import { afterAll, beforeAll, expect, test } from 'vitest';
import { openNative, type NativeConnector } from '#cli/duckdb.ts';
import { suggestionList } from '#core/report/suggestions.ts';
import { createSchema } from '#core/store/create.ts';
import { load } from '#core/store/load.ts';
import { amongRecords, similarWordings } from '#core/store/questions/similar-wordings.ts';
import { form, indicator, loadable } from '#core/store/sample.test-data.ts';
import { library } from './library.ts';
import { resolveSet } from './resolve.ts';
import { run } from './run.ts';
import { suggestionCount, suggestions, type SuggestionRow } from './suggest.ts';

let db: NativeConnector;
let rows: SuggestionRow[];
const time: [string, string] = ['产出指标', '时效指标'];
const benefit: [string, string] = ['效益指标', '社会效益指标'];
const set = resolveSet(library(), 'strict');

beforeAll(async () => {
  const all = [
    [indicator('宣传资料发放及时性', '及时', time), indicator('群众知晓率', '提升', benefit)],
    [indicator('宣传资料发放及时率', '≥95.00(%)', time), indicator('=1+1', '提升', benefit)],
    [indicator('宣传资料发放及时率', '≥95%', time), indicator('群众知晓率', '≥80(%)', benefit)],
    [indicator('办案及时率', '≥99%', time), indicator('宣传资料发放及时性', '12月底前', benefit)],
  ];
  all.forEach((indicators) => indicators.forEach((one, i) => (one.ordinal = i + 1)));
  db = await openNative();
  await createSchema(db);
  await load(
    db,
    loadable(
      all.map((indicators, i) => form(`a.txt#${i + 1}`, { annual: 1e6, indicators, name: `项目${i + 1}` })),
    ),
  );
  await run(db, set);
  rows = await suggestions(db, set.rules);
});
afterAll(() => db.close());

test('others’ wordings: same 二级, like names first, one way of writing counted once however it is printed', async () => {
  const found = await similarWordings(db, amongRecords(['a.txt#1/1', 'a.txt#1/2']));
  const of = (record: string) =>
    found.filter((one) => one.record === record).map(({ name, raw, projects }) => [name, raw, projects]);
  expect(of('a.txt#1/1')[0]).toEqual(['宣传资料发放及时率', '≥95.00(%)', 2]);
  expect(of('a.txt#1/1').flat()).not.toContain('12月底前');
  expect(of('a.txt#1/2')).toEqual([['群众知晓率', '≥80(%)', 1]]);
  expect(found.find((one) => one.record === 'a.txt#1/2')!.likeness).toBe(1);
});

test('each open finding’s row comes once, with its findings, the smallest change, a pattern for its level and the peers', () => {
  const row = rows.find((one) => one.record === 'a.txt#1/1')!;
  expect(row.problems.map((one) => one.rule)).toContain('time-without-deadline');
  expect(row.changes.join()).toContain('年12月31日前');
  expect(row.pattern).toContain('日前');
  expect(row.peers[0]!.form_id).toBe('a.txt#2');
  expect(rows.find((one) => one.record === 'a.txt#1/2')!.pattern).toContain('较上年');
  expect(new Set(rows.map((one) => one.record)).size).toBe(rows.length);
});

test('page by page the rows are those of the whole list, worked out to the last; count and progress say how many', async () => {
  const paged: SuggestionRow[] = [];
  for (let from = 0; from < rows.length; from += 2)
    paged.push(...(await suggestions(db, set.rules, { page: { from, most: 2 } })));
  expect(paged).toEqual(rows);
  expect(await suggestions(db, set.rules, { slice: 2 })).toEqual(rows);
  expect(await suggestionCount(db)).toEqual({
    rows: rows.length,
    forms: new Set(rows.map((row) => row.form_id)).size,
  });
  const told: { rows: number; of: number }[] = [];
  await suggestions(db, set.rules, { onProgress: (done) => told.push(done) });
  expect(told.at(-1)).toEqual({ rows: rows.length, of: rows.length });
  await expect(
    suggestions(db, set.rules, { signal: AbortSignal.abort(new Error('enough')) }),
  ).rejects.toThrow('enough');
});

test('the list holds the same rows in every format and no cell that would run as a formula', async () => {
  const csv = String(await suggestionList(rows, 'csv', 'zh'));
  expect(csv).toContain(`'=1+1`);
  const md = String(await suggestionList(rows, 'md', 'zh'));
  expect(md.split('\n').filter((line) => line.startsWith('| ')).length).toBe(rows.length + 2);
  const { read, utils } = await import('@e965/xlsx');
  const book = read(await suggestionList(rows, 'xlsx', 'zh'));
  const sheet = book.Sheets[book.SheetNames[0]!]!;
  expect(utils.sheet_to_json(sheet)).toHaveLength(rows.length);
  for (const cell of Object.values(sheet)) expect((cell as { f?: string }).f).toBeUndefined();
});
