import { expect, test } from 'vitest';
import { sqlHref, sqlIn } from './sql-link.ts';

test('a statement comes out of its address as it went in, and no server has to take it', () => {
  const sql = `SELECT '100%' || '#&+?' AS "名称"\nFROM project -- ${'x'.repeat(20_000)}`;
  const address = new URL(sqlHref(sql, '资金'), 'http://127.0.0.1/');
  expect(sqlIn(address)).toBe(`-- 资金\n${sql}`);
  expect(address.pathname + address.search).toBe('/sql');
  expect(sqlIn(new URL('http://127.0.0.1/sql?q=SELECT%201'))).toBe('SELECT 1');
  expect(sqlIn(new URL('http://127.0.0.1/sql'))).toBeNull();
});
