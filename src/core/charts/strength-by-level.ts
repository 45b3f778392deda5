import { grouped } from '#core/model/amount.ts';
import type { EChartsOption } from 'echarts';
import { STRENGTHS } from '#core/model/indicator.ts';
import type { Level2Strength } from '#core/store/questions/strength-by-level.ts';
import { endRoom, namesOf, scaleAxis } from './axis.ts';
import type { Style } from './palette.ts';
import { strengthBars } from './strength-bars.ts';
import { tip, tooltip } from './tooltip.ts';
import { shortLevel, STRENGTH_WORDS, WORDS } from './words.ts';

/** Indicators by 二级, in the order of the printed form, split by strength. */
export function strengthByLevelOption(rows: readonly Level2Strength[], style: Style): EChartsOption {
  const { language, palette } = style;
  const names = rows.map((row) => shortLevel(row.level2, language));
  const total = (row: Level2Strength) => grouped(row.indicators);
  const side = namesOf(style, names);
  return {
    grid: { left: side.left, right: endRoom(rows.map(total)), top: 6, bottom: 26, outerBoundsMode: 'none' },
    xAxis: {
      ...scaleAxis(style, language === 'zh' ? '项' : '', grouped),
      minInterval: 1,
    },
    yAxis: side.axis,
    series: strengthBars(rows, style, side, (row, strength) => row[strength], total),
    tooltip: tooltip(style, 'axis', (i) => {
      const row = rows[i];
      if (!row) return '';
      return tip([row.level1, row.level2].filter(Boolean).join(' · '), [
        { label: WORDS.indicators[language], value: String(row.indicators) },
        ...STRENGTHS.filter((s) => row[s] > 0).map((s) => ({
          label: STRENGTH_WORDS[s][language],
          value: String(row[s]),
          color: palette.strength[s],
        })),
      ]);
    }),
  };
}
