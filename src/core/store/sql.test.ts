import { expect, test } from 'vitest';
import { openNative } from '#cli/duckdb.ts';
import { literal } from './sql.ts';

test('numbers, text and lists come back from DuckDB as they went in', async () => {
  const db = await openNative();
  const values = [
    0.9916433887556195,
    0.0036297189071774483,
    1e21,
    5e-324,
    -1.5,
    2 ** 53,
    7343510.55,
    "it's",
    '%_\\\n',
    true,
  ];
  const [row] = await db.query(`SELECT ${values.map((v, i) => `${literal(v)} AS c${i}`).join(', ')}`);
  expect(Object.values(row!)).toEqual(values);
  const [list] = await db.query(`SELECT ${literal(['a', "b'"])} AS texts, ${literal([0.1, 3])} AS numbers`);
  expect(list).toEqual({ texts: ['a', "b'"], numbers: [0.1, 3] });
  db.close();
});
