import { TARGET_KINDS } from '#core/model/target.ts';
import { isOfFinding, type DimensionName, type RangeName } from '#core/store/filter.ts';
import { LEVEL_AND_KIND, type By } from '#core/store/explore/groups.ts';
import type { LinkedChart, Measure } from '#core/store/explore/linked.ts';

/** How a chart is drawn. */
export type ChartKind = 'bars' | 'histogram' | 'map' | 'dots' | 'tree';

interface ChartPlan {
  kind: ChartKind;
  by: By;
  measure: Measure;
  /** Values drawn at first, when there are more. */
  most: number;
  own?: readonly DimensionName[];
  departments?: boolean;
}

const items = (by: By, most = 12): ChartPlan => ({ kind: 'bars', by, measure: 'items', most });

/** Every chart that can stand on the page. */
export const CHARTS = {
  money: { kind: 'bars', by: 'project', measure: 'money', most: 14 },
  weak: { kind: 'bars', by: 'project', measure: 'weak', most: 14 },
  budget: { kind: 'histogram', by: 'budget', measure: 'items', most: 100 },
  map: { kind: 'map', by: 'level1', measure: 'items', most: 12, own: ['level1', 'strength'] },
  dots: { kind: 'dots', by: 'project', measure: 'money', most: 300 },
  tree: { kind: 'tree', by: 'project', measure: 'money', most: 60, departments: true },
  level2: items('level2'),
  value: { kind: 'histogram', by: 'value', measure: 'items', most: 20_000 },
  strength: items('strength'),
  measurable: items('measurable'),
  severity: items('severity'),
  rule: items('rule', 10),
  review: items('review'),
  comparator: items('comparator'),
  dimension: items('dimension'),
  kind: items('kind'),
  level1: items('level1'),
  department: items('department'),
  agency: items('agency'),
  nature: items('nature'),
  year: items('year', 20),
} as const satisfies Record<string, ChartPlan>;

export type ChartId = keyof typeof CHARTS;
export const CHART_IDS = Object.keys(CHARTS) as ChartId[];

/** The charts of the plain page, column by column. */
export const FIRST_CHARTS: readonly ChartId[] = [
  'money',
  'weak',
  'map',
  'level2',
  'severity',
  'budget',
  'value',
  'strength',
  'comparator',
  'dots',
  'dimension',
  'tree',
];

/** What the bars of the first chart may stand for. */
export const MONEY_BY = [
  'project',
  'department',
  'agency',
  'nature',
  'year',
] as const satisfies DimensionName[];
export type MoneyBy = (typeof MONEY_BY)[number];

/** Dimensions whose values have an order of their own. */
const RANKED: readonly By[] = [
  'year',
  'level1',
  'level2',
  'strength',
  'measurable',
  'comparator',
  'severity',
  'review',
];
export const isRanked = (by: By): boolean => RANKED.includes(by);

/** What stands across in the map of levels. */
export const MAP_ACROSS = ['strength', 'kind'] as const satisfies DimensionName[];
export type MapAcross = (typeof MAP_ACROSS)[number];

/** In which order bars stand: their own (that of the form, or of size without a filter), by what is selected, by name. */
export const ORDERS = ['own', 'kept', 'name'] as const;
export type Order = (typeof ORDERS)[number];
export const MOSTS = [10, 20, 50, 100] as const;

/** What the reader changed of one chart. */
export interface ChartSetting {
  order?: Order;
  most?: number;
  /** Lengths on a logarithmic scale. */
  log?: boolean;
  /** Of the map; without it strengths. */
  across?: MapAcross;
}

export const planOf = (id: ChartId): ChartPlan => CHARTS[id];

/** Whether a chart shows what the rules found. */
export const ofFindings = (id: ChartId): boolean => isOfFinding(planOf(id).by);

/** Cells of a row of the map, when kinds of targets stand across: the kinds, and none. */
const MAP_CELLS = TARGET_KINDS.length + 1;

/** A chart as the store is asked for it. */
export function linkedChartOf(id: ChartId, moneyBy: MoneyBy, setting: ChartSetting = {}): LinkedChart {
  const { by, measure, most, own, departments } = planOf(id);
  if (id === 'map' && setting.across === 'kind')
    return { id, by: LEVEL_AND_KIND, measure, most: most * MAP_CELLS };
  return {
    id,
    by: id === 'money' || id === 'tree' ? moneyBy : by,
    measure,
    most: setting.most ?? most,
    own,
    departments,
  };
}

/** All that the filter selects, by strength: no chart of its own, but the figures of the head while a brush moves. */
export const SELECTED: LinkedChart = { id: 'selected', by: 'strength', measure: 'items', most: 9, own: [] };

/** The departments that the tiles of forms lie in, narrowed by what narrows the forms. */
export const BRANCHES: LinkedChart = {
  id: 'tree.branches',
  by: 'department',
  measure: 'money',
  most: 16,
  own: ['project'],
};

/** What may stand over a column of the list. */
export type Head = DimensionName | RangeName;
/** The small bars over a column: everything that is chosen narrows them. */
export const headChart = (by: Head): LinkedChart => ({
  id: `head.${by}`,
  by,
  measure: 'items',
  most: by === 'value' ? CHARTS.value.most : 100,
  own: [],
});
