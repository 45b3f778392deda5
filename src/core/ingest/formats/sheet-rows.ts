import type { CellObject, Range } from '@e965/xlsx';
import type { Budget } from './budget.ts';
import type { PrintedCell, PrintedRow } from './section.ts';
import { address, type Place } from './sheet-address.ts';
import { tidyNote, type Page } from './sheet-page.ts';

const LARGE = 1000;

/** What a sheet shows, and what it holds besides. */
export interface SheetRows {
  rows: PrintedRow[];
  /** Hidden rows and columns, from 0, that hold text. */
  hiddenRows: number[];
  hiddenColumns: number[];
  /** Texts under a merged cell, which the sheet does not show. */
  covered: Place[];
  comments: Place[];
  /** Cells with text to the right of the last column, or below the last row, that is read. */
  beyond: number;
}

/** The cells of a page that hold text, row by row. Only cells that are present are looked at, whatever range the sheet claims. */
export function rowsOfPage(page: Page, textOf: (cell: CellObject) => string, budget: Budget): SheetRows {
  const data = (page.sheet?.['!data'] ?? []) as unknown as Record<
    string,
    Record<string, CellObject | undefined>
  >;
  const found: SheetRows = {
    rows: [],
    hiddenRows: [],
    hiddenColumns: [],
    covered: [...page.covered],
    comments: [],
    beyond: 0,
  };
  const { limits } = budget;
  const seenColumns = new Set<number>();
  const merges = mergesByRow(page.sheet?.['!merges'] ?? []);
  for (const key of Object.keys(data)) {
    const r = Number(key);
    if ((r & 255) === 0) budget.check();
    const over = merges(r);
    const cells: PrintedCell[] = [];
    for (const [place, cell] of Object.entries(data[key]!)) {
      if (!cell) continue;
      const c = Number(place);
      const at = address(r, c);
      for (const comment of cell.c ?? []) found.comments.push({ row: r + 1, at, text: tidyNote(comment.t) });
      const text = textOf(cell);
      if (text === '') continue;
      if (c >= limits.columns || r >= limits.rows || !(c >= 0 && r >= 0)) {
        found.beyond++;
        continue;
      }
      const merge = over.find(({ s, e }) => s.c <= c && c <= e.c);
      if (merge && (merge.s.r !== r || merge.s.c !== c)) found.covered.push({ row: r + 1, at, text });
      else {
        cells.push({
          text,
          column: c,
          columns: merge ? merge.e.c - c + 1 : 1,
          rows: merge ? merge.e.r - r + 1 : 1,
        });
        seenColumns.add(c);
      }
    }
    if (cells.length === 0) continue;
    budget.count(cells.length);
    found.rows.push({ row: r + 1, page: null, cells });
    if (page.hiddenRows.has(r)) found.hiddenRows.push(r);
  }
  found.hiddenColumns = [...page.hiddenColumns].filter((c) => seenColumns.has(c)).sort((a, b) => a - b);
  clip(found.rows, seenColumns);
  return found;
}

/** The merged ranges over a row; rows must be asked for in rising order. */
function mergesByRow(merges: readonly Range[]): (row: number) => Range[] {
  const waiting = merges.filter(({ s, e }) => s.r <= e.r && s.c <= e.c).sort((a, b) => a.s.r - b.s.r);
  let next = 0;
  let open: Range[] = [];
  return (row) => {
    open = open.filter(({ e }) => e.r >= row);
    for (; next < waiting.length && waiting[next]!.s.r <= row; next++)
      if (waiting[next]!.e.r >= row) open.push(waiting[next]!);
    return open;
  };
}

/** A merge far larger than the form, as after merging whole rows or columns, ends where the text ends. */
function clip(rows: readonly PrintedRow[], columns: ReadonlySet<number>): void {
  const lastRow = rows.at(-1)?.row ?? 0;
  let lastColumn = 0;
  for (const column of columns) lastColumn = Math.max(lastColumn, column);
  for (const { row, cells } of rows)
    for (const cell of cells) {
      if (cell.rows > LARGE) cell.rows = Math.max(1, lastRow - row + 1);
      if (cell.columns > LARGE / 10) cell.columns = Math.max(1, lastColumn - cell.column + 1);
    }
}
