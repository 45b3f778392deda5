import { squeeze } from '#core/model/text.ts';
import type { Cell, Row } from './cell.ts';
import { ReadError } from './read-error.ts';

/**
 * The rows of a JSON table: an array of rows, each an array of cells (or several such tables in an array). A row's place counts as
 * its line; `printed` holds the rows' texts, cells parted by tabs. `null` when the text does not begin like JSON.
 * @throws ReadError bad-json
 */
export function jsonTable(text: string): { rows: Row[]; printed: string[] } | null {
  if (!/^\ufeff?\s*(?:\[\s*[[{]|\{\s*")/.test(text)) return null;
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    throw new ReadError('bad-json');
  }
  const rows = tablesIn(value).flat();
  if (rows.length === 0) throw new ReadError('bad-json');
  const printed = rows.map((row) => row.map(squeeze).join('\t'));
  const filled = rows.flatMap((row, i): Row[] => {
    const cells = row.flatMap((text, column): Cell[] => {
      const tidy = squeeze(text);
      return tidy === '' ? [] : [{ text: tidy, line: i + 1, column, fate: 'open' }];
    });
    return cells.length > 0 ? [{ line: i + 1, gap: 0, cells }] : [];
  });
  return { rows: filled, printed };
}

function tablesIn(value: unknown): string[][][] {
  if (Array.isArray(value)) {
    if (value.length > 0 && value.every(isRow)) return [value.map((row) => row.map(textOf))];
    return value.flatMap(tablesIn);
  }
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(tablesIn) : [];
}

const isRow = (value: unknown): value is unknown[] =>
  Array.isArray(value) && value.every((cell) => cell === null || typeof cell !== 'object');
const textOf = (cell: unknown) => (cell === null || cell === undefined ? '' : String(cell));
