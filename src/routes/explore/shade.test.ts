import { expect, test } from 'vitest';
import { along, barStyle } from './shade.ts';

test('the kept parts stand one after another in front of the ghost', () => {
  const parts = [
    { size: 10, color: 'red' },
    { size: 0, color: 'blue' },
    { size: 15, color: 'green' },
  ];
  expect(barStyle(parts, 50, 100)).toBe(
    'background-image: linear-gradient(to right, red 0% 10%, green 10% 25%, var(--line) 25% 50%, transparent 50%)',
  );
  expect(barStyle([], 0, 100, { to: 'top' })).toBe(
    'background-image: linear-gradient(to top, transparent 0%)',
  );
});

test('a logarithmic scale keeps order and ends, and shares out a bar by its parts', () => {
  expect(along(100, 100, true)).toBe(1);
  expect(along(0, 100, true)).toBe(0);
  expect(along(9, 99, true)).toBeCloseTo(0.5);
  const even = [
    { size: 5, color: 'red' },
    { size: 5, color: 'green' },
  ];
  expect(barStyle(even, 10, 10, { log: true })).toBe(
    'background-image: linear-gradient(to right, red 0% 50%, green 50% 100%, transparent 100%)',
  );
});

test('a pattern lies over its own part of the bar and nowhere else', () => {
  const parts = [
    { size: 10, color: 'red' },
    { size: 30, color: 'blue', pattern: 'var(--p)' },
  ];
  expect(barStyle(parts, 40, 50)).toBe(
    'background-image: var(--p), linear-gradient(to right, red 0% 20%, blue 20% 80%, transparent 80%); ' +
      'background-size: 60% 100%, 100% 100%; background-position: 50% 0, 0 0',
  );
  expect(barStyle(parts, 40, 50, { to: 'top' })).toContain('background-position: 0 50%, 0 0');
});
