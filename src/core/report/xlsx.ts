import type { Cell, SheetData } from 'write-excel-file/universal';
import { findingHeader, findingRows } from './csv.ts';
import { printable } from './plain-text.ts';
import type { ReportInput } from './report.ts';
import { noteHeader, noteRows, outcomeHeader, outcomeRows, summaryRows } from './summary-rows.ts';
import { WORDS } from './words.ts';

export const XLSX_MIME = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const MOST_CHARACTERS = 32_767;

/** A workbook of four sheets: summary, findings, outcomes, reading notes. Text is typed as text, never a formula. */
export async function findingXlsx(input: ReportInput): Promise<Uint8Array> {
  const { default: write } = await import('write-excel-file/universal');
  const name = (word: 'summary' | 'findings' | 'outcomes' | 'notes') => WORDS[word][input.language];
  const blob = await write([
    { sheet: name('summary'), data: body(summaryRows(input)), columns: widths(36, 60) },
    {
      sheet: name('findings'),
      data: [head(findingHeader(input)), ...body(findingRows(input))],
      columns: widths(8, 7, 28, 10, 28, 28, 16, 70, 18, 12, 8, 40, 28, 20),
      stickyRowsCount: 1,
    },
    {
      sheet: name('outcomes'),
      data: [head(outcomeHeader(input)), ...body(outcomeRows(input))],
      columns: widths(8, 40, 8, 10, 10, 10, 10, 8, 20),
      stickyRowsCount: 1,
    },
    {
      sheet: name('notes'),
      data: [head(noteHeader(input)), ...body(noteRows(input))],
      columns: widths(8, 28, 70, 40, 40, 8),
      stickyRowsCount: 1,
    },
  ]).toBlob();
  return new Uint8Array(await blob.arrayBuffer());
}

const widths = (...columns: number[]) => columns.map((width) => ({ width }));

/** A bold row of names. */
export const head = (names: string[]): Cell[] =>
  names.map((value) => ({ value, fontWeight: 'bold', type: String }));

/** Rows of a sheet: numbers as numbers, text typed as text. */
export function body(rows: readonly (readonly (string | number | null)[])[]): SheetData {
  return rows.map((row) =>
    row.map((value): Cell => {
      if (value === null) return null;
      if (typeof value === 'number')
        return { value, type: Number, ...(value >= 1000 ? { format: '#,##0.00' } : {}) };
      return { value: printable(value).slice(0, MOST_CHARACTERS), type: String };
    }),
  );
}
