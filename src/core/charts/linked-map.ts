import type { EChartsOption } from 'echarts';
import { STRENGTHS, type Strength } from '#core/model/indicator.ts';
import type { Style } from './palette.ts';
import { STRENGTH_WORDS } from './words.ts';

/** One cell of the map: what is kept by the filter, and what there is without any. */
export interface LinkedCell {
  strength: Strength;
  kept: number;
  all: number;
  /** False: something else is chosen in this chart. */
  on: boolean;
}

/** One row of the map, its cells in the order of STRENGTHS. */
export interface LinkedMapRow {
  label: string;
  cells: readonly LinkedCell[];
}

/** Measures in px: buttons lie over the cells. */
export const MAP = { name: 60, head: 34, row: 40 };

/** Rows × strength, never so dark that ink on it falls under 4.5:1: the shade says how much of the row is kept there, a frame how much there is (`12 / 38`). */
export function linkedMapOption(rows: readonly LinkedMapRow[], style: Style): EChartsOption {
  const { palette, language } = style;
  const cells = rows.flatMap((row, y) => {
    const sum = row.cells.reduce((total, cell) => total + cell.all, 0);
    return row.cells.map((cell, x) => ({ ...cell, x, y, share: sum > 0 ? cell.kept / sum : 0 }));
  });
  return {
    grid: { left: MAP.name, right: 0, top: MAP.head, bottom: 0, outerBoundsMode: 'none' },
    xAxis: {
      type: 'category',
      position: 'top',
      data: STRENGTHS.map((s) => STRENGTH_WORDS[s][language]),
      axisLine: { show: false },
      axisTick: { show: false },
      axisLabel: {
        color: palette.ink2,
        fontSize: style.width < 380 ? 10.5 : 12,
        fontFamily: palette.font,
        interval: 0,
        width: Math.max(30, (style.width - MAP.name) / STRENGTHS.length - 4),
        overflow: 'break',
        lineHeight: 14,
      },
    },
    yAxis: {
      type: 'category',
      inverse: true,
      data: rows.map((row) => row.label),
      axisLine: { show: false },
      axisTick: { show: false },
      axisLabel: { color: palette.ink, fontSize: 12, fontFamily: palette.font, interval: 0 },
    },
    series: [
      {
        type: 'heatmap',
        silent: true,
        data: cells.map(({ x, y, kept, all, share, strength, on }) => ({
          value: [x, y, kept],
          itemStyle: {
            color: thinned(
              kept > 0 ? palette.strength[strength] : palette.line,
              all === 0 ? 0 : kept === 0 ? 0.35 : (on ? 1 : 0.35) * (0.1 + 0.38 * share),
            ),
            borderColor: palette.card,
            borderWidth: 2,
            borderRadius: 3,
          },
        })),
        label: {
          show: true,
          fontSize: 12.5,
          fontFamily: palette.font,
          color: palette.ink,
          formatter: ({ dataIndex }) => {
            const cell = cells[dataIndex];
            if (!cell || cell.all === 0) return '';
            return cell.kept === cell.all
              ? String(cell.all)
              : cell.kept === 0
                ? `{all|0 / ${cell.all}}`
                : `{kept|${cell.kept}}{all| / ${cell.all}}`;
          },
          rich: {
            kept: { color: palette.ink, fontSize: 12.5, fontWeight: 600, fontFamily: palette.font },
            all: { color: palette.ink, fontSize: 11, fontFamily: palette.font },
          },
        },
        emphasis: { disabled: true },
      },
    ],
    // A heat map insists on a visual map; this one changes nothing, the cells bring their own colours.
    visualMap: { show: false, min: 0, max: 1, dimension: 2, seriesIndex: 0, inRange: { symbolSize: [1, 1] } },
  };
}

/** The colour (`rgb(…)` or `#rrggbb`) let through by an alpha; an item's own opacity would thin its label too. */
function thinned(color: string, alpha: number): string {
  const hex = /^#(..)(..)(..)$/.exec(color);
  const parts = hex ? hex.slice(1).map((two) => parseInt(two, 16)) : color.match(/[\d.]+/g)?.slice(0, 3);
  return parts?.length === 3 ? `rgba(${parts.join(', ')}, ${alpha.toFixed(3)})` : color;
}
