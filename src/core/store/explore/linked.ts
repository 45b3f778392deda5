import { STRENGTHS } from '#core/model/indicator.ts';
import type { Connector } from '../connector.ts';
import { identifier } from '../sql.ts';
import { codeFilter, hitSql, whereSql, type CodedFilter } from './coded-filter.ts';
import type { Filter } from '../filter.ts';
import { groupsSql, isMany, totalOf, type By } from './ground.ts';

/** What the length of a bar stands for: indicators, money, or the money behind targets that cannot be measured. */
export type Measure = 'items' | 'money' | 'weak';

/** A chart of a dimension's values under the filter of all the others. */
export interface LinkedChart {
  id: string;
  by: By;
  measure: Measure;
  /** Values given at most, those of the greatest measure; the rest is one slot. */
  most: number;
  /** What is chosen in this chart and therefore does not narrow it; without it, `by`. */
  own?: readonly By[];
}

/** One value of a chart; code -1: all the values that are not given. */
export interface Slot {
  code: number;
  /** What to filter by; `null` = not printed. */
  value: string | null;
  /** What to print. */
  label: string | null;
}

/**
 * The values of a chart and, for each, five figures by strength one after another: indicators and money (yuan) under the
 * filters of the other charts, and without any filter.
 */
export interface Tally {
  chart: LinkedChart;
  slots: Slot[];
  n: Float64Array;
  money: Float64Array;
  allN: Float64Array;
  allMoney: Float64Array;
}

/** What the whole filter selects. Money in yuan. */
export interface Selected {
  indicators: number;
  forms: number;
  /** Budget of the forms with a selected indicator, each form once. */
  annual: number;
  /** The part of the budget that stands on the selected indicators. */
  money: number;
  /** Selected indicators that are a direction, a word or lost. */
  weak: number;
}

export interface Linked {
  tallies: Tally[];
  selected: Selected;
  coded: CodedFilter;
}

export const STRENGTH_COUNT = STRENGTHS.length;

/** What does not narrow a chart. */
export const ownOf = (chart: LinkedChart): readonly By[] => chart.own ?? [chart.by];

interface LinkedRow {
  chart: number;
  code: number;
  strength: number;
  n: number;
  money: number;
  all_n: number;
  all_money: number;
  value: string | null;
  label: string | null;
}

/** All the charts under a filter, in one statement over the ground. */
export async function linked(db: Connector, filter: Filter, charts: readonly LinkedChart[]): Promise<Linked> {
  const coded = await codeFilter(db, filter);
  const rows = charts.length > 0 ? await db.query<LinkedRow>(linkedSql(coded, charts)) : [];
  const [selected] = await db.query<Selected>(selectedSql(coded));
  return {
    tallies: charts.map((chart, i) =>
      tallyOf(
        chart,
        rows.filter((row) => row.chart === i),
      ),
    ),
    selected: selected!,
    coded,
  };
}

export function linkedSql(coded: CodedFilter, charts: readonly LinkedChart[]): string {
  // Charts of one dimension that nothing else tells apart read the same groups.
  const groups = new Map<string, string>();
  const of = charts.map((chart) => {
    const where = whereSql(coded, ownOf(chart));
    const sql = where === 'TRUE' ? `SELECT * FROM ${totalOf(chart.by)}` : groupsSql(chart.by, where);
    if (!groups.has(sql)) groups.set(sql, `g${groups.size}`);
    return groups.get(sql)!;
  });
  const tables = [
    ...[...groups].map(([sql, name]) => `${name} AS MATERIALIZED (${sql})`),
    ...charts.map((chart, i) => `s${i} AS MATERIALIZED (${shownSql(chart, of[i]!, coded)})`),
  ];
  return `WITH ${hitSql(coded)}${tables.join(',\n')}
${charts.map((chart, i) => slotsSql(chart, i, of[i]!)).join('\nUNION ALL ')}`;
}

/** The codes that a chart shows: what is chosen, then the greatest. */
function shownSql(chart: LinkedChart, groups: string, coded: CodedFilter): string {
  const size = chart.measure === 'items' ? 'n' : 'money';
  const frail = chart.measure === 'weak' ? 'CASE WHEN strength > 2 THEN 1 ELSE 0 END * ' : '';
  const chosen = (chart.by in coded.chosen && coded.chosen[chart.by as keyof typeof coded.chosen]) || [];
  return `SELECT t.code FROM (SELECT code, sum(${frail}${size}) AS size FROM ${totalOf(chart.by)} GROUP BY code) t
LEFT JOIN (SELECT code, sum(${frail}${size}) AS size FROM ${groups} GROUP BY code) g ON g.code = t.code
${chart.measure === 'weak' ? 'WHERE t.size > 0' : ''}
ORDER BY ${chosen.length ? `t.code IN (${chosen.join(', ')}) DESC, ` : ''}g.size DESC NULLS LAST, t.size DESC, t.code LIMIT ${chart.most}`;
}

function slotsSql({ by }: LinkedChart, i: number, groups: string): string {
  const columns = 'coalesce(g.n, 0) AS n, coalesce(g.money, 0) AS money, t.n AS all_n, t.money AS all_money';
  const shown = `SELECT ${i} AS chart, t.code, t.strength, ${columns}, v.value, v.label
FROM ${totalOf(by)} t JOIN s${i} s ON s.code = t.code LEFT JOIN ${groups} g ON g.code = t.code AND g.strength = t.strength
LEFT JOIN explore.value v ON v.dimension = '${by}' AND v.code = t.code`;
  if (isMany(by)) return shown;
  return `${shown}
UNION ALL SELECT ${i}, -1, t.strength, coalesce(sum(g.n), 0), coalesce(sum(g.money), 0), sum(t.n), sum(t.money), NULL, NULL
FROM ${totalOf(by)} t LEFT JOIN ${groups} g ON g.code = t.code AND g.strength = t.strength
WHERE t.code NOT IN (FROM s${i}) GROUP BY t.strength`;
}

function tallyOf(chart: LinkedChart, rows: readonly LinkedRow[]): Tally {
  const slots = new Map<number, Slot>();
  for (const { code, value, label } of rows) if (!slots.has(code)) slots.set(code, { code, value, label });
  const list = [...slots.values()].sort((a, b) => (a.code < 0 ? 1 : b.code < 0 ? -1 : a.code - b.code));
  const place = new Map(list.map(({ code }, i) => [code, i]));
  const make = (read: (row: LinkedRow) => number) => {
    const figures = new Float64Array(list.length * STRENGTH_COUNT);
    for (const row of rows) figures[place.get(row.code)! * STRENGTH_COUNT + row.strength - 1] = read(row);
    return figures;
  };
  return {
    chart,
    slots: list,
    n: make((row) => row.n),
    money: make((row) => row.money),
    allN: make((row) => row.all_n),
    allMoney: make((row) => row.all_money),
  };
}

/** Everything, as `selected` without a filter. */
export async function selectedInAll(db: Connector): Promise<Selected> {
  const [all] = await db.query<Selected>(countedSql('coded_indicator'));
  return all!;
}

function selectedSql(coded: CodedFilter): string {
  return countedSql(`explore.indicator WHERE ${whereSql(coded)}`, hitSql(coded));
}

/** Figures of the rows `from` gives; `hit`: what stands before, with a comma at its end. */
function countedSql(from: string, hit = ''): string {
  return `WITH ${hit}form AS (
  SELECT project, count(*) AS n, any_value(annual) AS annual, sum(money) AS money, count(*) FILTER (WHERE strength > 2) AS weak
  FROM ${from} GROUP BY project)
SELECT coalesce(sum(n), 0)::DOUBLE AS indicators, count(*)::DOUBLE AS forms, coalesce(sum(annual), 0)::DOUBLE AS annual,
  coalesce(sum(money), 0)::DOUBLE AS money, coalesce(sum(weak), 0)::DOUBLE AS weak FROM form`;
}

/** One cell of a cube: what a chart's slot holds in one bin of the chart that is brushed. */
export interface CubeRow {
  chart: number;
  code: number;
  bin: number;
  strength: number;
  n: number;
  money: number;
}

/** The cells of all charts × the bins of `active`, in one statement; charts that `active` does not narrow have none. */
export function cubeSql(coded: CodedFilter, active: LinkedChart, tallies: readonly Tally[]): string {
  const free = ownOf(active);
  const cells = tallies.flatMap(({ chart, slots }, i) => {
    const own = ownOf(chart);
    if (own.includes(active.by)) return [];
    const groups = groupsSql(chart.by, whereSql(coded, [...own, ...free]), active.by);
    const codes = slots.filter(({ code }) => code >= 0).map(({ code }) => code);
    const rest = slots.some(({ code }) => code < 0);
    const kept = codes.length > 0 ? `code IN (${codes.join(', ')})` : 'FALSE';
    if (isMany(chart.by)) return [`SELECT ${i}::INTEGER AS chart, * FROM (${groups}) WHERE ${kept}`];
    if (!rest) return [`SELECT ${i}::INTEGER AS chart, * FROM (${groups})`];
    return [
      `SELECT ${i}::INTEGER AS chart, bin, CASE WHEN ${kept} THEN code ELSE -1 END AS code, strength, sum(n)::DOUBLE AS n, sum(money)::DOUBLE AS money
FROM (${groups}) GROUP BY ALL`,
    ];
  });
  const hit = hitSql(coded).replace(/,\n$/, '\n');
  return `${hit && `WITH ${hit}`}SELECT chart, bin, code, ${identifier('strength')}, n, money FROM (${cells.join('\nUNION ALL ')})`;
}
