import type { Form } from '#core/model/form.ts';
import type { ReadingNote } from '#core/model/note.ts';
import type { Cell, Grid, Row } from './cell.ts';
import { isLabelText } from './cell-kind.ts';
import { ROLE_NAMES, type Mending, type Role } from './correction.ts';
import { mendIndicators } from './mend-indicators.ts';
import { mendParts } from './mend-parts.ts';
import { short, type Notebook } from './notes.ts';

/** A cell of a form and what a person said it is. */
export interface Said {
  cell: Cell;
  role: Role;
}

/** What mending a form goes by. */
export interface Mended {
  form: Form;
  grid: Pick<Grid, 'site' | 'shape'>;
  rows: readonly Row[];
  said: readonly Said[];
  /** Says of cells that held `before` that they are in no field now, where `after` does not hold them. */
  release(cells: readonly Cell[], before: string, after: string): void;
}

/**
 * Writes what people said of the cells of a form's rows into the form. What was said and does not fit is told. Notes that were answered
 * go, and cells of theirs that nobody spoke of get a note of their own; D13 says what was done.
 */
export function mendForm(
  form: Form,
  rows: readonly Row[],
  mending: Mending,
  grid: Pick<Grid, 'site' | 'shape'>,
  notes: Notebook,
): void {
  const said = rows.flatMap((row) =>
    row.cells.flatMap((cell): Said[] => {
      const role = cell.added ? null : mending.roleOf(cell);
      return role ? [{ cell, role }] : [];
    }),
  );
  if (said.length === 0) return;
  const spoken = new Set(said.map(({ cell }) => cell));
  const left = new Set<Cell>();
  const mended: Mended = {
    form,
    grid,
    rows,
    said,
    release(cells, before, after) {
      for (const cell of cells)
        if (
          cell.fate === 'placed' &&
          cell.text !== '' &&
          !spoken.has(cell) &&
          !isLabelText(cell.text) &&
          before.includes(cell.text) &&
          !after.includes(cell.text)
        )
          left.add(cell);
    },
  };
  for (const { cell } of said) cell.fate = 'placed';
  const idle = new Set([...mendIndicators(mended), ...mendParts(mended)]);
  for (const cell of idle) cell.fate = 'noted';
  for (const cell of left) cell.fate = 'noted';
  forget(mended, spoken, left, notes);
  tellLeft(left, notes);
  tellSaid(said, idle, notes);
  form.notes = notes.notes;
}

const PARTS: Partial<Record<Role, ReadingNote['part']>> = {
  'goal-annual': 'goal',
  'goal-overall': 'goal',
  annual: 'funding',
  fiscal: 'funding',
};

/** Takes away the notes that were answered: those about a spoken cell's row, and those about a part that was named. */
function forget({ form, rows, said }: Mended, spoken: ReadonlySet<Cell>, left: Set<Cell>, notes: Notebook) {
  const lines = new Set(said.map(({ cell }) => cell.line));
  const parts = new Set(said.map(({ role }) => PARTS[role]));
  const quotes = (note: ReadingNote) =>
    said.some(({ cell }) => cell.line === note.source.line && note.text?.includes(cell.text));
  const answered = (note: ReadingNote): boolean => {
    if (note.code === 'D13') return false;
    if (note.code === 'D12') return quotes(note);
    if (note.code === 'D09' && note.part === 'table') return form.indicators.length > 0;
    return parts.has(note.part) || (note.source.line !== null && lines.has(note.source.line));
  };
  const gone = notes.notes.filter(answered);
  const stay = notes.notes.filter((note) => !gone.includes(note));
  notes.notes.splice(0, notes.notes.length, ...stay);
  notes.unread = notes.unread.filter((cell) => !spoken.has(cell) && !lines.has(cell.line));
  const tells = (note: ReadingNote, cell: Cell) =>
    (note.source.line ?? 0) <= cell.line && note.text?.includes(cell.text);
  for (const { cells } of gone.length > 0 ? rows : [])
    for (const cell of cells)
      if (
        cell.fate === 'noted' &&
        !spoken.has(cell) &&
        gone.some((note) => tells(note, cell)) &&
        !stay.some((note) => note.source.line === cell.line && tells(note, cell))
      )
        left.add(cell);
}

const byLine = <T>(items: Iterable<T>, lineOf: (item: T) => number): [number, T[]][] => {
  const lines = new Map<number, T[]>();
  for (const item of items) lines.set(lineOf(item), [...(lines.get(lineOf(item)) ?? []), item]);
  return [...lines].sort(([a], [b]) => a - b);
};

function tellLeft(left: ReadonlySet<Cell>, notes: Notebook): void {
  for (const [line, cells] of byLine(left, (cell) => cell.line)) {
    const text = cells.map((cell) => cell.text).join(' ');
    const message = {
      zh: `“${short(text)}”未被指认，未入库。`,
      en: `Nobody said what "${short(text)}" is; it is not kept.`,
    };
    notes.add('D12', 'form', { line, column: cells[0]!.column }, message, text);
  }
}

function tellSaid(said: readonly Said[], idle: ReadonlySet<Cell>, notes: Notebook): void {
  const list = (some: readonly Said[], language: 'zh' | 'en') =>
    some
      .map(({ cell, role }) =>
        language === 'zh'
          ? `${ROLE_NAMES[role].zh}“${short(cell.text)}”`
          : `${ROLE_NAMES[role].en} "${short(cell.text)}"`,
      )
      .join(language === 'zh' ? '、' : ', ');
  for (const [line, here] of byLine(said, ({ cell }) => cell.line)) {
    const used = here.filter(({ cell }) => !idle.has(cell));
    const unused = here.filter(({ cell }) => idle.has(cell));
    if (used.length > 0)
      notes.add(
        'D13',
        'form',
        { line },
        {
          zh: `由人工指认：${list(used, 'zh')}。`,
          en: `Said by a person: ${list(used, 'en')}.`,
        },
      );
    if (unused.length > 0)
      notes.add(
        'D13',
        'form',
        { line },
        {
          zh: `由人工指认的${list(unused, 'zh')}与内容不合，未采用。`,
          en: `Said by a person and of no use: ${list(unused, 'en')}.`,
        },
        unused.map(({ cell }) => cell.text).join(' '),
      );
  }
}
