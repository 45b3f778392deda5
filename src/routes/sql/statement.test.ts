import { afterAll, beforeAll, expect, test } from 'vitest';
import { openNative } from '#cli/duckdb.ts';
import { planOf, queryOf, runStatement, StatementRefused } from './statement.ts';

let db: Awaited<ReturnType<typeof openNative>>;
beforeAll(async () => {
  db = await openNative();
});
afterAll(() => db.close());

const never = new AbortController().signal;
const refusal = (text: string) => {
  try {
    return queryOf(text);
  } catch (error) {
    return error instanceof StatementRefused ? `refused: ${error.refusal}` : String(error);
  }
};

test('one query is taken out of comments and semicolons', () => {
  expect(refusal("-- what\n /* why */ SELECT ';' AS a; ;\n")).toBe("SELECT ';' AS a");
  expect(refusal('FROM project')).toBe('FROM project');
});

test('what is not one query is refused with a reason', () => {
  expect(refusal('  -- only a comment')).toBe('refused: empty');
  expect(refusal('DROP TABLE project')).toBe('refused: not-a-query');
  expect(refusal('SELECT 1; DROP TABLE project')).toBe('refused: several');
});

test.each([
  ["SELECT E'\\'') ; DROP TABLE project; SELECT (1 --'", 'several'],
  ["SELECT $$'$$) ; DROP TABLE project; SELECT (1 --'", 'several'],
  ["SELECT * FROM read_csv('a.csv')", 'outside'],
  ['SELECT * FROM "read_text" (\'/etc/passwd\')', 'outside'],
  ["FROM 'https://example.com/a.parquet'", 'outside'],
  ["FROM project, 'https://example.com/a.parquet'", 'outside'],
  ['FROM "a.csv"', 'outside'],
  ["SUMMARIZE 'a.csv'", 'outside'],
  ["FROM query('select 1')", 'outside'],
  ["SELECT getenv('HOME')", 'outside'],
])('a quote, a function or a file does not get round it: %s', (text, why) => {
  expect(refusal(text)).toBe(`refused: ${why}`);
});

test('ordinary text that only looks like it passes', () => {
  for (const text of [
    "SELECT ';', E'a\\';b', $$;$$ AS d FROM indicator",
    "SELECT * FROM indicator WHERE raw = 'read_csv(1)' OR name LIKE '%.csv'",
    'SELECT name AS "a.b" FROM project',
    "SELECT name FROM project WHERE nature IS NOT DISTINCT FROM '其他'",
  ])
    expect(refusal(text)).toBe(text);
});

test('the plan of a query names its steps', async () => {
  const plan = await planOf(db, 'SELECT count(*) FROM range(10) WHERE range > 3', never);
  expect(plan).toMatch(/AGGREGATE[\s\S]*RANGE/);
  // Whatever is no ASCII may be two letters wide in the reader's font, and the boxes fall apart.
  expect(plan).toMatch(/^[\x20-\x7e\n]+$/);
});

test('rows are cut, the count is of all, the order is kept', async () => {
  const result = await runStatement(
    db,
    'SELECT range AS n FROM range(5000) ORDER BY n DESC -- end',
    1000,
    never,
  );
  expect(result.total).toBe(5000);
  expect(result.rows).toHaveLength(1000);
  expect(result.rows.slice(0, 2)).toEqual([[4999], [4998]]);
  expect(result.columns).toEqual([{ name: 'n', type: 'BIGINT', number: true }]);
});

test('dates, sums, lists, structs and columns of one name arrive readable', async () => {
  const result = await runStatement(
    db,
    `SELECT DATE '2024-01-31' AS d, sum(x) AS s, ['甲', '乙'] AS l, {'a': 1} AS o, 1.50::DECIMAL(9,2) AS m, 1 AS m, NULL AS z
     FROM (VALUES (1), (2)) v(x)`,
    10,
    never,
  );
  expect(result.rows).toEqual([['2024-01-31', 3, ['甲', '乙'], "{'a': 1}", 1.5, 1, null]]);
});

test('an error says the line of the text that was typed', async () => {
  await expect(runStatement(db, 'SELECT 1,\n  nope', 10, never)).rejects.toThrow(/nope[\s\S]*LINE 2:/);
  await expect(runStatement(db, '-- what\n\nSELECT 1,\n  nope', 10, never)).rejects.toThrow(/LINE 4:/);
});
