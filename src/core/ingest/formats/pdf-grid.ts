import type { Marks, Ruling } from './pdf-marks.ts';
import { coverOf, groupsOf, joinRulings } from './pdf-rulings.ts';

/** A cell between ruling lines: rows `top` to `bottom` and columns `left` to `right` of the grid, ends not included. */
export interface Area {
  top: number;
  bottom: number;
  left: number;
  right: number;
  /** No line is drawn above or below it. */
  openAbove: boolean;
  openBelow: boolean;
}

/** Cells between ruling lines that touch. `xs` and `ys` are the places of the lines in points. */
export interface Lattice {
  xs: number[];
  ys: number[];
  areas: Area[];
  /** The area at each place of the grid, row by row. */
  at: (Area | undefined)[];
}

const SNAP = 3.2;
const COVERED = 0.6;

/** The tables that a page's ruling lines draw. Frames of the page, underlines and boxes to tick are none. */
export function latticesOf({ across, down, width, height }: Marks): Lattice[] {
  const out: Lattice[] = [];
  for (const group of groupsOf(joinRulings(across), joinRulings(down))) {
    const lattice = latticeOf(group.across, group.down);
    if (!lattice || lattice.areas.length === 0) continue;
    const [wide, high] = [lattice.xs.at(-1)! - lattice.xs[0]!, lattice.ys.at(-1)! - lattice.ys[0]!];
    if (wide < 16 || high < 8 || (wide < 24 && high < 24)) continue;
    if (lattice.areas.length === 1 && wide * high > (width * height) / 4) continue;
    out.push(lattice);
  }
  return out;
}

function latticeOf(across: Ruling[], down: Ruling[]): Lattice | null {
  if (across.length + down.length < 3 || down.length === 0 || across.length === 0) return null;
  const xs = placesOf(down, across);
  const ys = placesOf(across, down);
  if (xs.length < 2 || ys.length < 2) return null;
  const [columns, rows] = [xs.length - 1, ys.length - 1];
  const linesAt = (lines: readonly Ruling[], places: readonly number[]) =>
    places.map((place) => lines.filter((line) => Math.abs(line.at - place) <= SNAP / 2));
  const [hs, vs] = [linesAt(across, ys), linesAt(down, xs)];
  /** Line above row i in column j; line left of column j in row i. */
  const above = (i: number, j: number) => coverOf(hs[i] ?? [], xs[j]!, xs[j + 1]!) >= COVERED;
  const beside = (i: number, j: number) => coverOf(vs[j] ?? [], ys[i]!, ys[i + 1]!) >= COVERED;
  const group = Array.from({ length: rows * columns }, (_, i) => i);
  const root = (i: number): number => (group[i] === i ? i : (group[i] = root(group[i]!)));
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < columns; j++) {
      if (j > 0 && !beside(i, j)) group[root(i * columns + j)] = root(i * columns + j - 1);
      if (i > 0 && !above(i, j)) group[root(i * columns + j)] = root((i - 1) * columns + j);
    }
  const groups = new Map<number, { i: number; j: number }[]>();
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < columns; j++) {
      const at = root(i * columns + j);
      const cells = groups.get(at);
      if (cells) cells.push({ i, j });
      else groups.set(at, [{ i, j }]);
    }
  const areas = [...groups.values()]
    .flatMap((cells) => rectanglesOf(cells))
    .flatMap((area) => {
      const { top, bottom, left, right } = area;
      const open = (row: number) => {
        for (let j = left; j < right; j++) if (above(row, j)) return false;
        return true;
      };
      const [openAbove, openBelow] = [open(top), open(bottom)];
      const openLeft = left === 0 && !beside(top, 0);
      const openRight = right === columns && !beside(top, columns);
      const outside = ((openAbove && top === 0) || (openBelow && bottom === rows)) && (openLeft || openRight);
      return outside ? [] : [{ ...area, openAbove, openBelow }];
    });
  const at: (Area | undefined)[] = new Array<Area | undefined>(rows * columns);
  for (const area of areas)
    for (let i = area.top; i < area.bottom; i++)
      for (let j = area.left; j < area.right; j++) at[i * columns + j] = area;
  return { xs, ys, areas, at };
}

/** Where lines stand, and where the lines that cross them end without one. */
function placesOf(lines: readonly Ruling[], crossing: readonly Ruling[]): number[] {
  const places: number[] = [];
  for (const { at } of lines) if (places.length === 0 || at - places.at(-1)! > SNAP / 2) places.push(at);
  const ends = crossing.flatMap(({ from, to }) => [from, to]);
  const [first, last] = [Math.min(...ends), Math.max(...ends)];
  if (places[0]! - first > 6) places.unshift(first);
  if (last - places.at(-1)! > 6) places.push(last);
  return places;
}

/** Cells that no line parts, as rectangles: one where they form one, else row by row. */
function rectanglesOf(
  cells: readonly { i: number; j: number }[],
): Pick<Area, 'top' | 'bottom' | 'left' | 'right'>[] {
  const rows = new Map<number, number[]>();
  for (const { i, j } of cells) rows.set(i, [...(rows.get(i) ?? []), j]);
  const out: Pick<Area, 'top' | 'bottom' | 'left' | 'right'>[] = [];
  for (const [i, columns] of [...rows].sort((a, b) => a[0] - b[0])) {
    columns.sort((a, b) => a - b);
    for (let from = 0; from < columns.length;) {
      let to = from + 1;
      while (to < columns.length && columns[to] === columns[to - 1]! + 1) to++;
      const [left, right] = [columns[from]!, columns[to - 1]! + 1];
      const above = out.find((area) => area.bottom === i && area.left === left && area.right === right);
      if (above) above.bottom = i + 1;
      else out.push({ top: i, bottom: i + 1, left, right });
      from = to;
    }
  }
  return out;
}
