import type { EChartsOption } from 'echarts';
import { amount, amountUnit, difference, grouped, type AmountLanguage } from '#core/model/amount.ts';
import { besideNameAmong } from '#core/model/beside-name.ts';
import type { ComparedProject } from '#core/store/questions/compare-projects.ts';
import { endRoom, figureLabel, namesOf, scaleAxis } from './axis.ts';
import { decalOf, type Style } from './palette.ts';
import { tip, tooltip } from './tooltip.ts';
import { WORDS } from './words.ts';

const MOST = 20;
/** Half of what stands below the end of the scale, which is as far left as bars go. */
const SCALE_END = 22;

/** The projects whose money moved most, new and dropped ones among them; in the order they are drawn in. */
export function movedMost(rows: readonly ComparedProject[]): ComparedProject[] {
  return rows
    .filter((row) => moved(row) !== 0)
    .sort((a, b) => Math.abs(moved(b)) - Math.abs(moved(a)))
    .slice(0, MOST);
}

/** By how much a project's money moved, yuan; a side without one counts as nothing. */
export function moved(row: ComparedProject): number {
  return (row.after_annual ?? 0) - (row.before_annual ?? 0);
}

/** The same in words, as the printed amounts differ: `+1.48 亿元`. */
export function movedText(row: ComparedProject, language: AmountLanguage): string {
  const by = moved(row);
  const { text } = difference(row.before_annual ?? 0, row.after_annual ?? 0, language);
  return by === 0 ? '0' : `${by > 0 ? '+' : '−'}${text}`;
}

/** What tells compared projects of one name apart: the department, where there are several. */
export function besideCompared(rows: readonly ComparedProject[]): (row: ComparedProject) => string {
  const department = (row: ComparedProject) => ({
    department: row.after_department ?? row.before_department,
  });
  const beside = besideNameAmong(rows.map(department));
  return (row) => beside(department(row));
}

/** Bars to the right for more money, to the left for less. */
export function moneyMovedOption(all: readonly ComparedProject[], style: Style): EChartsOption {
  const { language, palette } = style;
  const rows = movedMost(all);
  const names = rows.map((row) => row.after_name ?? row.before_name ?? WORDS.unnamed[language]);
  const beside = besideCompared(all);
  const largest = Math.max(0, ...rows.map((row) => Math.abs(moved(row))));
  const { divisor, unit } = amountUnit(largest, language);
  const side = namesOf(style, names, rows.map(beside));
  const money = (yuan: number | null) => (yuan === null ? '—' : amount(yuan, language).text);
  const figures = rows.map((row) => movedText(row, language));
  return {
    grid: {
      left: Math.max(side.left, SCALE_END),
      right: endRoom(figures),
      top: 6,
      bottom: 26,
      outerBoundsMode: 'none',
    },
    xAxis: scaleAxis(style, unit, grouped),
    yAxis: side.axis,
    series: [
      {
        type: 'bar',
        barMaxWidth: side.bar,
        data: rows.map((row, i) => ({
          name: names[i]!,
          value: moved(row) / divisor,
          itemStyle: {
            color: moved(row) > 0 ? palette.accent : palette.ink3,
            decal: moved(row) > 0 ? undefined : decalOf('state', style),
          },
          label: {
            // A bar to the left has its figure on the other side of zero, where there is always room.
            ...figureLabel(style),
            formatter: () => figures[i]!,
          },
        })),
      },
    ],
    tooltip: tooltip(style, 'axis', (i) => {
      const row = rows[i];
      if (!row) return '';
      return tip([names[i]!, beside(row)].filter(Boolean).join(' · '), [
        { label: WORDS.before[language], value: money(row.before_annual) },
        { label: WORDS.after[language], value: money(row.after_annual) },
      ]);
    }),
  };
}
