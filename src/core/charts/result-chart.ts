import type { BarSeriesOption, EChartsOption, LineSeriesOption, ScatterSeriesOption } from 'echarts';
import type { Value } from '#core/store/connector.ts';
import { endRoom, figureLabel, namesOf, scaleAxis } from './axis.ts';
import type { Strength } from '#core/model/indicator.ts';
import { decalOf, type Style } from './palette.ts';
import { tip, tooltip } from './tooltip.ts';

export const RESULT_KINDS = ['bar', 'line', 'scatter'] as const;
export type ResultKind = (typeof RESULT_KINDS)[number];

/** Which columns of a result are drawn, by place: one that names the points, one or more that measure them. */
export interface ResultChart {
  kind: ResultKind;
  name: number;
  measures: readonly number[];
}

export type ResultRow = readonly Value[];

const MOST_BARS = 40;
const MOST_POINTS = 1000;
/** What tells the measures of one chart apart besides colour. */
const MEASURE_STRIPES: readonly Strength[] = ['number', 'trend', 'state', 'lost'];
const MEASURE_SYMBOLS = ['circle', 'rect', 'triangle', 'diamond'];

/** How many of a result's rows one drawing holds. */
export function drawnRows(kind: ResultKind, rows: number): number {
  return Math.min(rows, kind === 'bar' ? MOST_BARS : MOST_POINTS);
}

/** The columns that a result is best drawn by at first; `null` when it has no numbers. */
export function chartOf(
  columns: readonly { number: boolean }[],
  rows: readonly ResultRow[],
): ResultChart | null {
  const measures = columns.flatMap((column, i) => (column.number ? [i] : []));
  if (measures.length === 0 || rows.length === 0) return null;
  const named = columns.findIndex((column) => !column.number);
  if (named >= 0) return { kind: 'bar', name: named, measures: measures.slice(0, 1) };
  return measures.length > 1
    ? { kind: 'scatter', name: measures[0]!, measures: [measures[1]!] }
    : { kind: 'bar', name: measures[0]!, measures };
}

/** Rows of a result as bars down the page, a line, or points; the order of the rows is the result's own. */
export function resultOption(
  columns: readonly { name: string; number: boolean }[],
  all: readonly ResultRow[],
  { kind, name, measures }: ResultChart,
  style: Style,
): EChartsOption {
  const rows = all.slice(0, drawnRows(kind, all.length));
  const { palette } = style;
  const colours = [
    palette.strength.number,
    palette.strength.trend,
    palette.strength.state,
    palette.severity.info,
  ];
  const names = rows.map((row) => printed(row[name] ?? null));
  const value = (row: ResultRow | undefined, column: number): number | null => {
    const one = row?.[column];
    return typeof one === 'number' ? one : null;
  };
  const unit = measures.length === 1 ? (columns[measures[0]!]?.name ?? '') : '';
  const tips = tooltip(style, kind === 'scatter' ? 'item' : 'axis', (i) =>
    tip(names[i] ?? '', [
      ...measures.map((m, k) => ({
        label: columns[m]?.name ?? '',
        value: figure(value(rows[i], m)),
        color: colours[k % colours.length]!,
      })),
    ]),
  );
  if (kind === 'bar') {
    const side = namesOf(style, names, [], measures.length);
    return {
      grid: {
        left: side.left,
        right: endRoom(rows.map((row) => figure(value(row, measures[0]!)))),
        top: 6,
        bottom: 26,
        outerBoundsMode: 'none',
      },
      xAxis: scaleAxis(style, '', figure),
      yAxis: side.axis,
      series: measures.map((m, k): BarSeriesOption => ({
        type: 'bar',
        name: columns[m]?.name ?? '',
        barMaxWidth: side.bar,
        itemStyle: {
          color: colours[k % colours.length]!,
          decal: decalOf(MEASURE_STRIPES[k % MEASURE_STRIPES.length]!, style),
        },
        data: rows.map((row) => value(row, m)),
        label: {
          ...figureLabel(style),
          show: measures.length === 1,
          formatter: ({ dataIndex }) => figure(value(rows[dataIndex], m)),
        },
      })),
      tooltip: tips,
    };
  }
  const below = {
    axisLine: { lineStyle: { color: palette.line } },
    axisTick: { show: false },
    axisLabel: { color: palette.ink3, fontSize: 11.5, fontFamily: palette.font, hideOverlap: true },
  };
  const numbers = kind === 'scatter' && columns[name]?.number;
  return {
    grid: { left: 64, right: 24, top: 30, bottom: 34, outerBoundsMode: 'none' },
    xAxis: numbers
      ? { ...scaleAxis(style, '', figure), ...below, type: 'value', scale: true }
      : { ...below, type: 'category', data: names },
    yAxis: { ...scaleAxis(style, unit, figure), nameGap: 10 },
    series: measures.map((m, k): LineSeriesOption | ScatterSeriesOption => ({
      type: kind,
      name: columns[m]?.name ?? '',
      itemStyle: { color: colours[k % colours.length]!, opacity: kind === 'scatter' ? 0.7 : 1 },
      symbol: style.patterns ? MEASURE_SYMBOLS[k % MEASURE_SYMBOLS.length]! : 'circle',
      symbolSize: kind === 'scatter' ? 10 : 5,
      data: rows.map((row) => (numbers ? [value(row, name), value(row, m)] : value(row, m))) as number[],
    })),
    tooltip: tips,
  };
}

function printed(value: Value): string {
  if (value === null) return '—';
  return Array.isArray(value) ? value.join('、') : String(value);
}

function figure(value: number | null): string {
  return value === null ? '—' : value.toLocaleString('en-US', { maximumFractionDigits: 2 });
}
