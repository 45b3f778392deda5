import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { FileReport, Form } from '#core/model/form.ts';
import type { ReadingNote } from '#core/model/note.ts';
import { sourceOf, type Grid, type Row } from './cell.ts';
import { Mending, type Corrections } from './correction.ts';
import { readGrid } from './form-blocks.ts';
import type { ReadContext, Remark } from './formats/section.ts';
import type { InputFile, SourceLine } from './input.ts';
import { openFile } from './open-file.ts';
import { ReadError, reportOf } from './read-error.ts';
import { linesOf } from './rows.ts';

/** What one file gave. Plain data: it can be kept and put together again. */
export interface FileResult {
  report: FileReport;
  forms: Form[];
  /** Forms held back until someone looked at them. */
  held: Form[];
  /** Notes outside any form. */
  notes: ReadingNote[];
  lines: SourceLine[];
}

/** A sheet or text as read, for showing every cell with what became of it. */
export interface GridView {
  file: string;
  sheet: string | null;
  /** True for a table's own rows and columns; false for a text's lines. */
  table: boolean;
  rows: (Row & { page: number | null })[];
}

/**
 * Reads one file. What is wrong with it stands in `report.error`; this throws only what is no fault of a file. `grids`, when given, takes
 * every row with what became of its cells.
 */
export async function readFile(
  file: InputFile,
  context: ReadContext,
  corrections: Corrections = {},
  grids?: GridView[],
): Promise<FileResult> {
  const result = emptyResult(file);
  const { report } = result;
  try {
    const opened = await openFile(file.name, file.bytes, context);
    report.format = opened.format;
    report.encoding = opened.encoding;
    const said = corrections[report.sha256] ?? [];
    let doubt: ReturnType<typeof readGrid>['doubt'] = null;
    let number = 0;
    for (const { grid, text, remarks } of opened.grids) {
      context.budget.check();
      const mending = new Mending(said, grid.site.sheet);
      const rows: Row[] | undefined = grids && [];
      const reading = readGrid(grid, mending, () => `${file.name}#${++number}`, rows);
      result.forms.push(...reading.forms);
      result.held.push(...reading.held);
      for (const note of reading.notes) result.notes.push(note);
      for (const remark of remarks) result.notes.push(noteOf(remark, grid));
      doubt ??= reading.doubt;
      for (const key of ['cells', 'placed', 'noted'] as const) report.coverage[key] += reading.coverage[key];
      for (const line of printedLines(grid, text)) result.lines.push(line);
      if (rows) grids?.push(viewOf(grid, rows));
    }
    report.forms = result.forms.length;
    report.held = result.held.length;
    report.indicators = result.forms.reduce((sum, form) => sum + form.indicators.length, 0);
    if (result.forms.length === 0)
      throw result.held.length > 0
        ? new ReadError('needs-a-look', { forms: result.held.length })
        : new ReadError(doubt?.code ?? 'no-form', { line: doubt?.line ?? 1 });
  } catch (error) {
    report.error = reportOf(error);
  }
  return result;
}

/** Rows as printed: without cells that the reader put in. */
function viewOf({ site }: Grid, rows: readonly Row[]): GridView {
  const shown = rows.map((row) => ({
    ...row,
    page: site.pageOf(row.line),
    cells: row.cells.filter((cell) => !cell.added && cell.text !== ''),
  }));
  return { file: site.file, sheet: site.sheet, table: site.table, rows: shown };
}

/** A file's result before anything was read from it. */
export function emptyResult(file: InputFile): FileResult {
  return {
    report: {
      file: file.name,
      bytes: file.bytes.length,
      modified: file.modified ?? null,
      sha256: bytesToHex(sha256(file.bytes)),
      format: null,
      encoding: null,
      forms: 0,
      held: 0,
      indicators: 0,
      coverage: { cells: 0, placed: 0, noted: 0 },
      error: null,
    },
    forms: [],
    held: [],
    notes: [],
    lines: [],
  };
}

const LONGEST_LINE = 4000;

function* printedLines({ site, printed }: Grid, text: string | null): Generator<SourceLine> {
  let number = 0;
  for (const line of printed ?? (text === null ? [] : linesOf(text))) {
    number++;
    if (line !== undefined && line.trim() !== '')
      yield { file: site.file, line: number, text: line.slice(0, LONGEST_LINE) };
  }
}

function noteOf({ row, zh, en }: Remark, { site }: Grid): ReadingNote {
  return {
    code: 'D15',
    part: 'file',
    message: row === null ? zh : `第 ${row} 行：${zh}`,
    messageEn: row === null ? en : `Row ${row}: ${en}`,
    text: null,
    source: sourceOf(site, row === null ? undefined : { line: row }),
  };
}
