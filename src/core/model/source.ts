/**
 * Where a printed text stands. `line` counts from 1: a text's lines, or the rows of a sheet or document, then `row` says the same; `column` from 0. `file` names the sheet too when there are several;
 * `null` where the format has no such thing.
 */
export interface Source {
  file: string;
  page: number | null;
  sheet: string | null;
  line: number | null;
  row: number | null;
  column: number | null;
}
