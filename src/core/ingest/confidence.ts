import type { NoteCode } from '#core/model/note.ts';
import type { Row } from './cell.ts';
import type { Notebook } from './notes.ts';

/** A form whose confidence is lower is held back: listed as *needs a look*, in no figure. */
export const HELD_BELOW = 0.6;

/** Shares of a form that are worth looking for when they were not read. */
const MISSING: Partial<Record<string, number>> = { table: 0.5, funding: 0.75, goal: 0.75 };
const AMBIGUOUS = new Set<NoteCode>(['D07', 'D11']);

/**
 * How much of a form was understood, 0…1: the share of cells times the share of rows of the indicator table that ended in a field,
 * a known label or a note that says what they are; less for parts that were not found at all.
 */
export function confidenceOf(rows: readonly Row[], indicators: number, notes: Notebook): number {
  const cells = rows.reduce((sum, row) => sum + row.cells.filter((cell) => cell.text !== '').length, 0);
  const unread = new Set(notes.unread.filter((cell) => cell.fate === 'noted')).size;
  const refused = notes.notes.filter((note) => note.part === 'table' && AMBIGUOUS.has(note.code)).length;
  const understood = cells > 0 ? 1 - unread / cells : 0;
  const doubted = new Set(
    notes.notes.filter((note) => note.part === 'row' && note.code === 'D11').map((n) => n.source.line),
  );
  const all = indicators + refused;
  const rowShare = all > 0 ? Math.max(0, indicators - doubted.size) / all : 1;
  const whole = notes.notes
    .filter((note) => note.code === 'D09')
    .reduce((share, note) => share * (MISSING[note.part] ?? 1), notes.share);
  return Math.round(understood * rowShare * whole * 1000) / 1000;
}
