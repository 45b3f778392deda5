import { expect, test } from 'vitest';
import { VIEWS } from '../views.ts';
import { CLICKHOUSE } from './clickhouse.ts';
import { DialectError } from './dialect.ts';
import { translate, type Names } from './translate.ts';

const clickhouse = (sql: string, names?: Names) => translate(sql, CLICKHOUSE, names);

test('functions, types and literals are written in the dialect', () => {
  expect(clickhouse(`SELECT length(name), len(words), contains(name, '中\\n''') FROM t`)).toBe(
    `SELECT lengthUTF8(name), length(words), (position(name, '中\\\\n''') > 0) FROM t`,
  );
  expect(clickhouse(`SELECT CAST(x AS VARCHAR), y::VARCHAR[], TRY_CAST(z AS DOUBLE)`)).toBe(
    `SELECT CAST(x AS String), y::Array(String), toFloat64OrNull(z)`,
  );
  expect(clickhouse(`list_filter(l, lambda w: starts_with(w, 'a'))`)).toBe(
    `arrayFilter(w -> startsWith(w, 'a'), l)`,
  );
  expect(clickhouse(`p.* EXCLUDE ("a\\b"), -- contains(a)\n 1`)).toBe(
    `p.* EXCEPT ("a\\\\b"), -- contains(a)\n 1`,
  );
});

test('an aggregate takes its order and its filter along', () => {
  expect(clickhouse(`count(*) FILTER (WHERE contains(a, 'b'))`)).toBe(
    `count(*) FILTER (WHERE (position(a, 'b') > 0))`,
  );
  expect(clickhouse(`first(raw ORDER BY n DESC, place)`)).toBe(
    `tupleElement(argMin(tuple(raw), tuple(negate(n), place)), 1)`,
  );
  expect(clickhouse(`list(name ORDER BY ordinal) FILTER (WHERE a > 1)`)).toBe(
    `arrayMap(o -> o.2, arraySort(o -> o.1, groupArray(tuple(tuple(ordinal), name)) FILTER (WHERE a > 1)))`,
  );
});

test('names of a session: tables stand for others, macros for their bodies', () => {
  const names: Names = {
    tables: new Map([['judged', 'run_7_judged']]),
    macros: new Map([['twice', { params: ['v'], body: 'v + len(v)' }]]),
  };
  expect(clickhouse('SELECT twice(a.x) FROM judged', names)).toBe(
    'SELECT arrayElement(arrayMap(v -> v + length(v), [a.x]), 1) FROM "run_7_judged"',
  );
  expect(clickhouse('INSERT INTO judged (a) VALUES (1)', names)).toBe(
    'INSERT INTO "run_7_judged" (a) VALUES (1)',
  );
});

test('what the dialect does not list is refused by name; brackets and quotes must close', () => {
  expect(() => clickhouse('SELECT list_zip(a, b)')).toThrow(DialectError);
  expect(() => clickhouse('SELECT list_zip(a, b)')).toThrow('list_zip');
  expect(() => clickhouse(`SELECT count(a ORDER BY b)`)).toThrow('ORDER BY');
  expect(() => clickhouse(`SELECT ('a'`)).toThrow('bracket');
  expect(() => clickhouse(`SELECT 'a`)).toThrow('quote');
  expect(() => clickhouse(`SELECT [1)`)).toThrow(SyntaxError);
});

test.each(Object.entries(VIEWS))('view %s is written with what the dialect lists', (_, sql) => {
  expect(clickhouse(sql)).not.toMatch(/\blist_|\blambda\b/);
});
