import type { EChartsOption } from 'echarts';
import { percent } from '#core/model/amount.ts';
import { STRENGTHS } from '#core/model/indicator.ts';
import type { Level2Strength } from '#core/store/questions/strength-by-level.ts';
import { nameAxis, nameRoom } from './axis.ts';
import type { Style } from './palette.ts';
import { tip, tooltip } from './tooltip.ts';
import { shortLevel, STRENGTH_WORDS } from './words.ts';

/** 二级 × strength: each cell's count, its shade the share of the row. */
export function levelStrengthMapOption(rows: readonly Level2Strength[], style: Style): EChartsOption {
  const { language, palette } = style;
  const names = rows.map((row) => shortLevel(row.level2, language));
  const room = nameRoom(style, Math.max(1, ...names.map((name) => name.length)));
  const share = (row: Level2Strength, s: (typeof STRENGTHS)[number]) =>
    row.indicators > 0 ? row[s] / row.indicators : 0;
  const cells = rows.flatMap((row, y) => STRENGTHS.map((s, x) => ({ row, s, x, y, part: share(row, s) })));
  return {
    grid: { left: room, right: 8, top: 28, bottom: 6, outerBoundsMode: 'none' },
    xAxis: {
      type: 'category',
      position: 'top',
      data: STRENGTHS.map((s) => STRENGTH_WORDS[s][language]),
      axisLine: { show: false },
      axisTick: { show: false },
      axisLabel: { color: palette.ink3, fontSize: 11.5, fontFamily: palette.font, interval: 0 },
    },
    yAxis: { ...nameAxis(style, names, room), axisLine: { show: false } },
    series: [
      {
        type: 'heatmap',
        data: cells.map(({ x, y, part, s, row }) => ({
          value: [x, y, row[s]],
          itemStyle: {
            color: palette.strength[s],
            opacity: row[s] === 0 ? 0 : 0.12 + 0.55 * part,
            borderColor: palette.card,
            borderWidth: 2,
          },
          label: { show: row[s] > 0 },
        })),
        label: {
          color: palette.ink,
          fontSize: 12,
          fontFamily: palette.font,
          formatter: ({ dataIndex }) => {
            const cell = cells[dataIndex];
            return cell ? String(cell.row[cell.s]) : '';
          },
        },
        emphasis: { itemStyle: { borderColor: palette.accent } },
      },
    ],
    visualMap: { show: false, min: 0, max: 1, dimension: 0, inRange: { opacity: [1, 1] }, seriesIndex: [] },
    tooltip: tooltip(style, 'item', (i) => {
      const cell = cells[i];
      if (!cell) return '';
      return tip([cell.row.level1, cell.row.level2].filter(Boolean).join(' · '), [
        {
          label: STRENGTH_WORDS[cell.s][language],
          value: `${cell.row[cell.s]} · ${percent(cell.part)}`,
          color: palette.strength[cell.s],
        },
      ]);
    }),
  };
}
