import { expect, test } from 'vitest';
import { heightOf, ROW, scrollTo, TALLEST, windowAt } from './scroll.ts';

test('a window holds what is in sight and one more', () => {
  expect(windowAt(0, 300, 1000)).toEqual({ first: 0, count: 11, top: 0 });
  expect(windowAt(ROW * 5 + 10, 300, 1000)).toEqual({ first: 5, count: 11, top: ROW * 5 });
  expect(windowAt(0, 300, 3)).toEqual({ first: 0, count: 3, top: 0 });
  expect(windowAt(0, 300, 0)).toMatchObject({ count: 0 });
});

test('ten million rows fit, both ends can be reached, and an item is found where it was sent', () => {
  const items = 10_000_000;
  expect(heightOf(items)).toBe(TALLEST);
  const end = windowAt(TALLEST - 600, 600, items);
  expect(end.first + end.count).toBe(items);
  for (const item of [0, 1, 1234, 5_000_001, items - 20])
    expect(windowAt(scrollTo(item, 600, items), 600, items).first).toBeCloseTo(item, -0.5);
});
