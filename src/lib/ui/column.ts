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
  /** Gives way on a narrow screen. */
  wide?: boolean;
}

/** The rows by a column's value (`-` in front of its key: descending); missing values stand last in both directions. */
export function sortRows<R>(rows: readonly R[], columns: readonly Column<R>[], sort: string): readonly R[] {
  const value = columns.find((column) => column.key === sort.replace(/^-/, ''))?.value;
  if (!value) return rows;
  const sign = sort.startsWith('-') ? -1 : 1;
  return [...rows].sort((a, b) => {
    const [x, y] = [value(a), value(b)];
    if (x === y) return 0;
    if (x === null) return 1;
    if (y === null) return -1;
    const order = typeof x === 'number' && typeof y === 'number' ? x - y : compare(String(x), String(y));
    return sign * order;
  });
}

const { compare } = new Intl.Collator('zh-CN');
