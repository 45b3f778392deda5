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
}

/** One printed row. `gap` = number of blank lines before it. */
export interface Row {
  line: number;
  gap: number;
  cells: Cell[];
}

/**
 * How cells stand in the source: `columns` = rows with true columns; `words` = rows split at blanks, columns unknown;
 * `stream` = one cell after the other, rows unknown, blank cells not printed; `slots` = the same, blank cells printed.
 */
export type Shape = 'columns' | 'words' | 'stream' | 'slots';

export interface Grid {
  file: string;
  shape: Shape;
  rows: Iterable<Row>;
  /** The printed rows, where they are not the text's lines. */
  printed?: string[];
}

export function place(...cells: (Cell | undefined)[]): void {
  for (const cell of cells) if (cell?.fate === 'open') cell.fate = 'placed';
}

export function sourceOf(file: string, at: { line: number; column?: number } | undefined): Source {
  return { file, page: null, sheet: null, line: at?.line ?? null, row: null, column: at?.column ?? null };
}
