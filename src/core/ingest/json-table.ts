import { squeeze } from '#core/model/text.ts';
import type { Cell, Row } from './cell.ts';
import { ReadError } from './read-error.ts';
import { columnOf } from './vocabulary.ts';

const MAX_DEPTH = 64;
const HAN = /\p{Script=Han}/u;

/**
 * The rows of JSON: arrays of cells as they are, objects with the same keys (一级指标, 二级指标 …) as a table under their keys, any other
 * object as rows of key and value; keys without Chinese are not printed. A row's place counts as its line; `printed` holds the rows' texts,
 * cells parted by tabs. `null` when the text does not begin like JSON.
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
  const rows = rowsIn(value, '', 0);
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

function rowsIn(value: unknown, key: string, depth: number): string[][] {
  if (depth > MAX_DEPTH) throw new ReadError('bad-json');
  const label = HAN.test(key) ? [key] : [];
  if (isScalar(value)) return printable([...label, textOf(value)]);
  if (!Array.isArray(value))
    return Object.entries(value as object).flatMap(([name, inner]) => rowsIn(inner, name, depth + 1));
  if (value.length > 0 && value.every(isRow)) return value.map((row) => row.map(textOf));
  if (isRow(value)) return printable([...label, ...value.map(textOf)]);
  return isTable(value) ? tableOf(value) : value.flatMap((inner) => rowsIn(inner, '', depth + 1));
}

const printable = (row: string[]): string[][] => (row.some((cell) => HAN.test(cell)) ? [row] : []);

/** Whether these are rows by column name, rather than forms by field name. */
function isTable(value: readonly unknown[]): value is Record<string, unknown>[] {
  return (
    value.every((row) => !isScalar(row) && !Array.isArray(row) && isRow(Object.values(row as object))) &&
    value.some((row) => Object.keys(row as object).some((name) => columnOf(squeeze(name)) !== null))
  );
}

function tableOf(rows: readonly Record<string, unknown>[]): string[][] {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return [names, ...rows.map((row) => names.map((name) => textOf(row[name])))];
}

const isScalar = (value: unknown): boolean => value === null || typeof value !== 'object';
const isRow = (value: unknown): value is unknown[] => Array.isArray(value) && value.every(isScalar);
const textOf = (cell: unknown) => (cell === null || cell === undefined ? '' : String(cell));
