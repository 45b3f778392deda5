import type { Cell } from '#core/ingest/cell.ts';
import { kindOf, noteFinder, type CellKind } from '#core/ingest/cell-kind.ts';
import type { Correction, Role } from '#core/ingest/correction.ts';
import type { ReadingNote } from '#core/model/note.ts';
import type { Shown } from '#lib/ingest/desk.ts';

/** A printed cell as drawn. `from` and `span` count drawn columns. */
export interface DrawnCell {
  key: string;
  grid: number;
  row: number;
  cell: Cell;
  kind: CellKind;
  /** What a person said it is. */
  role: Role | null;
  /** Said, and of no effect. */
  idle: boolean;
  note: ReadingNote | null;
  from: number;
  span: number;
}

export interface DrawnRow {
  key: string;
  line: number;
  page: number | null;
  cells: DrawnCell[];
}

/** One sheet or text as drawn. */
export interface DrawnGrid {
  sheet: string | null;
  rows: DrawnRow[];
  /** Widths of the drawn columns in em. */
  widths: number[];
}

export const cellKey = (grid: number, at: { line: number; column: number }) =>
  `${grid}:${at.line}:${at.column}`;

/** The keys of cells. */
export const keysOf = (cells: readonly DrawnCell[]): ReadonlySet<string> =>
  new Set(cells.map(({ key }) => key));

/** Everything that is drawn of a file, cell by cell. Columns in which no cell begins or ends are left out. */
export function drawnGrids({ grids, forms, held, notes, corrections }: Shown): DrawnGrid[] {
  const every = [...notes, ...[...forms, ...held].flatMap((form) => form.notes)];
  return grids.map(({ sheet, table, rows }, grid) => {
    const finder = noteFinder(every.filter((note) => note.source.sheet === sheet));
    const roles = rolesIn(corrections, sheet);
    const fields = fieldTexts([...forms, ...held].filter((form) => form.source.sheet === sheet));
    const edges = edgesOf(rows);
    const at = new Map(edges.map((column, i) => [column, i]));
    const widths = widthsOf(rows, at, edges.length - 1);
    const drawn = rows.map((row, index): DrawnRow => ({
      key: `${index}:${row.line}`,
      line: row.line,
      page: row.page,
      cells: row.cells.map((cell, i): DrawnCell => {
        const role = roles.get(`${cell.line}:${cell.column}`) ?? null;
        const note = cell.fate === 'placed' ? null : finder(cell);
        const from = at.get(cell.column) ?? 0;
        const span = (at.get(cell.column + (cell.columns ?? 1)) ?? from + 1) - from;
        const last = i === row.cells.length - 1;
        const wide = !table && last && cell.text.length > (widths[from] ?? 0);
        return {
          key: cellKey(grid, cell),
          grid,
          row: index,
          cell,
          role,
          note,
          kind: kindOf(cell, { role, note, fields: fields.get(row.line) ?? NONE }),
          idle: role !== null && role !== 'ignore' && cell.fate !== 'placed',
          from,
          span: wide ? Math.max(1, edges.length - 1 - from) : Math.max(1, span),
        };
      }),
    }));
    return { sheet, rows: drawn, widths };
  });
}

const NONE: ReadonlySet<string> = new Set();

function rolesIn(corrections: readonly Correction[], sheet: string | null): Map<string, Role> {
  const own = corrections.filter((one) => one.sheet === sheet && one.as !== 'accept');
  return new Map(own.map((one) => [`${one.line}:${one.column}`, one.as]));
}

function fieldTexts(forms: Shown['forms']): Map<number, Set<string>> {
  const byLine = new Map<number, Set<string>>();
  for (const { indicators } of forms)
    for (const { source, name, raw } of indicators)
      if (source.line !== null) byLine.set(source.line, new Set([name, raw]));
  return byLine;
}

function edgesOf(rows: readonly { cells: readonly Cell[] }[]): number[] {
  const edges = new Set<number>([0]);
  for (const { cells } of rows)
    for (const cell of cells) edges.add(cell.column).add(cell.column + (cell.columns ?? 1));
  return [...edges].sort((a, b) => a - b);
}

const [NARROW, WIDE] = [5.5, 20];
/** Share of a column's cells that its width is made for: a title or a goal's text does not widen it. */
const MOST = 0.85;

function widthsOf(
  rows: readonly { cells: readonly Cell[] }[],
  at: ReadonlyMap<number, number>,
  count: number,
): number[] {
  const lengths = Array.from({ length: Math.max(1, count) }, (): number[] => []);
  for (const { cells } of rows)
    for (const { text, column, columns = 1 } of cells) {
      const from = at.get(column) ?? 0;
      if ((at.get(column + columns) ?? from + 1) - from <= 1) lengths[from]?.push(text.length);
    }
  return lengths.map((one) => {
    const length = one.sort((a, b) => a - b)[Math.floor(one.length * MOST)] ?? one.at(-1) ?? 0;
    return Math.max(NARROW, Math.min(WIDE, length + 2));
  });
}
