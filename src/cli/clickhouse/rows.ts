import type { Row, Value } from '#core/store/connector.ts';

/**
 * Rows of the format JSONCompactEachRowWithNamesAndTypes. With `comparisons` a UInt8 is what a comparison gave, true or false: numbers of
 * core's questions are DOUBLE.
 */
export function readRows(text: string, comparisons: boolean): { columns: string[]; rows: Row[] } {
  const lines = text.split('\n');
  const columns = JSON.parse(lines[0] || '[]') as string[];
  const types = JSON.parse(lines[1] || '[]') as string[];
  const flags = types.map((type) => comparisons && (type === 'UInt8' || type === 'Nullable(UInt8)'));
  const rows: Row[] = [];
  for (let i = 2; i < lines.length; i++) {
    if (lines[i] === '') continue;
    const values = JSON.parse(lines[i]!) as Value[];
    const row: Row = {};
    for (let c = 0; c < columns.length; c++) {
      const value = values[c]!;
      row[columns[c]!] = flags[c] && value !== null ? value === 1 : value;
    }
    rows.push(row);
  }
  return { columns, rows };
}
