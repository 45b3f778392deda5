import type { ReadingNote } from '#core/model/note.ts';
import type { Cell } from './cell.ts';
import type { Role } from './correction.ts';
import { columnOf, isTitle, isYearLine, labelsOf, levelOf, moneyUnitOf } from './vocabulary.ts';

/** What a cell is shown as: what became of it, and who said so. `hard` = not understood; `unkept` = understood or outside, and not kept. */
export const CELL_KINDS = ['hard', 'unkept', 'mended', 'ignored', 'value', 'label'] as const;
export type CellKind = (typeof CELL_KINDS)[number];

/** What else is known of a cell. */
export interface Known {
  /** What a person said it is. */
  role: Role | null;
  /** Texts that stand in fields of the record for its row: they are values, whatever word they are. */
  fields: ReadonlySet<string>;
  /** The note that tells of it. */
  note: ReadingNote | null;
}

/** How a cell that was read is shown. */
export function kindOf(cell: Cell, { role, fields, note }: Known): CellKind {
  if (role === 'ignore') return 'ignored';
  if (role !== null && role !== 'accept') return 'mended';
  if (cell.fate === 'placed') return !fields.has(cell.text) && isLabelText(cell.text) ? 'label' : 'value';
  return note && UNKEPT.has(note.code) ? 'unkept' : 'hard';
}

const UNKEPT = new Set<ReadingNote['code']>(['D04', 'D08', 'D12', 'D13', 'D14']);

/** Whether a text is a known word of forms: a label, a level, a column's head, a title, a year or a unit of money. */
export function isLabelText(text: string): boolean {
  return (
    labelsOf(text).length > 0 ||
    columnOf(text) !== null ||
    levelOf(text) !== null ||
    isTitle(text) ||
    isYearLine(text) ||
    (text.length < 10 && moneyUnitOf(text) !== null)
  );
}

const WHOLE = new Set<ReadingNote['code']>(['D08', 'D09', 'D14']);

/**
 * Finds the note that tells of a cell: one of its own row, else one that begins above and quotes it, else the one about the rows that
 * gave no form. `notes` are those of the cell's sheet, by line.
 */
export function noteFinder(notes: readonly ReadingNote[]): (cell: Cell) => ReadingNote | null {
  const sorted = notes.filter((note) => note.source.line !== null && note.text !== null);
  sorted.sort((a, b) => a.source.line! - b.source.line!);
  const lines = sorted.map((note) => note.source.line!);
  return (cell) => {
    let low = 0;
    let high = lines.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (lines[middle]! <= cell.line) low = middle + 1;
      else high = middle;
    }
    for (let i = low - 1; i >= 0 && i >= low - 30; i--)
      if (sorted[i]!.text!.includes(cell.text)) return sorted[i]!;
    for (let i = low - 1; i >= 0; i--) if (WHOLE.has(sorted[i]!.code)) return sorted[i]!;
    return null;
  };
}
