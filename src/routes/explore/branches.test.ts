import { expect, test } from 'vitest';
import type { Bar } from './bars.ts';
import { branchesOf } from './branches.ts';

const bar = (
  code: number,
  value: string | null,
  [kept, all]: [number, number],
  department?: string | null,
): Bar => ({
  code,
  value,
  label: value,
  name: value ?? '',
  beside: '',
  kept,
  all,
  parts: [{ size: kept, color: 'red' }],
  ...(department !== undefined && { department }),
});

test('what a department’s forms leave is a leaf, so that a branch is as large as its leaves', () => {
  const departments = [bar(1, '甲局', [50, 100]), bar(0, null, [0, 20]), bar(-1, null, [7, 60])];
  const forms = [
    bar(11, 'a#1', [10, 30], '甲局'),
    bar(12, 'a#2', [30, 45], '甲局'),
    bar(13, 'b#1', [0, 20], null),
    bar(14, 'c#1', [2, 40], '戊局'),
    bar(-1, null, [99, 999]),
  ];
  const branches = branchesOf(departments, forms);
  expect(
    branches.map(({ code, leaves }) => [code, leaves.map((leaf) => [leaf.code, leaf.kept, leaf.all])]),
  ).toEqual([
    [
      1,
      [
        [12, 30, 45],
        [11, 10, 30],
        [-1, 10, 25],
      ],
    ],
    [
      -1,
      [
        [14, 2, 40],
        [-1, 5, 20],
      ],
    ],
    [0, [[13, 0, 20]]],
  ]);
  for (const { kept, leaves } of branches)
    expect(leaves.reduce((sum, leaf) => sum + leaf.parts[0]!.size, 0)).toBe(kept);
});
