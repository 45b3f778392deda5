import { strFromU8, strToU8, unzipSync, zipSync, type Zippable } from 'fflate';
import type { Cell, SheetData } from 'write-excel-file/universal';
import { findingHeader, findingRows } from './csv.ts';
import { printable } from './plain-text.ts';
import { provenanceHeader, provenanceRows } from './provenance-rows.ts';
import { MOST_LISTED, shownOf, type ReportInput } from './report.ts';
import { noteHeader, noteRows, outcomeHeader, outcomeRows, summaryRows } from './summary-rows.ts';
import { WORDS } from './words.ts';

export const XLSX_MIME = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const MOST_CHARACTERS = 32_767;

/**
 * A workbook of five sheets: summary, findings, outcomes, reading notes, provenance; heads stand still and filter. Text is typed as text, never a
 * formula. The same run gives the same bytes.
 */
export async function* findingXlsx(input: ReportInput): AsyncGenerator<Uint8Array> {
  const { default: write } = await import('write-excel-file/universal');
  const name = (word: 'summary' | 'findings' | 'outcomes' | 'notes' | 'provenance') =>
    WORDS[word][input.language];
  const table = (
    word: Parameters<typeof name>[0],
    header: string[],
    rows: readonly (readonly (string | number | null)[])[],
    ...columns: number[]
  ) => ({
    sheet: name(word),
    data: [head(header), ...body(rows)],
    columns: widths(...columns),
    stickyRowsCount: 1,
  });
  const summary = [
    ...summaryRows(input),
    [WORDS.shown[input.language], shownOf(input, MOST_LISTED.sheet)] as const,
  ];
  const rows: (string | number | null)[][] = [];
  for await (const page of input.findings.pages({ most: MOST_LISTED.sheet, bare: true }))
    rows.push(...findingRows(input, page));
  const blob = await write([
    { sheet: name('summary'), data: body(summary), columns: widths(36, 68) },
    table(
      'findings',
      findingHeader(input),
      rows,
      ...[8, 7, 28, 10, 28, 28, 16, 70, 40, 18, 12, 8, 40, 50, 40, 30, 28, 20],
    ),
    table(
      'outcomes',
      outcomeHeader(input),
      outcomeRows(input),
      8,
      40,
      8,
      10,
      10,
      10,
      10,
      8,
      20,
      8,
      10,
      10,
      26,
    ),
    table('notes', noteHeader(input), noteRows(input), 8, 28, 70, 40, 40, 8),
    table('provenance', provenanceHeader(input), provenanceRows(input), 10, 48, 12, 68, 60),
  ]).toBlob();
  yield withFilters(new Uint8Array(await blob.arrayBuffer()));
}

/** The workbook with a filter on the head of every table (the library has none), packed without the time of day. */
function withFilters(workbook: Uint8Array): Uint8Array {
  const parts = unzipSync(workbook);
  const files: Zippable = {};
  for (const [path, bytes] of Object.entries(parts)) {
    const table = /^xl\/worksheets\/sheet([2-9])\.xml$/.test(path);
    files[path] = table ? strToU8(filtered(strFromU8(bytes))) : bytes;
  }
  return zipSync(files, { level: 6, mtime: new Date(1980, 0, 1) });
}

function filtered(sheet: string): string {
  const end = sheet.lastIndexOf('</sheetData>') + '</sheetData>'.length;
  const cells = [...sheet.slice(0, sheet.indexOf('</row>')).matchAll(/ r="([A-Z]+)1"/g)];
  const rows = /.*<row r="(\d+)"/s.exec(sheet)?.[1];
  const last = cells.at(-1)?.[1];
  if (!last || !rows) return sheet;
  return `${sheet.slice(0, end)}<autoFilter ref="A1:${last}${rows}"/>${sheet.slice(end)}`;
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
