import type { Reading } from '#core/model/note.ts';
import type { Cell } from './cell.ts';
import type { Correction } from './correction.ts';
import { joinPieces } from './token.ts';

/** Longest row that is searched for a reading's cells. */
const MOST = 40;

/**
 * What choosing a reading says of the cells: those that make up its name, then those of its value, standing one after another. `cells`
 * begin at the note's row. `null` when no such cells are found.
 */
export function cellsOfReading(
  cells: readonly Cell[],
  { name, raw }: Reading,
  sheet: string | null,
): Correction[] | null {
  const printed = cells.filter((cell) => cell.text !== '').slice(0, MOST);
  for (let from = 0; from < printed.length; from++) {
    const middle = endOf(printed, from, name);
    if (middle === null) continue;
    const to = raw === '' ? middle : endOf(printed, middle, raw);
    if (to === null) continue;
    return printed.slice(from, to).map(({ line, column }, i) => ({
      sheet,
      line,
      column,
      as: i < middle - from ? 'name' : 'value',
    }));
  }
  return null;
}

/** One past the cells from `from` on that make up a text. */
function endOf(cells: readonly Cell[], from: number, text: string): number | null {
  for (let to = from + 1; to <= cells.length; to++) {
    const joined = joinPieces(cells.slice(from, to));
    if (joined === text) return to;
    if (joined.length > text.length) return null;
  }
  return null;
}
