import { afterAll, beforeAll, expect, test } from 'vitest';
import { arrowRows } from '#core/store/arrow.ts';
import { TABLES } from '#core/store/schema.ts';
import { openNative, type NativeConnector } from './duckdb.ts';

let db: NativeConnector;
beforeAll(async () => {
  db = await openNative();
});
afterAll(() => db.close());

const create = (table: string) =>
  db.query(
    `CREATE OR REPLACE TABLE "${table}" (${Object.entries(TABLES[table]!)
      .map(([name, type]) => `"${name}" ${type}`)
      .join(', ')})`,
  );

test('numbers, lists, dates and columns of an empty result come as plain values', async () => {
  const [row] = await db.query(
    `SELECT count(*) AS n, 35100900.00::DECIMAL(18,2) AS money, ['a', NULL] AS list, DATE '2024-12-31' AS day, NULL AS none`,
  );
  expect(row).toEqual({ n: 1, money: 35100900, list: ['a', null], day: '2024-12-31', none: null });
  expect(await db.table('SELECT 1 AS a, 2 AS b WHERE false')).toEqual({ columns: ['a', 'b'], rows: [] });
});

test('Arrow rows go in and come out unchanged, over several chunks', async () => {
  await create('indicator');
  const rows = Array.from({ length: 5000 }, (_, i) => ({
    form_id: `一个很长的文件名.txt#${Math.floor(i / 7) % 5}`,
    ordinal: i,
    name: i % 3 ? `第${i}项满意度，长于十二个字节` : null,
    raw: ['', '及时', '≥90.00(%)', '😀'][i % 4]!,
    value: i % 5 ? i / 8 : null,
    date: i % 2 ? '2024-02-29' : null,
    words: i % 11 ? ['提升', '一个很长很长的词语'].slice(0, i % 3) : null,
    tautology: i % 2 === 0,
  }));
  await db.insert('indicator', arrowRows('indicator', rows));
  const back = await db.query(
    'SELECT form_id, ordinal, name, raw, value, date, words, tautology FROM indicator ORDER BY ordinal',
  );
  expect(back).toEqual(rows);
});

test('SQL from outside reaches no file, no address, no setting', async () => {
  await expect(db.query("SELECT * FROM read_csv('/etc/passwd')")).rejects.toThrow(/disabled|Permission/);
  await expect(db.query("COPY (SELECT 1) TO '/tmp/leak.csv'")).rejects.toThrow(/disabled|Permission/);
  await expect(db.query("ATTACH '/tmp/x.duckdb'")).rejects.toThrow(/disabled|Permission/);
  await expect(db.query('INSTALL httpfs')).rejects.toThrow();
  await expect(db.query('SET enable_external_access=true')).rejects.toThrow();
});

test('a signal stops a running statement and the connector stays usable', async () => {
  const stop = new AbortController();
  setTimeout(() => stop.abort(), 50);
  const long = 'SELECT sum(a.range * b.range) FROM range(10000000) a, range(100000) b';
  await expect(db.query(long, { signal: stop.signal })).rejects.toThrow(/abort/i);
  expect(await db.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
});

test('a table of other columns is refused', async () => {
  await create('source');
  await create('source_line');
  await expect(db.insert('source', arrowRows('source_line', []))).rejects.toThrow(/columns differ/);
});
