import type { Connector } from '../connector.ts';
import type { DimensionName } from '../filter.ts';
import { literal } from '../sql.ts';
import { hitSql, rowsSql, type CodedFilter } from './coded-filter.ts';
import { codeSql } from './groups.ts';

/** Dimensions a pivot can stand on: those of which an indicator has one value only, so that sums are sums. */
export const PIVOT_DIMENSIONS = [
  'department',
  'agency',
  'nature',
  'year',
  'project',
  'level1',
  'level2',
  'kind',
  'strength',
  'measurable',
  'comparator',
  'dimension',
  'severity',
] as const satisfies DimensionName[];
export type PivotDimension = (typeof PIVOT_DIMENSIONS)[number];

/** The figures of one cell: a group of rows × a group of columns, subtotals and totals among them. Money in yuan. */
export interface PivotCell {
  /** Codes of the first dimensions down and across; as many as the depth of the subtotal. */
  down: number[];
  across: number[];
  items: number;
  money: number;
  /** Indicators that are a direction, a word or lost. */
  weak: number;
  forms: number;
}

export interface Pivot {
  cells: PivotCell[];
  /** Names of the codes by dimension; code 0 = not printed. */
  labels: Partial<Record<PivotDimension, Map<number, { value: string | null; label: string | null }>>>;
  /** True: there were more than MOST_CELLS, and these are not all. */
  cut: boolean;
}

/** Cells that a screen can take. */
export const MOST_CELLS = 20_000;

/** A pivot under a filter, with every subtotal, in one statement over the ground. */
export async function pivot(
  db: Connector,
  coded: CodedFilter,
  down: readonly PivotDimension[],
  across: readonly PivotDimension[],
): Promise<Pivot> {
  const rows = await db.query<Record<string, number>>(pivotSql(coded, down, across));
  const cut = rows.length > MOST_CELLS;
  const cells = rows.slice(0, MOST_CELLS).map((row) => ({
    down: down.slice(0, row.depth).map((_, i) => row[`d${i}`]!),
    across: across.slice(0, row.width).map((_, i) => row[`a${i}`]!),
    items: row.items!,
    money: row.money!,
    weak: row.weak!,
    forms: row.forms!,
  }));
  const labels: Pivot['labels'] = {};
  for (const [dimensions, codesOf] of [
    [down, (cell: PivotCell) => cell.down],
    [across, (cell: PivotCell) => cell.across],
  ] as const)
    for (const [i, dimension] of dimensions.entries()) {
      const codes = [...new Set(cells.flatMap((cell) => codesOf(cell)[i] ?? []))].filter((code) => code > 0);
      const named = codes.length
        ? await db.query<{ code: number; value: string; label: string }>(
            `SELECT code::DOUBLE AS code, value, label FROM explore.value WHERE dimension = ${literal(dimension)} AND code IN (${codes.join(', ')})`,
          )
        : [];
      labels[dimension] = new Map(named.map(({ code, value, label }) => [code, { value, label }]));
    }
  return { cells, labels, cut };
}

export function pivotSql(
  coded: CodedFilter,
  down: readonly PivotDimension[],
  across: readonly PivotDimension[],
): string {
  const downs = down.map((d, i) => ({ column: `d${i}`, from: codeSql(d) }));
  const acrosses = across.map((d, i) => ({ column: `a${i}`, from: codeSql(d) }));
  const all = [...downs, ...acrosses];
  const sets = prefixes(downs).flatMap((some) =>
    prefixes(acrosses).map((more) => `(${[...some, ...more].map(({ column }) => column).join(', ')})`),
  );
  const depth = (list: typeof all) =>
    list.map(({ column }) => `(1 - GROUPING(${column}))`).join(' + ') || '0';
  const search = hitSql(coded).replace(/,\n$/, '\n');
  return `${search && `WITH ${search}`}SELECT ${all.map(({ column }) => `${column}::DOUBLE AS ${column}, `).join('')}(${depth(downs)})::DOUBLE AS depth, (${depth(acrosses)})::DOUBLE AS width,
  count(*)::DOUBLE AS items, coalesce(sum(money), 0)::DOUBLE AS money, (count(*) FILTER (WHERE weak))::DOUBLE AS weak,
  count(DISTINCT form)::DOUBLE AS forms
FROM (SELECT ${all.map(({ column, from }) => `${from} AS ${column}, `).join('')}money, strength > 2 AS weak, project AS form
  FROM ${rowsSql(coded, { reads: [...down, ...across] })})
GROUP BY GROUPING SETS (${sets.join(', ')})
ORDER BY depth, width, items DESC LIMIT ${MOST_CELLS + 1}`;
}

const prefixes = <T>(list: readonly T[]): T[][] =>
  Array.from({ length: list.length + 1 }, (_, i) => list.slice(0, i));
