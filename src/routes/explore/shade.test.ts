import { expect, test } from 'vitest';
import { along, barStyle } from './shade.ts';

/** The text of a style whose layers these are. */
const layers = (place: string, ...list: [image: string, size: string][]) =>
  `background-image: ${list.map(([image]) => image).join(', ')}; background-size: ${list.map(([, size]) => size).join(', ')}; background-position: ${place}; background-repeat: no-repeat`;
const red = 'linear-gradient(red, red)';
const green = 'linear-gradient(green, green)';
const ghost = 'linear-gradient(var(--line), var(--line))';

test('the kept parts stand one after another in front of the ghost', () => {
  const parts = [
    { size: 10, color: 'red' },
    { size: 0, color: 'blue' },
    { size: 15, color: 'green' },
  ];
  expect(barStyle(parts, 50, 100)).toBe(
    layers('0 0', [red, '10% 100%'], [green, '25% 100%'], [ghost, '50% 100%']),
  );
  expect(barStyle(parts, 25, 100, { to: 'top' })).toBe(
    layers('0 100%', [red, '100% 10%'], [green, '100% 25%']),
  );
  expect(barStyle([], 0, 100, { to: 'top' })).toBe('');
});

test('a logarithmic scale keeps order and ends, and shares out a bar by its parts', () => {
  expect(along(100, 100, true)).toBe(1);
  expect(along(0, 100, true)).toBe(0);
  expect(along(9, 99, true)).toBeCloseTo(0.5);
  const even = [
    { size: 5, color: 'red' },
    { size: 5, color: 'green' },
  ];
  expect(barStyle(even, 10, 10, { log: true })).toBe(layers('0 0', [red, '50% 100%'], [green, '100% 100%']));
});

test('a pattern lies over its own part of the bar and under the parts before', () => {
  const parts = [
    { size: 10, color: 'red' },
    { size: 30, color: 'green', pattern: 'var(--p)' },
  ];
  expect(barStyle(parts, 40, 50)).toBe(
    layers('0 0', [red, '20% 100%'], ['var(--p)', '80% 100%'], [green, '80% 100%']),
  );
});
