import type { Cell } from 'write-excel-file/universal';
import { printable } from './plain-text.ts';

const MOST_CHARACTERS = 32_767;

/** One sheet of a workbook; the header stays in sight. Widths in characters. */
export interface Sheet {
  name: string;
  header: readonly string[];
  rows: readonly (readonly (string | number | null)[])[];
  widths: readonly number[];
}

/** A workbook as bytes. Text is typed as text, never a formula; line ends within a cell are kept and wrapped. */
export async function workbook(sheets: readonly Sheet[]): Promise<Uint8Array> {
  const { default: write } = await import('write-excel-file/universal');
  const cell = (value: string | number | null): Cell =>
    value === null
      ? null
      : typeof value === 'number'
        ? { value, type: Number, alignVertical: 'top' }
        : {
            value: printable(value).slice(0, MOST_CHARACTERS),
            type: String,
            wrap: true,
            alignVertical: 'top',
          };
  const blob = await write(
    sheets.map(({ name, header, rows, widths }) => ({
      sheet: name,
      data: [
        header.map((value): Cell => ({ value, fontWeight: 'bold', type: String })),
        ...rows.map((row) => row.map(cell)),
      ],
      columns: widths.map((width) => ({ width })),
      stickyRowsCount: 1,
    })),
  ).toBlob();
  return new Uint8Array(await blob.arrayBuffer());
}
