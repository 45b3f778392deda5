import { strFromU8, strToU8, unzipSync, zipSync, type Zippable } from 'fflate';
import { findingHeader, findingRows } from './csv.ts';
import { provenanceHeader, provenanceRows } from './provenance-rows.ts';
import { MOST_LISTED, shownOf, type ReportInput } from './report.ts';
import { noteHeader, noteRows, outcomeHeader, outcomeRows, summaryRows } from './summary-rows.ts';
import { WORDS } from './words.ts';
import { workbook } from './workbook.ts';

/**
 * A workbook of five sheets: summary, findings, outcomes, reading notes, provenance; heads stand still and filter. Text is typed as text, never a
 * formula. The same run gives the same bytes.
 */
export async function* findingXlsx(input: ReportInput): AsyncGenerator<Uint8Array> {
  const { language } = input;
  const findings: (string | number | null)[][] = [];
  for await (const page of input.findings.pages({ most: MOST_LISTED.sheet, bare: true }))
    findings.push(...findingRows(input, page));
  const sheets = await workbook([
    {
      name: WORDS.summary[language],
      rows: [...summaryRows(input), [WORDS.shown[language], shownOf(input, MOST_LISTED.sheet)]],
      widths: [36, 68],
    },
    {
      name: WORDS.findings[language],
      header: findingHeader(input),
      rows: findings,
      widths: [8, 7, 28, 10, 20, 24, 7, 28, 28, 16, 70, 40, 18, 12, 8, 40, 50, 40, 30, 28, 20],
    },
    {
      name: WORDS.outcomes[language],
      header: outcomeHeader(input),
      rows: outcomeRows(input),
      widths: [8, 40, 8, 10, 10, 10, 10, 8, 20, 8, 10, 10, 26],
    },
    {
      name: WORDS.notes[language],
      header: noteHeader(input),
      rows: noteRows(input),
      widths: [8, 28, 70, 40, 40, 8],
    },
    {
      name: WORDS.provenance[language],
      header: provenanceHeader(input),
      rows: provenanceRows(input),
      widths: [10, 48, 12, 68, 60],
    },
  ]);
  yield withFilters(sheets);
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
