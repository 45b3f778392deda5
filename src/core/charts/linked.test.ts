import { expect, test } from 'vitest';
import { linkedBarsOption, type LinkedBar } from './linked-bars.ts';
import { linkedMapOption } from './linked-map.ts';
import type { Style } from './palette.ts';

const ink = 'rgb(10, 20, 30)';
const style: Style = {
  palette: {
    card: ink,
    ink,
    ink2: ink,
    ink3: ink,
    line: ink,
    accent: ink,
    accentSoft: ink,
    state: ink,
    strength: { number: ink, full: ink, trend: ink, state: '#cf5c36', lost: ink },
    severity: { error: ink, warning: ink, info: ink },
    font: 'sans-serif',
  },
  language: 'zh',
  width: 400,
};
const bar = (over: Partial<LinkedBar>): LinkedBar => ({
  label: '数量',
  parts: [
    { size: 2, color: ink },
    { size: 3, color: ink },
  ],
  all: 10,
  text: '5 / 10',
  on: true,
  ...over,
});

test('the ghost is the first series and as long as what there is without a filter', () => {
  const { series } = linkedBarsOption([bar({}), bar({ label: '质量', all: 4 })], style);
  const drawn = series as { data: unknown[]; stack?: string }[];
  expect(drawn.map((s) => s.stack)).toEqual([undefined, 'kept', 'kept']);
  expect(drawn[0]!.data).toEqual([10, 4]);
  expect(drawn[2]!.data).toMatchObject([{ value: 3 }, { value: 3 }]);
});

test('what is not chosen fades, and no rows is no error', () => {
  const { series } = linkedBarsOption([bar({}), bar({ on: false })], style);
  expect((series as { data: unknown[] }[])[1]!.data).toMatchObject([
    { itemStyle: { opacity: 1 } },
    { itemStyle: { opacity: 0.3 } },
  ]);
  expect(linkedBarsOption([], style).series).toHaveLength(1);
});

test('the map shades a cell by its part of the row and says kept and all only where they differ', () => {
  const cells = [
    { strength: 'state' as const, kept: 3, all: 4, on: true },
    { strength: 'lost' as const, kept: 4, all: 4, on: true },
    { strength: 'trend' as const, kept: 0, all: 0, on: true },
  ];
  const { series } = linkedMapOption([{ label: '效益', cells }], style);
  const [map] = series as {
    data: { itemStyle: { color: string } }[];
    label: { formatter: (p: { dataIndex: number }) => string };
  }[];
  expect(map!.data[0]!.itemStyle.color).toBe('rgba(207, 92, 54, 0.243)');
  expect(map!.data[2]!.itemStyle.color).toMatch(/, 0\.000\)$/);
  expect([0, 1, 2].map((dataIndex) => map!.label.formatter({ dataIndex }))).toEqual([
    '{kept|3}{all| / 4}',
    '4',
    '',
  ]);
});
