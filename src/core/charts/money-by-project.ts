import type { EChartsOption } from 'echarts';
import { amount, amountUnit, grouped } from '#core/model/amount.ts';
import { besideNameAmong } from '#core/model/beside-name.ts';
import { STRENGTHS } from '#core/model/indicator.ts';
import type { ProjectMoney } from '#core/store/questions/money-by-project.ts';
import type { NatureStrength } from '#core/store/questions/strength-by-nature.ts';
import type { StrengthCounts } from '#core/store/questions/strength-columns.ts';
import { endRoom, namesOf, scaleAxis } from './axis.ts';
import type { Style } from './palette.ts';
import { strengthBars } from './strength-bars.ts';
import { tip, tooltip } from './tooltip.ts';
import { STRENGTH_WORDS, WORDS } from './words.ts';

/** Rows that fit one drawing; the table twin holds all. */
export const MOST_PROJECTS = 24;

interface MoneyRow extends StrengthCounts {
  name: string;
  /** What tells it from others of the name. */
  beside: string;
  annual: number | null;
  indicators: number;
}

/** Money by project: length is the year's budget, split by the strength of the indicators it stands on (each an even part). */
export function moneyByProjectOption(rows: readonly ProjectMoney[], style: Style): EChartsOption {
  const beside = besideNameAmong(rows);
  return moneyBars(
    rows.slice(0, MOST_PROJECTS).map((row) => ({ ...row, name: row.project, beside: beside(row) })),
    style,
  );
}

/** Money by 项目性质, split in the same way. */
export function moneyByNatureOption(rows: readonly NatureStrength[], style: Style): EChartsOption {
  return moneyBars(
    rows
      .slice(0, MOST_PROJECTS)
      .map((row) => ({ ...row, name: row.nature ?? WORDS.unnamed[style.language], beside: '' })),
    style,
  );
}

function moneyBars(rows: readonly MoneyRow[], style: Style): EChartsOption {
  const { language, palette } = style;
  const { divisor, unit } = amountUnit(Math.max(0, ...rows.map((row) => row.annual ?? 0)), language);
  const total = (row: MoneyRow) => (row.annual === null ? '—' : amount(row.annual, language).text);
  const side = namesOf(
    style,
    rows.map((row) => row.name),
    rows.map((row) => row.beside),
  );
  return {
    grid: { left: side.left, right: endRoom(rows.map(total)), top: 6, bottom: 26, outerBoundsMode: 'none' },
    xAxis: scaleAxis(style, unit, grouped),
    yAxis: side.axis,
    series: strengthBars(
      rows,
      style,
      side,
      (row, s) => ((row.annual ?? 0) / divisor) * (row.indicators > 0 ? row[s] / row.indicators : 0),
      total,
    ),
    tooltip: tooltip(style, 'axis', (i) => {
      const row = rows[i];
      if (!row) return '';
      return tip([row.name, row.beside].filter(Boolean).join(' · '), [
        {
          label: WORDS.budget[language],
          value: row.annual === null ? '—' : amount(row.annual, language).text,
        },
        ...STRENGTHS.filter((s) => row[s] > 0).map((s) => ({
          label: STRENGTH_WORDS[s][language],
          value: `${row[s]} / ${row.indicators}`,
          color: palette.strength[s],
        })),
      ]);
    }),
  };
}
