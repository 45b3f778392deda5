import { expect, test } from 'vitest';
import { bind, parametersOf } from './parameters.ts';

test('parameters stand outside of strings, comments, casts, slices and structs', () => {
  const text = `-- :least = 500
-- not here: :nope
SELECT a::INT, list[1:n], {'a':b}, ':no', ":no2", :word FROM t WHERE x >= :least AND y=:least AND 资金>:万元`;
  expect(parametersOf(text)).toEqual([
    { name: 'word', given: '' },
    { name: 'least', given: '500' },
    { name: '万元', given: '' },
  ]);
});

test('what is typed is a literal, whatever it says', () => {
  const text = 'SELECT * FROM t WHERE a = :a AND b > :b AND c = :c';
  expect(bind(text, { a: `x'); DROP TABLE t --`, b: '12.5', c: '' })).toBe(
    `SELECT * FROM t WHERE a = 'x''); DROP TABLE t --' AND b > CAST(1.25e+1 AS DOUBLE) AND c = NULL`,
  );
  expect(bind(':a:a :b', { a: ':b', b: ':a' })).toBe("':b':a ':a'");
});
