import type { BarSeriesOption, EChartsOption } from 'echarts';
import { nameRoom } from './axis.ts';
import type { Style } from './palette.ts';

/** A part of a bar in its colour. */
export interface BarPart {
  size: number;
  color: string;
}

/** One row of a linked bar chart: what is kept by the filter in front of what there is without any. */
export interface LinkedBar {
  /** Name at the left. */
  label: string;
  parts: readonly BarPart[];
  /** Length of the ghost behind, in the unit of the parts. */
  all: number;
  /** Printed at the end. */
  text: string;
  /** False: something else is chosen in this chart. */
  on: boolean;
}

/** Height of a row in px; buttons lie over the rows. */
export const LINKED_ROW = 24;

/** Bars under their ghosts: as many rows as given, LINKED_ROW high each, no axis, the figure at the end of each. */
export function linkedBarsOption(rows: readonly LinkedBar[], style: Style): EChartsOption {
  const { palette } = style;
  const room = Math.min(
    nameRoom(style, Math.max(2, ...rows.map((row) => widthOf(row.label)))),
    style.width * 0.4,
  );
  const texts = Math.max(2, ...rows.map((row) => widthOf(row.text)));
  const most = Math.max(1e-9, ...rows.map((row) => Math.max(row.all, total(row))));
  const slots = Math.max(0, ...rows.map((row) => row.parts.length));
  const bar = (slot: number): BarSeriesOption => ({
    type: 'bar',
    stack: 'kept',
    z: 3,
    barWidth: 12,
    barGap: '-100%',
    silent: true,
    data: rows.map((row) => ({
      value: row.parts[slot]?.size ?? 0,
      itemStyle: {
        color: row.parts[slot]?.color ?? palette.ink3,
        opacity: row.on ? 1 : 0.3,
        borderColor: palette.card,
        borderWidth: (row.parts[slot]?.size ?? 0) > 0 ? 0.5 : 0,
      },
    })),
  });
  return {
    grid: {
      left: room,
      right: Math.min(texts * 12 + 14, style.width * 0.36),
      top: 0,
      bottom: 0,
      outerBoundsMode: 'none',
    },
    xAxis: { type: 'value', max: most, show: false },
    yAxis: {
      type: 'category',
      inverse: true,
      axisLine: { lineStyle: { color: palette.line } },
      axisTick: { show: false },
      data: rows.map((row) => ({
        value: row.label,
        textStyle: { color: row.on ? palette.ink : palette.ink3 },
      })),
      axisLabel: {
        fontSize: 12,
        fontFamily: palette.font,
        width: room - 12,
        overflow: 'truncate',
        interval: 0,
      },
    },
    series: [
      {
        type: 'bar',
        barWidth: 12,
        z: 1,
        silent: true,
        itemStyle: { color: palette.line },
        data: rows.map((row) => row.all),
        label: {
          show: true,
          position: 'right',
          distance: 6,
          color: palette.ink2,
          fontSize: 12,
          fontFamily: palette.font,
          formatter: ({ dataIndex }) => rows[dataIndex]?.text ?? '',
        },
      },
      ...Array.from({ length: slots }, (_, slot) => bar(slot)),
    ],
  };
}

function total(row: LinkedBar): number {
  return row.parts.reduce((sum, part) => sum + part.size, 0);
}

/** Width of a text in ems: Latin letters and figures take about half of one. */
function widthOf(text: string): number {
  return [...text].reduce((sum, sign) => sum + (sign.charCodeAt(0) < 0x2e80 ? 0.56 : 1), 0);
}
