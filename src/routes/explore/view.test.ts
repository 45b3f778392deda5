import { expect, test } from 'vitest';
import { afterClick, plainView, queryOf, readView, toggled, viewOf, type View } from './view.ts';

const round = (address: string) => queryOf(viewOf(new URLSearchParams(address)));
const view = (change: Partial<View>): View => ({ ...plainView(), ...change });

test('an address and its view are two ways to write one thing', () => {
  const full = view({
    filter: {
      project: ['a & b.txt#3'],
      level1: ['效益指标', null],
      dimension: ['percent'],
      nature: ['~1'],
      not: { rule: ['cost-unit-not-money', null], agency: ['某局=+'] },
      range: { budget: { from: 20_000, to: null }, value: { axis: 'percentage-point', from: null, to: 0.5 } },
      search: "100% o'k",
      texts: { name: 'xmmc', place: 'a.txt' },
    },
    charts: ['value', 'rule'],
    settings: { rule: { order: 'kept', most: 50, log: true }, value: { log: true }, map: { across: 'kind' } },
    moneyBy: 'nature',
    axis: 'time/小时',
    sort: '-findings',
    columns: ['raw', 'annual'],
    group: 'level2',
    tab: 'pivot',
    pivot: { down: ['department', 'level2'], across: [], figures: ['items', 'measurable'] },
    folded: ['down 某局/时效指标', 'group 50%25 a%2Fb', 'across ~~1/~'],
  });
  const address = queryOf(full);
  expect(readView(new URLSearchParams(address))).toEqual({ view: full, unread: [] });
  expect(round('')).toBe('');
  expect(address).toMatch(/^v=1&.*unit=percent&/);
  expect(queryOf(view({ charts: [] }))).toBe('v=1&charts=');
  expect(viewOf(new URLSearchParams('v=1&charts=')).charts).toEqual([]);
});

test('what an address cannot mean is left out and told', () => {
  const { view, unread } = readView(
    new URLSearchParams(
      'v=7&sort=annual;drop&group=moon&by=moon&colour=red&q=%20&charts=money.pie&budget=5&value=1..2&set.rule=top&fold=left%20a',
    ),
  );
  expect(queryOf(view)).toBe('v=1&charts=money');
  expect(unread).toHaveLength(10);
  expect(unread).toContain('colour=red');
  expect(round('page=3&sort=-name')).toBe('v=1&sort=-name');
});

test('addresses written before the grammar had a version still open', () => {
  expect(viewOf(new URLSearchParams('level2=时效指标&strength=lost&unit=percent&q=投诉')).filter).toEqual({
    level2: ['时效指标'],
    strength: ['lost'],
    dimension: ['percent'],
    search: '投诉',
  });
});

test('a click chooses alone, again takes back; with a modifier it adds and takes away', () => {
  expect(toggled([], 'a', false)).toEqual(['a']);
  expect(toggled(['a'], 'a', false)).toEqual([]);
  expect(toggled(['a', 'b'], 'a', false)).toEqual(['a']);
  expect(toggled(['a'], 'b', true)).toEqual(['a', 'b']);
  expect(toggled(['a', null], null, true)).toEqual(['a']);
});

test('a value is chosen or barred, never both; a click on a barred value takes it back', () => {
  const barred = afterClick({ nature: ['a', 'b'] }, 'nature', 'a', 'bar');
  expect(barred).toMatchObject({ nature: ['b'], not: { nature: ['a'] } });
  expect(afterClick(barred, 'nature', 'a', 'alone').not).toEqual({ nature: [] });
  expect(afterClick(barred, 'nature', 'a', 'add')).toMatchObject({ nature: ['b', 'a'], not: { nature: [] } });
});
