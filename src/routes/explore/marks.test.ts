import { expect, test } from 'vitest';
import type { Bin } from './bins.ts';
import { marksOf } from './marks.ts';

const bins = (count: number, open: boolean): Bin[] =>
  Array.from({ length: count }, (_, i) => ({
    bin: i + 1,
    from: open && i === 0 ? null : i * 10,
    to: (i + 1) * 10,
    kept: 0,
    all: 1,
    parts: [],
  }));
const told = (list: Bin[]) => list.map(({ from }) => from);

test('five marks at like distances where there is room, fewer where there is not', () => {
  expect(told(marksOf(bins(50, false), 400, String))).toEqual([0, 100, 200, 300, 400]);
  expect(told(marksOf(bins(50, false), 80, String))).toEqual([0, 250]);
  expect(told(marksOf(bins(50, false), 400, (value) => `${value} with many words`))).toEqual([0, 250]);
});

test('a first bin without a beginning has no mark; what would run over the end has none', () => {
  expect(told(marksOf(bins(50, true), 400, String))).toEqual([10, 110, 210, 310, 410]);
  expect(told(marksOf(bins(5, false), 100, (value) => `${value} units`))).toEqual([0]);
  expect(marksOf([], 400, String)).toEqual([]);
});
