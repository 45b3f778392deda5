import { expect, test } from 'vitest';
import { barLayers } from './bar-layers.ts';

const stripes = (degrees: number, wide: number, every: number) =>
  `repeating-linear-gradient(${degrees}deg, rgb(255, 255, 255) 0px, rgb(255, 255, 255) ${wide}px, rgba(0, 0, 0, 0) ${wide}px, rgba(0, 0, 0, 0) ${every}px)`;
const plain = (color: string) => `linear-gradient(${color}, ${color})`;

test('of every layer the stretch is told that is seen, the lowest first', () => {
  expect(
    barLayers({
      backgroundImage: [
        plain('rgb(8, 67, 74)'),
        stripes(-45, 2, 4),
        plain('color(srgb 0.1 0.2 0.3)'),
        plain('rgb(1, 2, 3)'),
      ].join(', '),
      backgroundSize: '25% 100%, 60% 100%, 60% 100%, 60% 100%',
      backgroundPosition: '0px 0px, 0px 0px, 0px 0px, 0px 0px',
    }),
  ).toEqual([
    { fill: 'color(srgb 0.1 0.2 0.3)', from: 0.25, to: 0.6, upright: false },
    {
      fill: { degrees: -45, color: 'rgb(255, 255, 255)', wide: 2, every: 4 },
      from: 0.25,
      to: 0.6,
      upright: false,
    },
    { fill: 'rgb(8, 67, 74)', from: 0, to: 0.25, upright: false },
  ]);
});

test('a bar that stands begins below', () => {
  expect(
    barLayers({
      backgroundImage: `${plain('rgb(8, 67, 74)')}, ${plain('rgba(1, 2, 3, 0.5)')}`,
      backgroundSize: '100% 30%, 100% 80%',
      backgroundPosition: '0px 100%, 0px 100%',
    }),
  ).toEqual([
    { fill: 'rgba(1, 2, 3, 0.5)', from: 0.3, to: 0.8, upright: true },
    { fill: 'rgb(8, 67, 74)', from: 0, to: 0.3, upright: true },
  ]);
});

test('a ground of stripes alone covers its box; other grounds are no bars', () => {
  const whole = { backgroundSize: 'auto', backgroundPosition: '0% 0%' };
  expect(barLayers({ backgroundImage: stripes(0, 1.5, 4), ...whole })).toMatchObject([
    { fill: { degrees: 0, wide: 1.5, every: 4 }, from: 0, to: 1 },
  ]);
  expect(barLayers({ backgroundImage: 'none', ...whole })).toEqual([]);
  expect(barLayers({ backgroundImage: 'linear-gradient(rgb(1, 2, 3), rgb(4, 5, 6))', ...whole })).toEqual([]);
});
