import type { Coverage, Form } from '#core/model/form.ts';
import type { ReadingNote } from '#core/model/note.ts';
import type { Grid, Row } from './cell.ts';
import { confidenceOf, HELD_BELOW } from './confidence.ts';
import type { Mending } from './correction.ts';
import { doubtDisorder, doubtEnd } from './disorder.ts';
import { readForm } from './form-read.ts';
import { mendForm } from './mend-form.ts';
import { Notebook, short } from './notes.ts';
import type { ReadErrorCode } from './read-error.ts';
import { segment, type Block } from './segment.ts';
import { isTemplate } from './template.ts';
import { columnOf, isTitle, labelsOf } from './vocabulary.ts';

/** What a grid gives: forms, forms held back, notes outside forms, and what became of the cells. */
export interface GridReading {
  forms: Form[];
  held: Form[];
  notes: ReadingNote[];
  coverage: Coverage;
  /** Why rows that look like a form gave none; the first such place. */
  doubt: { code: ReadErrorCode; line: number } | null;
}

/** What is left of the confidence where a format's reader had to guess the cells. */
const UNSURE = 0.5;

/** Reads the forms of one grid. `nameForm` gives the next form's id; `kept`, when given, takes every row with what became of its cells. */
export function readGrid(grid: Grid, mending: Mending, nameForm: () => string, kept?: Row[]): GridReading {
  const reading: GridReading = {
    forms: [],
    held: [],
    notes: [],
    coverage: { cells: 0, placed: 0, noted: 0 },
    doubt: null,
  };
  let before: Form | null = null;
  const { rows, ignored } = mending.prepare(grid.rows);
  for (const { block, last } of withLast(segment(rows))) {
    const notes = new Notebook(grid.site);
    const template = isTemplate(block.rows);
    const form: Form | null = template ? null : readForm(block, grid.shape, nameForm, before, notes);
    if (form) {
      settle(block.rows, notes);
      doubtDisorder(block.rows, notes);
      if (mending.any) mendForm(form, block.rows, mending, grid, notes);
      if (last) doubtEnd(form, block.rows, notes);
      if (block.rows.some(({ line }) => grid.unsure?.(line))) notes.share *= UNSURE;
      form.confidence = confidenceOf(block.rows, form.indicators.length, notes);
      const doubtful = form.confidence < HELD_BELOW;
      const held = doubtful && !mending.accepts(form);
      if (doubtful && !held) noteAccepted(form, notes);
      (held ? reading.held : reading.forms).push(form);
      before = form;
    } else {
      const doubt = template
        ? { code: 'blank-template' as const, line: block.rows[0]?.line ?? 1 }
        : doubtOf(block.rows);
      reading.doubt ??= doubt;
      reading.notes.push(leaveOut(block.rows, template ? 'D14' : doubt ? 'D09' : 'D08', grid));
    }
    count(block.rows, reading.coverage);
    if (kept) for (const row of block.rows) kept.push(row);
  }
  count([{ cells: ignored }], reading.coverage);
  reading.notes.push(...notesOfIgnored(ignored, grid));
  if (kept && ignored.length > 0) putBack(kept, ignored);
  return reading;
}

function noteAccepted(form: Form, notes: Notebook): void {
  const percent = `${Math.round(form.confidence * 100)}%`;
  notes.add(
    'D13',
    'form',
    { line: form.source.line ?? 1 },
    {
      zh: `把握 ${percent}，由人工确认按读到的采用。`,
      en: `Confidence ${percent}; a person confirmed it as read.`,
    },
  );
}

/** One note for the cells of a row that a person said to ignore. */
function notesOfIgnored(ignored: readonly Row['cells'][number][], grid: Grid): ReadingNote[] {
  const byLine = new Map<number, Row['cells']>();
  for (const cell of ignored) byLine.set(cell.line, [...(byLine.get(cell.line) ?? []), cell]);
  const notes = new Notebook(grid.site);
  for (const [line, cells] of byLine) {
    const text = cells.map((cell) => cell.text).join(' ');
    const message = { zh: `由人工忽略：“${short(text)}”。`, en: `Ignored by a person: "${short(text)}".` };
    notes.add('D13', 'file', { line }, message, text);
  }
  return notes.notes;
}

/** Each block, and whether the grid ends with it. */
function* withLast(blocks: Iterable<Block>): Generator<{ block: Block; last: boolean }> {
  let held: Block | null = null;
  for (const block of blocks) {
    if (held) yield { block: held, last: false };
    held = block;
  }
  if (held) yield { block: held, last: true };
}

/** Ignored cells count and are shown where they were printed. */
function putBack(rows: Row[], ignored: readonly Row['cells'][number][]): void {
  const byLine = new Map(rows.map((row) => [row.line, row]));
  for (const cell of ignored) {
    const row = byLine.get(cell.line);
    if (row) row.cells = [...row.cells, cell].sort((a, b) => a.column - b.column);
    else {
      const added = { line: cell.line, gap: 0, cells: [cell] };
      byLine.set(cell.line, added);
      rows.push(added);
    }
  }
  rows.sort((a, b) => a.line - b.line);
}

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

const LEFT_OUT = {
  D08: (to: number) => ({
    zh: `至第 ${to} 行的文字不属于任何申报表。`,
    en: `The text up to line ${to} belongs to no form.`,
  }),
  D09: (to: number) => ({
    zh: `至第 ${to} 行像是申报表的一部分，但没有项目名称，未成表。`,
    en: `Up to line ${to} stands part of a form without a project name; no form was made of it.`,
  }),
  D14: (to: number) => ({
    zh: `至第 ${to} 行是空白模板（只有表头和占位符），未计入。`,
    en: `Up to line ${to} stands a blank template (labels and fillers only); it was not counted.`,
  }),
};

/** One note for rows that gave no form; nothing of them counts as placed. */
function leaveOut(rows: readonly Row[], code: keyof typeof LEFT_OUT, grid: Grid): ReadingNote {
  for (const row of rows) for (const cell of row.cells) cell.fate = 'noted';
  const printed = rows
    .slice(0, 500)
    .map((row) => row.cells.map((cell) => cell.text).join(' '))
    .join('\n');
  const text = rows.length > 500 || printed.length > 8000 ? `${printed.slice(0, 8000)}…` : printed;
  const notes = new Notebook(grid.site);
  const [from, to] = [rows[0]?.line ?? 1, rows.at(-1)?.line ?? 1];
  notes.add(code, 'file', { line: from }, LEFT_OUT[code](to), text);
  return notes.notes[0]!;
}

const TELLING = /项目名称|三级指标|绩效目标申报表|绩效自评表/u;

/** Why a block gave no form, when it looks like one. */
function doubtOf(rows: readonly Row[]): GridReading['doubt'] {
  for (const row of rows)
    for (const cell of row.cells) {
      if (
        cell.text.length > 24 &&
        TELLING.test(cell.text) &&
        !isTitle(cell.text) &&
        columnOf(cell.text) === null
      )
        return { code: 'no-delimiters', line: row.line };
      if (
        TELLING.test(cell.text) ||
        labelsOf(cell.text).some((l) => l.kind !== 'heading' && l.kind !== 'unkept')
      )
        return { code: 'form-incomplete', line: row.line };
    }
  return null;
}

function count(rows: readonly Pick<Row, 'cells'>[], coverage: Coverage): void {
  for (const row of rows)
    for (const cell of row.cells) {
      if (cell.text === '' || cell.added) continue;
      coverage.cells++;
      if (cell.fate === 'placed') coverage.placed++;
      else if (cell.fate === 'noted') coverage.noted++;
    }
}
