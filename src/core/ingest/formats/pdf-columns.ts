import type { TableBlock } from './pdf-layout.ts';

const NEAR = 3.5;

/** Tables whose vertical lines are the same, and the places of all of them. */
export interface Columns {
  xs: number[];
}

/**
 * The columns of each table, in order: a table whose lines all stand where the table before has lines shares its columns, so that a
 * table that goes on over pages keeps them.
 */
export function columnsOf(tables: readonly TableBlock[]): Map<TableBlock, Columns> {
  const out = new Map<TableBlock, Columns>();
  let last: Columns | null = null;
  let before: TableBlock | null = null;
  for (const table of tables) {
    if (last && isWithin(table.xs, last.xs)) out.set(table, last);
    else if (last && before && table.page === before.page + 1 && isWithin(last.xs, table.xs)) {
      last.xs = unite(last.xs, table.xs);
      out.set(table, last);
    } else out.set(table, (last = { xs: table.xs }));
    before = table;
  }
  return out;
}

/** Number of the column that begins at a place. */
export function columnAt({ xs }: Columns, x: number): number {
  let best = 0;
  xs.forEach((at, i) => {
    if (Math.abs(at - x) < Math.abs(xs[best]! - x)) best = i;
  });
  return best;
}

const isNear = (xs: readonly number[], x: number) => xs.some((at) => Math.abs(at - x) <= NEAR);
const isWithin = (inner: readonly number[], outer: readonly number[]) =>
  isNear(inner, outer[0]!) && isNear(inner, outer.at(-1)!) && inner.every((x) => isNear(outer, x));
const unite = (a: readonly number[], b: readonly number[]) =>
  [...a, ...b.filter((x) => !isNear(a, x))].sort((x, y) => x - y);
