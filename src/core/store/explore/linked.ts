import { STRENGTHS } from '#core/model/indicator.ts';
import type { Connector } from '../connector.ts';
import { literal } from '../sql.ts';
import { codeFilter, hitSql, rowsSql, whereSql, type CodedFilter } from './coded-filter.ts';
import type { DimensionName, Filter, RangeName } from '../filter.ts';
import { groupsSql, isMany, LEVEL_AND_KIND, totalOf, type By } from './groups.ts';

/** What the length of a bar stands for: indicators, money, or the money behind targets that cannot be measured. */
export type Measure = 'items' | 'money' | 'weak';

/** A chart of a dimension's values under the filter of all the others. */
export interface LinkedChart {
  id: string;
  by: By;
  measure: Measure;
  /** Values given at most, those of the greatest measure; the rest is one slot. */
  most: number;
  /** What is chosen in this chart and therefore does not narrow it; without it, what `by` stands for. */
  own?: readonly (DimensionName | RangeName)[];
  /** Of forms: whether each is told with its department. */
  departments?: boolean;
}

/** One value of a chart; code -1: all the values that are not given. */
export interface Slot {
  code: number;
  /** What to filter by; `null` = not printed. */
  value: string | null;
  /** What to print. */
  label: string | null;
  /** Of a form, where the chart asks for it. */
  department?: string | null;
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
export function ownOf({ by, own }: LinkedChart): readonly (DimensionName | RangeName)[] {
  return own ?? (by === LEVEL_AND_KIND ? ['level1', 'kind'] : [by]);
}

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
  department?: string | null;
}

/** All the charts under a filter, in one statement over the ground. */
export async function linked(db: Connector, filter: Filter, charts: readonly LinkedChart[]): Promise<Linked> {
  const coded = await codeFilter(db, filter);
  const rows = charts.length > 0 ? await db.query<LinkedRow>(linkedSql(coded, charts)) : [];
  const selected = whereSql(coded) === 'TRUE' ? await selectedInAll(db) : await selectedBy(db, coded);
  return {
    tallies: charts.map((chart, i) =>
      tallyOf(
        chart,
        rows.filter((row) => row.chart === i),
      ),
    ),
    selected,
    coded,
  };
}

/** Parts of a statement that several others read: each is written, and reckoned, once. */
class Parts {
  #names = new Map<string, string>();

  /** The name of a part, to stand after FROM. */
  of(sql: string): string {
    if (!this.#names.has(sql)) this.#names.set(sql, `t${this.#names.size}`);
    return this.#names.get(sql)!;
  }
  toString(): string {
    return [...this.#names].map(([sql, name]) => `${name} AS MATERIALIZED (${sql})`).join(',\n');
  }
}

/** One statement for all charts. What several of them read is written once; names are looked up last, for the slots alone: a portfolio has more of them than fit. */
export function linkedSql(coded: CodedFilter, charts: readonly LinkedChart[]): string {
  const parts = new Parts();
  const slots = charts.map((chart, i) => {
    const except = ownOf(chart);
    const groups =
      whereSql(coded, except) === 'TRUE'
        ? totalOf(chart.by)
        : parts.of(groupsSql(chart.by, rowsSql(coded, { except, reads: [chart.by] })));
    const shown = parts.of(shownSql(chart, parts.of(sizesSql(chart, groups)), coded));
    return slotsSql(chart, i, groups, shown);
  });
  const [of, join] = charts.some(({ departments }) => departments)
    ? [', p.department', DEPARTMENTS]
    : ['', ''];
  return `WITH ${hitSql(coded)}${parts},
slot AS MATERIALIZED (${slots.join('\nUNION ALL ')})
SELECT s.* EXCLUDE (dimension), v.value, v.label${of} FROM slot s LEFT JOIN explore.value v ON v.dimension = s.dimension AND v.code = s.code${join}`;
}

// Equal on both: a condition on `s.dimension` alone made the join take longer than all the charts.
const DEPARTMENTS = `
LEFT JOIN (SELECT 'project' AS dimension, form_order AS code, department FROM project) p ON p.dimension = s.dimension AND p.code = s.code`;

/** How great each value is: under the filters of the other charts, and in all. */
function sizesSql({ by, measure }: LinkedChart, groups: string): string {
  const size = measure === 'items' ? 'n' : 'money';
  const frail = measure === 'weak' ? 'CASE WHEN strength > 2 THEN 1 ELSE 0 END * ' : '';
  const summed = (table: string) => `SELECT code, sum(${frail}${size}) AS size FROM ${table} GROUP BY code`;
  const all = totalOf(by);
  if (groups === all) return `SELECT code, size, size AS of_all FROM (${summed(all)})`;
  return `SELECT t.code, g.size, t.size AS of_all FROM (${summed(all)}) t LEFT JOIN (${summed(groups)}) g ON g.code = t.code`;
}

/** The codes that a chart shows: what is chosen, then the greatest. */
function shownSql({ by, measure, most }: LinkedChart, sizes: string, coded: CodedFilter): string {
  const chosen = (by in coded.chosen && coded.chosen[by as keyof typeof coded.chosen]) || [];
  return `SELECT code FROM ${sizes} ${measure === 'weak' ? 'WHERE of_all > 0 ' : ''}ORDER BY ${
    chosen.length ? `code IN (${chosen.join(', ')}) DESC, ` : ''
  }size DESC NULLS LAST, of_all DESC, code LIMIT ${most}`;
}

function slotsSql({ by }: LinkedChart, i: number, groups: string, shown: string): string {
  const head = `SELECT ${i} AS chart, ${literal(by)} AS dimension`;
  const figures = 'coalesce(g.n, 0) AS n, coalesce(g.money, 0) AS money, t.n AS all_n, t.money AS all_money';
  const given = (table: string) => `(SELECT * FROM ${table} WHERE code IN (FROM ${shown}))`;
  const slots = `${head}, t.code, t.strength, ${figures}
FROM ${given(totalOf(by))} t LEFT JOIN ${given(groups)} g ON g.code = t.code AND g.strength = t.strength`;
  if (isMany(by)) return slots;
  const rest = (table: string) =>
    `(SELECT strength, sum(n) AS n, sum(money) AS money FROM ${table} WHERE code NOT IN (FROM ${shown}) GROUP BY strength)`;
  return `${slots}
UNION ALL ${head}, -1, t.strength, ${figures}
FROM ${rest(totalOf(by))} t LEFT JOIN ${rest(groups)} g ON g.strength = t.strength`;
}

function tallyOf(chart: LinkedChart, rows: readonly LinkedRow[]): Tally {
  const slots = new Map<number, Slot>();
  for (const { code, value, label, department } of rows)
    if (!slots.has(code)) slots.set(code, { code, value, label, ...(chart.departments && { department }) });
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

async function selectedBy(db: Connector, coded: CodedFilter): Promise<Selected> {
  const sql = countedSql(rowsSql(coded), hitSql(coded));
  const [selected] = await db.query<Selected>(sql);
  return selected!;
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
  const asked = tallies.flatMap(({ chart, slots }, i) => {
    const own = ownOf(chart);
    if (own.some((of) => of === active.by)) return [];
    const codes = slots.map(({ code }) => code).filter((code) => code >= 0);
    const rows = rowsSql(coded, { except: [...own, ...free], reads: [chart.by, active.by] });
    return [{ i, by: chart.by, rows, codes, isAll: codes.length === slots.length }];
  });
  const parts = new Parts();
  const cells = asked.map(({ i, by, rows, codes, isAll }) => {
    // Of forms there are more than can be grouped while a hand waits: those that no chart draws are one group from the start.
    const alike = asked.filter((one) => one.by === by && one.rows === rows);
    const only = alike.every((one) => one.isAll)
      ? undefined
      : [...new Set(alike.flatMap((one) => one.codes))];
    const groups = parts.of(groupsSql(by, rows, { bin: active.by, only }));
    const head = `SELECT ${i}::INTEGER AS chart, bin`;
    const among = `code IN (${codes.join(', ') || 'NULL'})`;
    if (isAll || isMany(by))
      return `${head}, code, strength, n, money FROM ${groups}${isAll ? '' : ` WHERE ${among}`}`;
    return `${head}, CASE WHEN ${among} THEN code ELSE -1 END AS code, strength, sum(n)::DOUBLE AS n, sum(money)::DOUBLE AS money
FROM ${groups} GROUP BY ALL`;
  });
  return `WITH ${hitSql(coded)}${parts}
${cells.join('\nUNION ALL ')}`;
}
