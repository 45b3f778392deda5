import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { Coverage, FileReport, Form } from '#core/model/form.ts';
import type { ReadingNote } from '#core/model/note.ts';
import type { Row } from './cell.ts';
import { decode } from './decode.ts';
import { readForm } from './form-read.ts';
import type { InputFile, SourceLine } from './input.ts';
import { Notebook } from './notes.ts';
import { ReadError, type ReadErrorCode } from './read-error.ts';
import { linesOf, rowsOf } from './rows.ts';
import { segment } from './segment.ts';
import { isTitle, labelsOf } from './vocabulary.ts';

export interface FileResult {
  report: FileReport;
  forms: Form[];
  /** Notes outside any form. */
  notes: ReadingNote[];
  lines: SourceLine[];
}

/**
 * Reads one file. What is wrong with it stands in `report.error`; this never throws. `earlier` holds the names of files read before by their
 * SHA-256; the same bytes give no second set of forms.
 */
export function readFile(file: InputFile, earlier: Map<string, string> = new Map()): FileResult {
  const report: FileReport = {
    file: file.name,
    bytes: file.bytes.length,
    sha256: bytesToHex(sha256(file.bytes)),
    encoding: null,
    forms: 0,
    indicators: 0,
    coverage: { cells: 0, placed: 0, noted: 0 },
    error: null,
  };
  const result: FileResult = { report, forms: [], notes: [], lines: [] };
  try {
    const same = earlier.get(report.sha256);
    if (same !== undefined && file.bytes.length > 0) throw new ReadError('same-file', { file: same });
    earlier.set(report.sha256, file.name);
    const { text, encoding } = decode(file.bytes);
    report.encoding = encoding;
    readText(text, file.name, result);
  } catch (error) {
    if (!(error instanceof ReadError)) throw error;
    report.error = { code: error.code, message: error.message, messageEn: error.messageEn };
  }
  return result;
}

function readText(text: string, file: string, result: FileResult): void {
  const { report } = result;
  if (MARKUP.test(text.slice(0, 4096))) throw new ReadError('unsupported-format', { format: 'HTML / XML' });
  const grid = rowsOf(file, text);
  let doubtful: { code: ReadErrorCode; line: number } | null = null;
  for (const block of segment(grid.rows)) {
    const notes = new Notebook(file);
    const before = result.forms.at(-1) ?? null;
    const form = readForm(block, grid.shape, `${file}#${result.forms.length + 1}`, before, notes);
    if (form) {
      settle(block.rows, notes);
      result.forms.push(form);
      report.indicators += form.indicators.length;
    } else {
      const doubt = doubtOf(block.rows);
      doubtful ??= doubt;
      result.notes.push(leaveOut(block.rows, doubt !== null, file));
    }
    count(block.rows, report.coverage);
  }
  report.forms = result.forms.length;
  const printed = grid.printed ?? linesOf(text);
  let number = 0;
  for (const line of printed) {
    number++;
    if (line.trim() !== '')
      result.lines.push({ file, line: number, text: line.length > 4000 ? line.slice(0, 4000) : line });
  }
  if (result.forms.length === 0)
    throw new ReadError(doubtful?.code ?? 'no-form', { line: doubtful?.line ?? 1 });
}

const MARKUP = /^\ufeff?\s*<(?:!doctype|\?xml|html|head|body|table|div|meta|p)\b/i;

/** Notes what no reader looked at, as printed. */
function settle(rows: readonly Row[], notes: Notebook): void {
  for (const row of rows) {
    const open = row.cells.filter((cell) => cell.fate === 'open' && cell.text !== '');
    notes.about(
      'D07',
      'form',
      open.map((cell) => ({ ...cell, cells: [cell] })),
      (text) => ({
        zh: `“${text}”未能读懂，原样保留。`,
        en: `"${text}" was not understood and is kept as printed.`,
      }),
    );
  }
}

/** One note for rows that gave no form; nothing of them counts as placed. */
function leaveOut(rows: readonly Row[], looksLikeForm: boolean, file: string): ReadingNote {
  for (const row of rows) for (const cell of row.cells) cell.fate = 'noted';
  const printed = rows
    .slice(0, 500)
    .map((row) => row.cells.map((cell) => cell.text).join(' '))
    .join('\n');
  const text = rows.length > 500 || printed.length > 8000 ? `${printed.slice(0, 8000)}…` : printed;
  const notes = new Notebook(file);
  const [from, to] = [rows[0]?.line ?? 1, rows.at(-1)?.line ?? 1];
  notes.add(
    looksLikeForm ? 'D09' : 'D08',
    'file',
    { line: from },
    looksLikeForm
      ? {
          zh: `至第 ${to} 行像是申报表的一部分，但没有项目名称，未成表。`,
          en: `Up to line ${to} stands part of a form without a project name; no form was made of it.`,
        }
      : { zh: `至第 ${to} 行的文字不属于任何申报表。`, en: `The text up to line ${to} belongs to no form.` },
    text,
  );
  return notes.notes[0]!;
}

function count(rows: readonly Row[], coverage: Coverage): void {
  for (const row of rows)
    for (const cell of row.cells) {
      if (cell.text === '') continue;
      coverage.cells++;
      if (cell.fate === 'placed') coverage.placed++;
      else if (cell.fate === 'noted') coverage.noted++;
    }
}

const TELLING = /项目名称|三级指标|绩效目标申报表|绩效自评表/u;

/** Why a block gave no form, when it looks like one. */
function doubtOf(rows: readonly Row[]): { code: ReadErrorCode; line: number } | null {
  for (const row of rows)
    for (const cell of row.cells) {
      if (cell.text.length > 24 && TELLING.test(cell.text) && !isTitle(cell.text))
        return { code: 'no-delimiters', line: row.line };
      if (
        TELLING.test(cell.text) ||
        labelsOf(cell.text).some((l) => l.kind !== 'heading' && l.kind !== 'unkept')
      )
        return { code: 'form-incomplete', line: row.line };
    }
  return null;
}
