import { foldOf } from '../folds.ts';
import type { Pivot, PivotCell, PivotDimension } from '#core/store/explore/pivot.ts';

/** The figures a pivot can show. */
export const FIGURES = ['items', 'money', 'weak', 'measurable', 'forms'] as const;
export type Figure = (typeof FIGURES)[number];

/** A figure of a cell; of `measurable` the share of the indicators, 0…1. */
export const figureOf = (cell: PivotCell, figure: Figure): number =>
  figure === 'measurable' ? (cell.items > 0 ? 1 - cell.weak / cell.items : 0) : cell[figure];

/** A line of the pivot's side or head: what it stands for, how deep, and whether it sums up others. */
export interface PivotLine {
  /** What it is called when it is folded away. */
  key: string;
  codes: readonly number[];
  /** The value of each dimension down to this one; `null` = not printed. */
  values: readonly (string | null)[];
  /** What these are called, its own name last. */
  labels: readonly string[];
  /** 0 = the total. */
  depth: number;
  /** Has lines under it that can be folded away. */
  parent: boolean;
}

export interface PivotTable {
  rows: PivotLine[];
  columns: PivotLine[];
  /** By row, then column; `null` where nothing is. */
  cells: (PivotCell | null)[][];
}

export interface PivotPlan {
  down: readonly PivotDimension[];
  across: readonly PivotDimension[];
  /** Keys of the rows and columns that are folded. */
  folded: readonly string[];
  figure: Figure;
  /** Dimensions whose values have an order of their own; the others stand by the first figure. */
  ordered: (dimension: PivotDimension) => boolean;
  label: (dimension: PivotDimension, value: string | null, label: string | null) => string;
  total: string;
}

const keyOf = (codes: readonly number[]): string => codes.join('.');
const pair = (down: readonly number[], across: readonly number[]): string =>
  `${keyOf(down)}|${keyOf(across)}`;

/** The cells as a table: parents in front of their children, the total last. What is on screen and what is exported. */
export function pivotTable(pivot: Pivot, plan: PivotPlan): PivotTable {
  const cells = new Map(pivot.cells.map((cell) => [pair(cell.down, cell.across), cell]));
  const lines = (dimensions: readonly PivotDimension[], side: 'down' | 'across'): PivotLine[] => {
    const groups = pivot.cells.filter((cell) => cell[side === 'down' ? 'across' : 'down'].length === 0);
    const children = new Map<string, PivotCell[]>();
    for (const cell of groups) {
      if (cell[side].length === 0) continue;
      const parent = keyOf(cell[side].slice(0, -1));
      const list = children.get(parent);
      if (list) list.push(cell);
      else children.set(parent, [cell]);
    }
    const found: PivotLine[] = [];
    const visit = ({ codes, values, labels }: Pick<PivotLine, 'codes' | 'values' | 'labels'>): void => {
      const dimension = dimensions[codes.length];
      if (!dimension) return;
      const list = children.get(keyOf(codes)) ?? [];
      const own = plan.ordered(dimension);
      const rank = (code: number) => (code === 0 ? Infinity : code);
      list.sort((a, b) => {
        const [x, y] = [a[side].at(-1)!, b[side].at(-1)!];
        if (!own && figureOf(a, plan.figure) !== figureOf(b, plan.figure))
          return figureOf(b, plan.figure) - figureOf(a, plan.figure);
        return rank(x) === rank(y) ? 0 : rank(x) - rank(y);
      });
      for (const cell of list) {
        const code = cell[side].at(-1)!;
        const name = pivot.labels[dimension]?.get(code);
        const value = name?.value ?? null;
        const line: PivotLine = {
          key: foldOf(side, [...values, value]),
          codes: cell[side],
          values: [...values, value],
          labels: [...labels, plan.label(dimension, value, name?.label ?? null)],
          depth: cell[side].length,
          parent: cell[side].length < dimensions.length,
        };
        found.push(line);
        if (!plan.folded.includes(line.key)) visit(line);
      }
    };
    visit({ codes: [], values: [], labels: [] });
    const total = { codes: [], values: [], labels: [plan.total], depth: 0, parent: false };
    return [...found, { key: side, ...total }];
  };
  const rows = lines(plan.down, 'down');
  const columns = lines(plan.across, 'across');
  return {
    rows,
    columns,
    cells: rows.map((row) => columns.map((column) => cells.get(pair(row.codes, column.codes)) ?? null)),
  };
}

/** What a line is called where no other stands above it. */
export const calledLine = ({ labels }: PivotLine): string => labels.join(' · ');

/**
 * The table as plain rows, head first, for a file: a column for each dimension down (`sides` are their names), so that a row says
 * what it is wherever it is put, and one for each column × figure.
 */
export function pivotRows(
  table: PivotTable,
  figures: readonly Figure[],
  { sides, figureName }: { sides: readonly string[]; figureName: (figure: Figure) => string },
): (string | number | null)[][] {
  const head = table.columns.flatMap((column) =>
    figures.map((figure) =>
      figures.length > 1 ? `${calledLine(column)} · ${figureName(figure)}` : calledLine(column),
    ),
  );
  return [
    [...sides, ...head],
    ...table.rows.map(({ labels }, r) => [
      ...sides.map((_, i) => labels[i] ?? null),
      ...table.cells[r]!.flatMap((cell) => figures.map((figure) => (cell ? figureOf(cell, figure) : null))),
    ]),
  ];
}
