import { expect, test } from 'vitest';
import { squares } from './squares.ts';

test('tiles cover the whole by their sizes and do not overlap', () => {
  const sizes = [60, 30, 30, 20, 10, 5, 3, 1, 0];
  const tiles = squares(sizes, 1.8);
  const total = sizes.reduce((a, b) => a + b, 0);
  tiles.forEach((tile, i) =>
    expect((tile.width * tile.height) / 100).toBeCloseTo((sizes[i]! / total) * 100, 6),
  );
  for (const [i, a] of tiles.entries())
    for (const b of tiles.slice(i + 1)) {
      const wide = Math.min(a.left + a.width, b.left + b.width) - Math.max(a.left, b.left);
      const high = Math.min(a.top + a.height, b.top + b.height) - Math.max(a.top, b.top);
      expect(Math.min(wide, high)).toBeLessThan(1e-6);
    }
  for (const { left, top, width, height } of tiles) {
    expect(left + width).toBeLessThan(100.000001);
    expect(top + height).toBeLessThan(100.000001);
  }
});

test('nothing to lay out is no error', () => {
  expect(squares([], 2)).toEqual([]);
  expect(squares([0, 0], 2)[1]).toEqual({ left: 0, top: 0, width: 0, height: 0 });
});
