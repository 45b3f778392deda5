import { expect, test } from 'vitest';
import { runsOf } from './merged.ts';

test('equal neighbours are one merged cell, and 二级 never reaches over the end of its 一级', () => {
  const level1 = runsOf(['A', 'A', 'B', 'B', 'A']);
  expect(level1).toEqual([
    { start: 0, length: 2 },
    { start: 2, length: 2 },
    { start: 4, length: 1 },
  ]);
  expect(runsOf(['x', 'y', 'y', 'y', 'y'], level1)).toEqual([
    { start: 0, length: 1 },
    { start: 1, length: 1 },
    { start: 2, length: 2 },
    { start: 4, length: 1 },
  ]);
  expect(runsOf([])).toEqual([]);
});
