/** One column of a DataTable or of a chart's table twin. */
export interface Column<R> {
  key: string;
  title: string;
  /** What is sorted by (and printed when `text` is not given); without it the column cannot be sorted. */
  value?: (row: R) => string | number | null;
  /** What is printed. */
  text?: (row: R) => string;
  /** Right-aligned, tabular figures, first click sorts descending. */
  number?: boolean;
  sortable?: boolean;
  width?: string;
}
