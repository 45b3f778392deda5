import { expect, test } from 'vitest';
import { along, barGround } from './shade.ts';

test('the kept parts stand one after another in front of the ghost', () => {
  const parts = [
    { size: 10, color: 'red' },
    { size: 0, color: 'blue' },
    { size: 15, color: 'green' },
  ];
  expect(barGround(parts, 50, 100)).toBe(
    'linear-gradient(to right, red 0% 10%, green 10% 25%, var(--line) 25% 50%, transparent 50%)',
  );
  expect(barGround([], 0, 100, { to: 'top' })).toBe('linear-gradient(to top, transparent 0%)');
});

test('a logarithmic scale keeps order and ends, and shares out a bar by its parts', () => {
  expect(along(100, 100, true)).toBe(1);
  expect(along(0, 100, true)).toBe(0);
  expect(along(9, 99, true)).toBeCloseTo(0.5);
  const even = [
    { size: 5, color: 'red' },
    { size: 5, color: 'green' },
  ];
  expect(barGround(even, 10, 10, { log: true })).toBe(
    'linear-gradient(to right, red 0% 50%, green 50% 100%, transparent 100%)',
  );
});
