import type { EChartsOption } from 'echarts';
import { amount, amountUnit, percent, grouped } from '#core/model/amount.ts';
import { besideNameAmong } from '#core/model/beside-name.ts';
import type { QualityDot } from '#core/store/questions/quality-by-money.ts';
import { figureLabel, scaleAxis } from './axis.ts';
import type { Style } from './palette.ts';
import { tip, tooltip } from './tooltip.ts';
import { WORDS } from './words.ts';

/** The rows that are drawn: those with a budget. */
export function drawnDots(all: readonly QualityDot[]): QualityDot[] {
  return all.filter((row) => row.annual !== null);
}

/** Each form a dot: across, the share of its indicators with a checkable number; up, its money; area, how many indicators. */
export function qualityByMoneyOption(all: readonly QualityDot[], style: Style): EChartsOption {
  const { language, palette } = style;
  const rows = drawnDots(all);
  const beside = besideNameAmong(rows);
  const called = (row: QualityDot) => [row.project, beside(row)].filter(Boolean).join(' · ');
  const largest = Math.max(1, ...rows.map((row) => row.annual ?? 0));
  const { divisor, unit } = amountUnit(largest, language);
  const most = Math.max(1, ...rows.map((row) => row.indicators));
  const right = Math.min(1, Math.ceil(Math.max(0.1, ...rows.map((row) => row.number_share)) * 10) / 10);
  const narrow = style.width < 480;
  const named = worthNaming(rows, narrow ? 2 : 4, narrow ? 1 : 2);
  const big = narrow ? 20 : 26;
  const dot = (row: QualityDot) => ({
    name: called(row),
    value: [row.number_share, (row.annual ?? 0) / divisor],
    symbolSize: Math.max(7, big * Math.sqrt(row.indicators / most)),
  });
  return {
    grid: { left: 52, right: 24, top: 26, bottom: 40, outerBoundsMode: 'none' },
    xAxis: {
      ...scaleAxis(style, '', percent),
      nameTextStyle: { color: palette.ink3, fontSize: 11.5, fontFamily: palette.font },
      name: WORDS.numberShare[language],
      nameLocation: 'middle',
      nameGap: 24,
      min: 0,
      max: right,
      axisLine: { show: true, lineStyle: { color: palette.line } },
    },
    yAxis: {
      ...scaleAxis(style, unit, grouped),
      nameTextStyle: { color: palette.ink3, fontSize: 11.5, fontFamily: palette.font, align: 'right' },
      nameGap: 10,
      min: 0,
      boundaryGap: [0, '8%'],
      axisLine: { show: true, lineStyle: { color: palette.line } },
    },
    series: [
      {
        type: 'scatter',
        name: WORDS.numberShare[language],
        data: rows.map(dot),
        itemStyle: { color: palette.accent, opacity: 0.78, borderColor: palette.card, borderWidth: 1 },
        emphasis: { itemStyle: { color: palette.accent, opacity: 1 } },
      },
      // Names stand over all dots, not under those that are drawn later.
      {
        type: 'scatter',
        silent: true,
        z: 3,
        data: rows
          .filter((row) => named.has(row))
          .map((row) => ({
            ...dot(row),
            label: { position: row.number_share > right * 0.62 ? ('left' as const) : ('right' as const) },
          })),
        itemStyle: { opacity: 0 },
        label: {
          ...figureLabel(style),
          opacity: 1,
          formatter: '{b}',
          fontSize: 11.5,
          width: Math.max(70, style.width * 0.3),
          overflow: 'truncate',
        },
        labelLayout: { hideOverlap: true },
      },
    ],
    tooltip: tooltip(style, 'item', (i) => {
      const row = rows[i];
      if (!row) return '';
      return tip(called(row), [
        { label: WORDS.budget[language], value: amount(row.annual ?? 0, language).text },
        { label: WORDS.numberShare[language], value: percent(row.number_share) },
        { label: WORDS.indicators[language], value: String(row.indicators) },
      ]);
    }),
  };
}

/** The dots that a reader looks for: the most money, and the highest share. The others say their name under the pointer. */
function worthNaming(rows: readonly QualityDot[], richest: number, best: number): Set<QualityDot> {
  const by = (value: (row: QualityDot) => number) => [...rows].sort((a, b) => value(b) - value(a));
  return new Set([
    ...by((row) => row.annual ?? 0).slice(0, richest),
    ...by((row) => row.number_share).slice(0, best),
  ]);
}
