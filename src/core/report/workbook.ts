import type { Cell } from 'write-excel-file/universal';
import { printable } from './plain-text.ts';

export const XLSX_MIME = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const MOST_CHARACTERS = 32_767;
/** From here on a number is money or a count, not a year or a line. */
const GROUPED_FROM = 10_000;

/** One sheet of a workbook; the header is bold and stays in sight. Widths in characters. */
export interface Sheet {
  name: string;
  header?: readonly string[];
  rows: readonly (readonly (string | number | null)[])[];
  widths: readonly number[];
  /** Text that is longer than its cell is wide goes on in its next line. */
  wrapped?: boolean;
}

/** A workbook as bytes. Text is typed as text, never a formula; line ends within a cell are kept. */
export async function workbook(sheets: readonly Sheet[]): Promise<Uint8Array<ArrayBuffer>> {
  const { default: write } = await import('write-excel-file/universal');
  const blob = await write(
    sheets.map(({ name, header, rows, widths, wrapped }) => ({
      sheet: name,
      data: [
        ...(header ? [header.map((value): Cell => ({ ...cellOf(value)!, fontWeight: 'bold' }))] : []),
        ...rows.map((row) =>
          row.map((value) => {
            const cell = cellOf(value);
            return cell && wrapped
              ? { ...cell, wrap: cell.type === String, alignVertical: 'top' as const }
              : cell;
          }),
        ),
      ],
      columns: widths.map((width) => ({ width })),
      ...(header && { stickyRowsCount: 1 }),
    })),
  ).toBlob();
  return new Uint8Array(await blob.arrayBuffer());
}

function cellOf(value: string | number | null) {
  if (value === null) return null;
  if (typeof value === 'number')
    return { value, type: Number, ...(value >= GROUPED_FROM && { format: '#,##0.00' }) };
  return { value: printable(value).slice(0, MOST_CHARACTERS), type: String };
}
