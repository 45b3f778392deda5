import { expect, test } from 'vitest';
import { queryOf, toggled, viewOf } from './view.ts';

const round = (address: string) => queryOf(viewOf(new URLSearchParams(address)));

test('an address and its view are two ways to write one thing', () => {
  const address = queryOf({
    filter: {
      project: ['a & b.txt#3'],
      level1: ['效益指标', null],
      dimension: ['percent'],
      nature: ['~1'],
      search: "100% o'k",
    },
    moneyBy: 'nature',
    sort: '-findings',
    page: 2,
  });
  expect(viewOf(new URLSearchParams(address))).toEqual({
    filter: {
      project: ['a & b.txt#3'],
      level1: ['效益指标', null],
      dimension: ['percent'],
      nature: ['~1'],
      search: "100% o'k",
    },
    moneyBy: 'nature',
    sort: '-findings',
    page: 2,
  });
  expect(round('')).toBe('');
  expect(address).toContain('unit=percent');
});

test('what an address cannot mean is left out', () => {
  expect(round('sort=annual;drop&page=-3&by=moon&colour=red&q=%20')).toBe('');
  expect(round('page=1e9x&sort=-name')).toBe('sort=-name');
});

test('a click chooses alone, again takes back; with a modifier it adds and takes away', () => {
  expect(toggled([], 'a', false)).toEqual(['a']);
  expect(toggled(['a'], 'a', false)).toEqual([]);
  expect(toggled(['a', 'b'], 'a', false)).toEqual(['a']);
  expect(toggled(['a'], 'b', true)).toEqual(['a', 'b']);
  expect(toggled(['a', null], null, true)).toEqual(['a']);
});
