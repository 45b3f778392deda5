import type { EChartsOption } from 'echarts';
import { amount, amountUnit, grouped } from '#core/model/amount.ts';
import type { DepartmentMoney } from '#core/store/questions/money-by-department.ts';
import { endRoom, namesOf, scaleAxis } from './axis.ts';
import type { Strength } from '#core/model/indicator.ts';
import { strengthLook, type Style } from './palette.ts';
import { tip, tooltip } from './tooltip.ts';
import { WORDS } from './words.ts';

const MOST = 12;

/** Money by department; the part in the colour of words is in projects without one measurable benefit. */
export function moneyByDepartmentOption(all: readonly DepartmentMoney[], style: Style): EChartsOption {
  const { language, palette } = style;
  const rows = all.slice(0, MOST);
  const names = rows.map((row) => row.department ?? WORDS.unnamed[language]);
  const { divisor, unit } = amountUnit(Math.max(0, ...rows.map((row) => row.annual)), language);
  const total = (row: DepartmentMoney) => amount(row.annual, language).text;
  const side = namesOf(style, names);
  const part = (
    name: string,
    strength: Strength,
    value: (row: DepartmentMoney) => number,
    label: boolean,
  ) => ({
    type: 'bar' as const,
    stack: 'money',
    name,
    barMaxWidth: side.bar,
    ...strengthLook(strength, style),
    data: rows.map(value),
    label: label
      ? {
          show: true,
          position: 'right' as const,
          color: palette.ink2,
          fontSize: 12,
          fontFamily: palette.font,
          formatter: ({ dataIndex }: { dataIndex: number }) => {
            const row = rows[dataIndex];
            return row ? total(row) : '';
          },
        }
      : { show: false },
  });
  return {
    grid: { left: side.left, right: endRoom(rows.map(total)), top: 6, bottom: 26, outerBoundsMode: 'none' },
    xAxis: scaleAxis(style, unit, grouped),
    yAxis: side.axis,
    series: [
      part(WORDS.unquantified[language], 'state', (r) => r.unquantified_annual / divisor, false),
      part(WORDS.quantified[language], 'full', (r) => (r.annual - r.unquantified_annual) / divisor, true),
    ],
    tooltip: tooltip(style, 'axis', (i) => {
      const row = rows[i];
      if (!row) return '';
      return tip(row.department ?? WORDS.unnamed[language], [
        { label: WORDS.budget[language], value: amount(row.annual, language).text },
        {
          label: WORDS.unquantified[language],
          value: amount(row.unquantified_annual, language).text,
          color: palette.strength.state,
        },
        { label: WORDS.forms[language], value: String(row.forms) },
      ]);
    }),
  };
}
