import type { Column } from './column.ts';
import type { Taken } from './take-table.ts';

/** Rows under the columns of a table on screen, as values: numbers stay numbers, all else is what is printed. */
export function takenOf<R>(
  title: string,
  columns: readonly Column<R>[],
  rows: readonly R[],
  sql?: string,
): Taken {
  return {
    title,
    columns: columns.map((column) => ({ name: column.title || column.key, number: column.number ?? false })),
    rows: rows.map((row) =>
      columns.map((column) => {
        const value = column.value?.(row) ?? null;
        return column.number && typeof value === 'number' ? value : (column.text?.(row) ?? value);
      }),
    ),
    ...(sql ? { sql } : {}),
  };
}
