import type { BarSeriesOption } from 'echarts';
import { STRENGTHS, type Strength } from '#core/model/indicator.ts';
import { figureLabel, type Names } from './axis.ts';
import { strengthLook, type Style } from './palette.ts';
import { STRENGTH_WORDS } from './words.ts';

/**
 * Stacked bars in the five classes' order and colours, with a total printed at each end.
 * @param size how long one class of one row is, in the axis's unit
 * @param total what is printed at the end of a row's bar
 */
export function strengthBars<R>(
  rows: readonly R[],
  style: Style,
  side: Names,
  size: (row: R, strength: Strength) => number,
  total: (row: R) => string,
): BarSeriesOption[] {
  const { language } = style;
  const bars = STRENGTHS.map((strength): BarSeriesOption => ({
    type: 'bar',
    stack: 'strength',
    name: STRENGTH_WORDS[strength][language],
    id: strength,
    barWidth: '58%',
    barMaxWidth: side.bar,
    ...strengthLook(strength, style),
    data: rows.map((row) => size(row, strength)),
  }));
  const end: BarSeriesOption = {
    type: 'bar',
    stack: 'strength',
    id: 'total',
    silent: true,
    data: rows.map(() => 0),
    label: {
      ...figureLabel(style),
      distance: 4,
      formatter: ({ dataIndex }) => {
        const row = rows[dataIndex];
        return row === undefined ? '' : total(row);
      },
    },
  };
  return [...bars, end];
}
