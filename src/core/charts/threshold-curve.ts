import type { EChartsOption } from 'echarts';
import { amount, amountUnit, grouped } from '#core/model/amount.ts';
import { scaleAxis } from './axis.ts';
import type { Style } from './palette.ts';
import { tip, tooltip } from './tooltip.ts';
import { WORDS } from './words.ts';

/** Findings and the money behind them (yuan; `null` where it is not told) if a limit stood at `at`. */
export interface CurveRow {
  at: number;
  findings: number;
  money: number | null;
}

/** Where the limit stands now, and where it is suggested to stand. */
export interface CurveMarks {
  now: number | null;
  fence: number | null;
  /** Which value holds between two points: that of the point before (`end`) or after (`start`). */
  step: 'start' | 'end';
}

/** The side on which a comparison with the limit jumps: `x < t` changes just above each value, `x > t` at it. */
export function stepOf(operator: string): CurveMarks['step'] {
  return operator === 'lessThan' || operator === 'greaterThanInclusive' ? 'start' : 'end';
}

/** Findings above, money below, over the values that a limit may take; both are steps, since they change at values that occur. */
export function thresholdCurveOption(
  rows: readonly CurveRow[],
  marks: CurveMarks,
  style: Style,
): EChartsOption {
  const { language, palette } = style;
  const money = rows.some((row) => row.money !== null);
  const { divisor, unit } = amountUnit(Math.max(1, ...rows.map((row) => row.money ?? 0)), language);
  const print = (value: number) => value.toLocaleString('en-US', { maximumFractionDigits: 4 });
  const ends = [rows[0]?.at ?? 0, rows.at(-1)?.at ?? 1, marks.now, marks.fence].filter((one) => one !== null);
  const [least, greatest] = [Math.min(...ends), Math.max(...ends)];
  const across = (gridIndex: number, labels: boolean) => ({
    ...scaleAxis(style, '', print),
    gridIndex,
    min: least,
    max: greatest === least ? least + 1 : greatest,
    splitLine: { show: false },
    axisLine: { show: true, lineStyle: { color: palette.line } },
    axisLabel: {
      ...scaleAxis(style, '', print).axisLabel,
      show: labels,
      showMinLabel: true,
      showMaxLabel: true,
    },
  });
  const up = (gridIndex: number, name: string) => ({
    ...scaleAxis(style, name, grouped),
    gridIndex,
    min: 0,
    splitNumber: 3,
    minInterval: gridIndex === 0 ? 1 : 0,
    nameGap: 8,
    nameTextStyle: { color: palette.ink3, fontSize: 11.5, fontFamily: palette.font, align: 'left' as const },
  });
  const line = (index: number, data: [number, number][], color: string, marked: boolean) => ({
    type: 'line' as const,
    xAxisIndex: index,
    yAxisIndex: index,
    step: marks.step,
    showSymbol: rows.length < 3,
    symbolSize: 5,
    data,
    lineStyle: { color, width: 2 },
    itemStyle: { color },
    areaStyle: { color, opacity: 0.12 },
    markLine: {
      silent: true,
      symbol: 'none',
      label: {
        show: marked,
        color: palette.ink,
        fontSize: 11.5,
        fontFamily: palette.font,
        position: 'end' as const,
        formatter: '{b}',
      },
      data: [
        ...(marks.now === null
          ? []
          : [
              {
                name: `${WORDS.limitNow[language]} ${print(marks.now)}`,
                xAxis: marks.now,
                lineStyle: { color: palette.ink, type: 'solid' as const },
              },
            ]),
        ...(marks.fence === null || marks.fence === marks.now
          ? []
          : [
              {
                name: `${WORDS.limitFence[language]} ${print(marks.fence)}`,
                xAxis: marks.fence,
                lineStyle: { color: palette.accent, type: 'dashed' as const },
                label: { padding: [0, 0, 14, 0] },
              },
            ]),
      ],
    },
  });
  return {
    grid: money
      ? [
          { left: 56, right: 24, top: 44, height: '36%', outerBoundsMode: 'none' },
          { left: 56, right: 24, bottom: 28, height: '26%', outerBoundsMode: 'none' },
        ]
      : [{ left: 56, right: 24, top: 44, bottom: 28, outerBoundsMode: 'none' }],
    xAxis: money ? [across(0, false), across(1, true)] : [across(0, true)],
    yAxis: money ? [up(0, WORDS.findings[language]), up(1, unit)] : [up(0, WORDS.findings[language])],
    axisPointer: { link: [{ xAxisIndex: 'all' }] },
    series: [
      line(
        0,
        rows.map((row) => [row.at, row.findings]),
        palette.strength.state,
        true,
      ),
      ...(money
        ? [
            line(
              1,
              rows.map((row) => [row.at, (row.money ?? 0) / divisor]),
              palette.accent,
              false,
            ),
          ]
        : []),
    ],
    tooltip: {
      ...tooltip(style, 'axis', (i) => {
        const row = rows[i];
        if (!row) return '';
        return tip(print(row.at), [
          { label: WORDS.findings[language], value: grouped(row.findings) },
          ...(row.money === null
            ? []
            : [{ label: WORDS.budget[language], value: amount(row.money, language).text }]),
        ]);
      }),
      axisPointer: { type: 'line', lineStyle: { color: palette.ink3 } },
    },
  };
}
