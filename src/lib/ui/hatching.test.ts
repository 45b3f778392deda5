import { expect, test } from 'vitest';
import { hatchesOf } from './hatching.ts';

const stripes = (degrees: number, wide: number, every: number) =>
  `repeating-linear-gradient(${degrees}deg, rgb(255, 255, 255) 0px, rgb(255, 255, 255) ${wide}px, rgba(0, 0, 0, 0) ${wide}px, rgba(0, 0, 0, 0) ${every}px)`;

test('layers of stripes stand where their size and place say', () => {
  const bar = 'linear-gradient(to right, rgb(8, 67, 74) 0%, rgb(8, 67, 74) 25%, rgba(0, 0, 0, 0) 100%)';
  const found = hatchesOf({
    backgroundImage: [stripes(90, 1.5, 5), stripes(-45, 2, 4), bar].join(', '),
    backgroundSize: '25% 100%, 50% 100%, 100% 100%',
    backgroundPosition: '33.33% 0px, 100% 0px, 0px 0px',
  });
  expect(found).toMatchObject([
    { degrees: 90, color: 'rgb(255, 255, 255)', wide: 1.5, every: 5, top: 0, width: 0.25, height: 1 },
    { degrees: -45, wide: 2, every: 4, left: 0.5, top: 0, width: 0.5, height: 1 },
  ]);
  expect(found[0]!.left).toBeCloseTo(0.25, 3);
});

test('a ground of stripes alone covers its box; without stripes there are none', () => {
  const whole = { backgroundSize: 'auto', backgroundPosition: '0% 0%' };
  expect(hatchesOf({ backgroundImage: stripes(0, 1.5, 4), ...whole })).toMatchObject([
    { degrees: 0, left: 0, top: 0, width: 1, height: 1 },
  ]);
  expect(hatchesOf({ backgroundImage: 'none', ...whole })).toEqual([]);
});
