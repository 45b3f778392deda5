import { expect, test } from 'vitest';
import { theme } from '#lib/app/theme.svelte.ts';
import type { Measure, Tally } from '#core/store/explore/linked.ts';
import { barsOf, called, inOrder, type Bar } from './bars.ts';
import { binsOf, stretchOf } from './bins.ts';
import { dotsOf } from './dots.ts';
import { saidOfBars, saidOfBins, saidOfDots, saidOfWeak } from './said.ts';

/** Three values and the rest; figures by strength: number, full, trend, state, lost. */
function tally(measure: Measure, by: 'project' | 'severity' = 'project'): Tally {
  const values = by === 'project' ? ['a#1', 'b#1', null] : ['error', 'info', null];
  const slots = [1, 2, 0].map((code, i) => ({ code, value: values[i]!, label: `名${code}` }));
  const figures = (...rows: number[][]) => Float64Array.from(rows.flat());
  return {
    chart: { id: 'money', by, measure, most: 9, own: undefined },
    slots: [...slots, { code: -1, value: null, label: null }],
    n: figures([1, 0, 0, 2, 0], [0, 1, 0, 0, 1], [0, 0, 0, 0, 0], [1, 1, 1, 1, 1]),
    allN: figures([2, 1, 0, 3, 0], [0, 1, 0, 0, 1], [0, 0, 1, 0, 0], [2, 2, 2, 2, 2]),
    money: figures([10, 0, 0, 20, 0], [0, 5, 0, 0, 5], [0, 0, 0, 0, 0], [1, 1, 1, 1, 1]),
    allMoney: figures([20, 10, 0, 30, 0], [0, 5, 0, 0, 5], [0, 0, 7, 0, 0], [2, 2, 2, 2, 2]),
  };
}
const naming = ({ label, code }: { label: string | null; code: number }) => ({
  name: label ?? '',
  beside: code === 2 ? '教育局' : '',
});
const figuresOf = (bars: readonly Bar[]) => bars.map(({ name, kept, all }) => [name, kept, all]);

test('bars hold the figures of their measure, and are cut by strength or in the colour of a severity', () => {
  expect(figuresOf(barsOf(tally('items'), naming))).toEqual([
    ['名1', 3, 6],
    ['名2', 2, 2],
    ['名0', 0, 1],
    ['', 5, 10],
  ]);
  expect(figuresOf(barsOf(tally('money'), naming))[0]).toEqual(['名1', 30, 60]);
  const weak = barsOf(tally('weak'), naming);
  expect(figuresOf(weak).slice(0, 2)).toEqual([
    ['名1', 20, 30],
    ['名2', 5, 5],
  ]);
  expect(weak[0]!.parts.map(({ size }) => size)).toEqual([0, 0, 0, 20, 0]);
  expect(barsOf(tally('items', 'severity'), naming).map(({ parts }) => parts)).toMatchObject([
    [{ size: 3, color: 'var(--err)' }],
    [{ size: 2, color: 'var(--info)' }],
    [{ size: 0, color: 'var(--ink3)' }],
    [{ size: 5 }],
  ]);
});

test('where patterns are wished for, bars of severities have them, but for the gravest', () => {
  theme.patterns = true;
  const patterns = barsOf(tally('items', 'severity'), naming).map(({ parts }) => parts[0]!.pattern);
  theme.patterns = false;
  expect(patterns).toEqual([undefined, 'var(--lost-pattern)', undefined, undefined]);
});

test('bars stand in an order, the rest after all of them', () => {
  const bars = barsOf(tally('items'), naming);
  const codes = (list: readonly Bar[]) => list.map(({ code }) => code);
  expect(codes(inOrder(bars, 'ranked'))).toEqual([1, 2, 0, -1]);
  expect(codes(inOrder(bars, 'own'))).toEqual([1, 2, 0, -1]);
  expect(codes(inOrder(bars, 'name'))).toEqual([0, 1, 2, -1]);
  expect(codes(inOrder([...bars].reverse(), 'kept'))).toEqual([1, 2, 0, -1]);
});

test('a name alone says what tells it from others', () => {
  expect(barsOf(tally('items'), naming).map(called)).toEqual(['名1', '名2 · 教育局', '名0', '']);
});

test('bins run from the first to the last that holds anything', () => {
  const bars = barsOf(tally('items'), naming);
  const at = (code: number, from: Bar): Bar => ({ ...from, code });
  const bins = binsOf(
    [at(12, bars[0]!), at(14, bars[1]!), at(16, { ...bars[2]!, all: 0 })],
    [10, 20, 30, 40],
    10,
  );
  expect(bins.map(({ bin, from, to, kept, all }) => [bin, from, to, kept, all])).toEqual([
    [2, 10, 20, 3, 6],
    [3, 20, 30, 0, 0],
    [4, 30, 40, 2, 2],
  ]);
  expect(binsOf([], [10, 20], 0)).toEqual([]);
  expect(stretchOf(bins, { from: 15, to: 30 })).toEqual({ first: 2, last: 3 });
  expect(stretchOf(bins, { from: 30, to: null })).toEqual({ first: 4, last: 4 });
  expect(stretchOf(bins, { from: 50, to: null })).toBeNull();
  expect(saidOfBins(bins, String)).toBe('最集中在 10 至 20：3 项，占 60%。');
});

test('dots tell the share of indicators that can be measured, without a filter', () => {
  const all = tally('money');
  const dots = dotsOf(barsOf(all, naming), all);
  expect(dots.map(({ indicators, share }) => [indicators, share])).toEqual([
    [6, 0.5],
    [2, 0.5],
    [1, 0],
    [10, 0.4],
  ]);
  expect(saidOfDots(dots.map((dot) => ({ ...dot, kept: 1 })))).toContain('3 份申报表里有 1 份');
});

test('what is said of bars names the largest, and nothing where nothing is left', () => {
  const items = barsOf(tally('items'), naming);
  expect(saidOfBars(items, true)).toBe('名1最多：3 项，占 30%。');
  expect(saidOfBars(items, true, 6)).toContain('占 50%');
  expect(saidOfBars(items, true, null)).toBe('名1最多：3 项。');
  expect(saidOfBars(items.slice(1, 2), false)).toContain('名2 · 教育局');
  expect(saidOfWeak(barsOf(tally('weak'), naming), 100)).toContain('28%');
  expect(saidOfWeak([], 0)).toBe('选中的指标里没有。');
  expect(saidOfWeak([], 100)).toBe('选中的指标都有数。');
  const none = items.map((bar) => ({ ...bar, kept: 0 }));
  expect(saidOfBars(none, true)).toBe(saidOfBins([], String));
});
