import type { Value } from '#core/store/connector.ts';
import { csv } from './csv.ts';
import { workbook, XLSX_MIME } from './workbook.ts';

/** One row, a value a column. */
export type ExportedRow = readonly Value[];

/** A table to take away: what it is, its columns, its rows, and where it comes from (label → value). */
export interface ExportedTable {
  title: string;
  columns: readonly { name: string; number: boolean }[];
  rows: readonly ExportedRow[];
  provenance: readonly (readonly [label: string, value: string | number])[];
  /** What the two sheets of a workbook are called. */
  sheets: { data: string; provenance: string };
}

interface TableFormat {
  extension: string;
  mime: string;
  /** Rows that the format can hold. */
  mostRows: number;
  render(table: ExportedTable): string | Uint8Array<ArrayBuffer> | Promise<string | Uint8Array<ArrayBuffer>>;
}

/** Every format that any table can be taken away in. All but CSV carry where the table comes from. */
export const TABLE_FORMATS = {
  xlsx: { extension: 'xlsx', mime: XLSX_MIME, mostRows: 1_048_575, render: tableXlsx },
  csv: {
    extension: 'csv',
    mime: 'text/csv;charset=utf-8',
    mostRows: Infinity,
    render: ({ columns, rows }) =>
      csv(
        columns.map((column) => column.name),
        rows,
      ),
  },
  json: { extension: 'json', mime: 'application/json', mostRows: Infinity, render: tableJson },
  parquet: {
    extension: 'parquet',
    mime: 'application/vnd.apache.parquet',
    mostRows: Infinity,
    render: tableParquet,
  },
} as const satisfies Record<string, TableFormat>;

export type TableFormatName = keyof typeof TABLE_FORMATS;

/** A workbook of two sheets: the table, and where it comes from. Text is typed as text, never a formula. */
async function tableXlsx({
  columns,
  rows,
  provenance,
  sheets,
}: ExportedTable): Promise<Uint8Array<ArrayBuffer>> {
  return workbook([
    {
      name: sheets.data,
      header: columns.map((column) => column.name),
      rows: rows.map((row) => row.map(cellOf)),
      widths: columns.map(({ number }) => (number ? 16 : 30)),
    },
    { name: sheets.provenance, rows: provenance, widths: [24, 90] },
  ]);
}

const cellOf = (value: Value): string | number | null =>
  value === null || typeof value === 'number' ? value : textOf(value);

function textOf(value: Exclude<Value, null>): string {
  return Array.isArray(value)
    ? value.map((one) => (one === null ? '' : textOf(one))).join('、')
    : String(value);
}

/** Rows as objects under `rows`, where they come from under `provenance`. Columns of one name are told apart by number. */
function tableJson({ title, columns, rows, provenance }: ExportedTable): string {
  const names = distinct(columns.map((column) => column.name));
  return JSON.stringify(
    {
      schema: 'zhunxing/table@1',
      title,
      provenance: Object.fromEntries(provenance),
      rows: rows.map((row) => Object.fromEntries(names.map((name, i) => [name, row[i] ?? null]))),
    },
    null,
    1,
  );
}

/** Numbers as DOUBLE, all else as text; where it comes from is the file's own metadata. */
async function tableParquet({
  title,
  columns,
  rows,
  provenance,
}: ExportedTable): Promise<Uint8Array<ArrayBuffer>> {
  const { parquetWriteBuffer } = await import('hyparquet-writer');
  const names = distinct(columns.map((column) => column.name));
  const buffer = parquetWriteBuffer({
    columnData: columns.map(({ number }, i) => ({
      name: names[i]!,
      type: number ? 'DOUBLE' : 'STRING',
      nullable: true,
      data: rows.map((row) => {
        const value = row[i] ?? null;
        if (value === null) return null;
        return number ? (typeof value === 'number' ? value : null) : textOf(value);
      }),
    })),
    kvMetadata: [
      { key: 'title', value: title },
      ...provenance.map(([key, value]) => ({ key, value: String(value) })),
    ],
  });
  return new Uint8Array(buffer);
}

function distinct(names: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return names.map((name) => {
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return times === 1 ? name : `${name}_${times}`;
  });
}
