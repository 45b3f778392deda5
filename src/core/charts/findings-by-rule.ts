import type { EChartsOption } from 'echarts';
import type { Severity } from '#core/model/finding.ts';
import { endRoom, figureLabel, namesOf, scaleAxis } from './axis.ts';
import { decalOf, SEVERITY_STRIPES, type Style } from './palette.ts';
import { tip, tooltip } from './tooltip.ts';
import { WORDS } from './words.ts';

/** One rule's outcome with the title a reader knows it by. */
export interface RuleBar {
  rule: string;
  code: string;
  title: string;
  severity: Severity;
  checked: number;
  flagged: number;
  not_applicable: number;
}

const MOST = 20;

const whole = (value: number): string => value.toLocaleString('en-US');

/** Findings by rule in the colour of their severity, most first; the number at the end says of how many checked. */
export function findingsByRuleOption(all: readonly RuleBar[], style: Style): EChartsOption {
  const { language, palette } = style;
  const rows = [...all]
    .filter((row) => row.flagged > 0)
    .sort((a, b) => b.flagged - a.flagged)
    .slice(0, MOST);
  const names = rows.map((row) => row.title);
  const share = (row: RuleBar) => `${whole(row.flagged)} / ${whole(row.checked)}`;
  const side = namesOf(style, names);
  return {
    grid: {
      left: side.left,
      right: endRoom(rows.map(share)),
      top: 6,
      bottom: 26,
      outerBoundsMode: 'none',
    },
    xAxis: { ...scaleAxis(style, '', (v) => v.toLocaleString('en-US')), type: 'value', minInterval: 1 },
    yAxis: side.axis,
    series: [
      {
        type: 'bar',
        name: WORDS.flagged[language],
        barWidth: '48%',
        barMaxWidth: side.bar,
        data: rows.map((row) => ({
          name: row.rule,
          value: row.flagged,
          itemStyle: {
            color: palette.severity[row.severity],
            decal: decalOf(SEVERITY_STRIPES[row.severity], style),
          },
        })),
        emphasis: { itemStyle: { opacity: 0.85 } },
        label: {
          ...figureLabel(style),
          formatter: ({ dataIndex }) => {
            const row = rows[dataIndex];
            return row ? share(row) : '';
          },
        },
      },
    ],
    tooltip: tooltip(style, 'axis', (i) => {
      const row = rows[i];
      if (!row) return '';
      return tip(`${row.code} ${row.title}`, [
        { label: WORDS.flagged[language], value: whole(row.flagged), color: palette.severity[row.severity] },
        { label: WORDS.clean[language], value: whole(row.checked - row.flagged) },
        { label: WORDS.notApplicable[language], value: whole(row.not_applicable) },
      ]);
    }),
  };
}
