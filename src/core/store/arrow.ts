import {
  Bool,
  DateDay,
  Field,
  Float64,
  Int32,
  List,
  makeData,
  RecordBatch,
  Schema,
  Struct,
  Table,
  Utf8,
  type Data,
} from 'apache-arrow';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { TABLES } from './schema.ts';

/** One cell before it becomes Arrow: dates are ISO days, lists are lists of text. */
export type Cell = string | number | boolean | null | readonly string[];

/**
 * Columns of cells as an Arrow table for `Connector.insert`: types and order come from the DDL of `table`, one of TABLES unless others are given.
 * A column not given is all NULL. Throws TypeError for a column the table does not have.
 */
export function arrowTable(
  table: string,
  columns: Record<string, readonly Cell[]>,
  length: number,
  tables: Record<string, Record<string, string>> = TABLES,
): Table {
  const ddl = tables[table];
  if (!ddl) throw new TypeError(`no such table: ${table}`);
  for (const name of Object.keys(columns))
    if (!(name in ddl)) throw new TypeError(`table ${table} has no column ${name}`);
  const children = Object.entries(ddl).map(([name, type]) => {
    const cells = columns[name] ?? new Array<Cell>(length).fill(null);
    return column(type, cells);
  });
  const fields = Object.keys(ddl).map((name, i) => new Field(name, children[i]!.type, true));
  const schema = new Schema(fields);
  const data = makeData({ type: new Struct(fields), length, nullCount: 0, children });
  return new Table(schema, [new RecordBatch(schema, data)]);
}

/** The same from row objects, for tables that are small or made row by row. */
export function arrowRows(
  table: string,
  rows: readonly Record<string, Cell>[],
  tables: Record<string, Record<string, string>> = TABLES,
): Table {
  const columns: Record<string, Cell[]> = {};
  for (const name of Object.keys(tables[table] ?? {})) columns[name] = rows.map((row) => row[name] ?? null);
  for (const row of rows)
    for (const name of Object.keys(row))
      if (!(name in columns)) throw new TypeError(`table ${table} has no column ${name}`);
  return arrowTable(table, columns, rows.length, tables);
}

/** Days since 1970-01-01 of an ISO day; `null` for anything that is no day of the calendar. */
export function epochDay(iso: string | null): number | null {
  if (iso === null) return null;
  const time = Date.parse(`${iso}T00:00:00Z`);
  return Number.isNaN(time) ? null : time / 86_400_000;
}

function column(type: string, cells: readonly Cell[]): Data {
  const length = cells.length;
  const { nullBitmap, nullCount } = validity(cells);
  const shape = { length, nullBitmap, nullCount };
  switch (type) {
    case 'VARCHAR':
      return makeData({ type: new Utf8(), ...shape, ...text(cells as readonly (string | null)[]) });
    case 'DOUBLE': {
      const data = new Float64Array(length);
      for (let i = 0; i < length; i++) data[i] = (cells[i] as number | null) ?? 0;
      return makeData({ type: new Float64(), ...shape, data });
    }
    case 'INTEGER': {
      const data = new Int32Array(length);
      for (let i = 0; i < length; i++) data[i] = (cells[i] as number | null) ?? 0;
      return makeData({ type: new Int32(), ...shape, data });
    }
    case 'DATE': {
      const data = new Int32Array(length);
      const days = cells.map((cell) => epochDay(cell as string | null));
      for (let i = 0; i < length; i++) data[i] = days[i] ?? 0;
      return makeData({ type: new DateDay(), length, data, ...validity(days) });
    }
    case 'BOOLEAN': {
      const data = new Uint8Array(bitmapBytes(length));
      for (let i = 0; i < length; i++) if (cells[i] === true) data[i >> 3]! |= 1 << (i & 7);
      return makeData({ type: new Bool(), ...shape, data });
    }
    case 'VARCHAR[]': {
      const lists = cells as readonly (readonly string[] | null)[];
      const valueOffsets = new Int32Array(length + 1);
      const flat: string[] = [];
      for (let i = 0; i < length; i++) {
        for (const item of lists[i] ?? []) flat.push(item);
        valueOffsets[i + 1] = flat.length;
      }
      const child = column('VARCHAR', flat) as Data<Utf8>;
      return makeData({ type: new List(new Field('item', new Utf8(), true)), ...shape, valueOffsets, child });
    }
    default:
      throw new TypeError(`no Arrow type for ${type}`);
  }
}

const bitmapBytes = (length: number): number => ((length + 63) >> 6) << 3;

function validity(cells: readonly (Cell | undefined)[]): { nullBitmap: Uint8Array; nullCount: number } {
  const nullBitmap = new Uint8Array(bitmapBytes(cells.length));
  let nullCount = 0;
  for (let i = 0; i < cells.length; i++) {
    if (cells[i] == null) nullCount++;
    else nullBitmap[i >> 3]! |= 1 << (i & 7);
  }
  return { nullBitmap, nullCount };
}

/** One encoder call for the whole column: per-cell calls cost more than all the rest of loading. */
function text(cells: readonly (string | null)[]): { valueOffsets: Int32Array; data: Uint8Array } {
  const valueOffsets = new Int32Array(cells.length + 1);
  let end = 0;
  let length = 0;
  for (let i = 0; i < cells.length; i++) {
    if (i === 0 || cells[i] !== cells[i - 1]) length = utf8Length(cells[i] ?? '');
    end += length;
    valueOffsets[i + 1] = end;
  }
  const data = utf8ToBytes(cells.join(''));
  if (data.length === end) return { valueOffsets, data };
  // Halves of a surrogate pair in neighbouring cells joined up: encode cell by cell.
  const parts = cells.map((cell) => utf8ToBytes(cell ?? ''));
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  parts.reduce((at, part, i) => {
    whole.set(part, at);
    return (valueOffsets[i + 1] = at + part.length);
  }, 0);
  return { valueOffsets, data: whole };
}

function utf8Length(text: string): number {
  let bytes = text.length;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) continue;
    if (unit < 0x800) bytes += 1;
    else if (unit >= 0xd800 && unit < 0xdc00 && (text.charCodeAt(i + 1) & 0xfc00) === 0xdc00) {
      bytes += 2;
      i++;
    } else bytes += 2;
  }
  return bytes;
}
