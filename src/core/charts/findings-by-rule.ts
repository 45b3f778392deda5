import { grouped } from '#core/model/amount.ts';
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

/** Findings by rule in the colour of their severity, most first; the number at the end says of how many checked. */
export function findingsByRuleOption(all: readonly RuleBar[], style: Style): EChartsOption {
  const { language, palette } = style;
  const rows = [...all]
    .filter((row) => row.flagged > 0)
    .sort((a, b) => b.flagged - a.flagged)
    .slice(0, MOST);
  const names = rows.map((row) => row.title);
  const share = (row: RuleBar) => `${grouped(row.flagged)} / ${grouped(row.checked)}`;
  const side = namesOf(style, names);
  return {
    grid: {
      left: side.left,
      right: endRoom(rows.map(share)),
      top: 6,
      bottom: 26,
      outerBoundsMode: 'none',
    },
    xAxis: { ...scaleAxis(style, '', grouped), type: 'value', minInterval: 1 },
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
        {
          label: WORDS.flagged[language],
          value: grouped(row.flagged),
          color: palette.severity[row.severity],
        },
        { label: WORDS.clean[language], value: grouped(row.checked - row.flagged) },
        { label: WORDS.notApplicable[language], value: grouped(row.not_applicable) },
      ]);
    }),
  };
}
