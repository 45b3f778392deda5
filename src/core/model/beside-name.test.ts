import { expect, test } from 'vitest';
import { besideNameAmong } from './beside-name.ts';

const form = (department: string | null, year: number | null) => ({ department, year });

test('only what differs is said beside a name', () => {
  const [a, b, c] = [form('教育局', 2024), form('民政局', 2024), form('教育局', 2023)] as const;
  expect([a, b].map(besideNameAmong([a, b]))).toEqual(['教育局', '民政局']);
  expect([a, c].map(besideNameAmong([a, c]))).toEqual(['2024', '2023']);
  expect([a, b, c].map(besideNameAmong([a, b, c]))).toEqual([
    '教育局 · 2024',
    '民政局 · 2024',
    '教育局 · 2023',
  ]);
  expect(besideNameAmong([a])(a)).toBe('');
});

test('a form that does not say has nothing beside its name', () => {
  const [a, b] = [form('教育局', null), form(null, null)] as const;
  expect([a, b].map(besideNameAmong([a, b]))).toEqual(['教育局', '']);
});
