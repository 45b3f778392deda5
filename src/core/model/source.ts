/**
 * Where a printed text stands. `line` counts from 1 in text formats, `row` from 1 in sheets and tables, `column` from 0;
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
