import type { Source } from '#core/model/source.ts';

/**
 * A printed cell. `column` counts from 0 where columns mean something. `fate` is what became of it: in a field or a known label
 * (`placed`), told in a note (`noted`), or not looked at yet (`open`).
 */
export interface Cell {
  text: string;
  line: number;
  column: number;
  fate: 'open' | 'placed' | 'noted';
  /** Put in by the reader, not printed. */
  added?: boolean;
  /** Columns it spans, where the format says so; 1 when absent. */
  columns?: number;
  /** Rows it spans, where the format says so. */
  rows?: number;
}

/** One printed row. `gap` = number of blank lines before it. */
export interface Row {
  line: number;
  gap: number;
  /** A line of text outside tables, where the format tells. */
  loose?: true;
  cells: Cell[];
}

/**
 * How cells stand in the source: `columns` = rows with true columns; `words` = rows split at blanks, columns unknown;
 * `stream` = one cell after the other, rows unknown, blank cells not printed; `slots` = the same, blank cells printed.
 */
export type Shape = 'columns' | 'words' | 'stream' | 'slots';

export interface Grid {
  /** Where its rows stand. */
  site: Site;
  shape: Shape;
  rows: Iterable<Row>;
  /** Whether the cells of a row were guessed by the format's reader. */
  unsure?(line: number): boolean;
  /** The printed rows from line 1 on, where they are not the text's lines. */
  printed?: string[];
}

/** What rows are counted in: a text file's lines, or the rows of a sheet, a Word or PDF document. */
export interface Site {
  /** The file, with its sheet when it has several (`a.xlsx › 表二`): with `line`, the key of a printed row. */
  file: string;
  sheet: string | null;
  /** True for a table's rows; false for a text's lines. */
  table: boolean;
  /** Page of a row, where there are pages. */
  pageOf(line: number): number | null;
}

export const textSite = (file: string): Site => ({ file, sheet: null, table: false, pageOf: () => null });

export function place(...cells: (Cell | undefined)[]): void {
  for (const cell of cells) if (cell?.fate === 'open') cell.fate = 'placed';
}

export function sourceOf(site: Site, at: { line: number; column?: number } | undefined): Source {
  return {
    file: site.file,
    page: at ? site.pageOf(at.line) : null,
    sheet: site.sheet,
    line: at?.line ?? null,
    row: at && site.table ? at.line : null,
    column: at?.column ?? null,
  };
}
