import { afterAll, beforeAll, expect, test } from 'vitest';
import { openNative, type NativeConnector } from '#cli/duckdb.ts';
import { createSchema } from '#core/store/create.ts';
import { failureOf } from './failure.ts';
import { runStatement } from './statement.ts';

let db: NativeConnector;
beforeAll(async () => {
  db = await openNative();
  await createSchema(db);
});
afterAll(() => db.close());

test.each([
  ['SELECT nme FROM indicator', /^没有名为“nme”的列；相近的有 name, .* · 看第 1 行/],
  ['SELECT 1 FROM indicatr', /^没有名为“indicatr”的表或视图；相近的有 indicator/],
  ['SELECT 1 FROM other_project', /^对照的项目库还没有载入/],
  ['SELECT summ(value) FROM indicator', /^没有名为“summ”的函数；相近的有 sum/],
  ['SELECT name FROM\nindicator WHERE AND', /^“AND”附近的写法不对 · 看第 2 行/],
  ['SELECT name, count(*) FROM indicator', /^列“name”要么写进 GROUP BY/],
  ['SELECT name FROM indicator WHERE name = $word', /^参数用冒号开头/],
  [`SELECT 'abc'::DOUBLE`, /^“abc”不能当作这一列的类型/],
  [`SELECT error('自己说的')`, /^语句没有运行成功/],
])('%s: said in words', async (sql, words) => {
  const error: unknown = await runStatement(db, sql, 10, new AbortController().signal).catch(
    (e: unknown) => e,
  );
  const failed = failureOf(error, sql);
  expect(failed.title()).toMatch(words);
  expect(failed.message).not.toMatch(/LINE \d|\^/);
});
