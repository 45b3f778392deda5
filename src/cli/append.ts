import { DuckDBDataChunk, type DuckDBConnection } from '@duckdb/node-api';
import bindings, { type Vector as RawVector } from '@duckdb/node-bindings';
import { Type, type Data, type Table } from 'apache-arrow';

const CHUNK_ROWS = 2048;
const SLOT_BYTES = 16;
const INLINE_BYTES = 12;

/**
 * Appends an Arrow table to a table of the database, columns matched by name. node-api cannot import Arrow, so each
 * 2,048 rows are copied buffer by buffer into a DuckDB chunk: 10 to 20 times faster than cell by cell.
 * Throws TypeError when a column is missing, unknown or of a type the schema does not use.
 */
export async function appendTable(connection: DuckDBConnection, name: string, table: Table): Promise<void> {
  const appender = await connection.createAppender(name);
  const names = (await connection.run(`SELECT * FROM "${name}" LIMIT 0`)).columnNames();
  const types = names.map((_, i) => appender.columnType(i));
  const order = names.map((column) => table.schema.fields.findIndex((field) => field.name === column));
  const missing = names.filter((_, i) => order[i] === -1);
  if (missing.length || table.schema.fields.length !== names.length)
    throw new TypeError(
      `${name}: columns differ from the table's (missing: ${missing.join(', ') || 'none'})`,
    );
  try {
    for (const batch of table.batches) {
      for (let from = 0; from < batch.numRows; from += CHUNK_ROWS) {
        const rows = Math.min(CHUNK_ROWS, batch.numRows - from);
        const chunk = DuckDBDataChunk.create(types, rows);
        order.forEach((column, i) => {
          const vector = bindings.data_chunk_get_vector(chunk.chunk, i);
          copyColumn(vector, batch.data.children[column]!, from, rows);
        });
        appender.appendDataChunk(chunk);
      }
    }
    appender.flushSync();
  } finally {
    appender.closeSync();
  }
}

function copyColumn(vector: RawVector, data: Data, from: number, rows: number): void {
  switch (data.typeId) {
    case Type.Float:
    case Type.Int:
    case Type.Date:
      copyBytes(vector, (data.values as Float64Array | Int32Array).subarray(from, from + rows));
      break;
    case Type.Bool: {
      const bytes = new Uint8Array(rows);
      for (let i = 0; i < rows; i++) bytes[i] = bit(data.values as Uint8Array, data.offset + from + i);
      copyBytes(vector, bytes);
      break;
    }
    case Type.Utf8:
      copyText(vector, data, from, rows);
      break;
    case Type.List: {
      const offsets = data.valueOffsets as Int32Array;
      const first = offsets[from]!;
      const entries = new BigUint64Array(rows * 2);
      for (let i = 0; i < rows; i++) {
        entries[i * 2] = BigInt(offsets[from + i]! - first);
        entries[i * 2 + 1] = BigInt(offsets[from + i + 1]! - offsets[from + i]!);
      }
      const items = offsets[from + rows]! - first;
      bindings.list_vector_reserve(vector, items);
      bindings.list_vector_set_size(vector, items);
      if (items > 0) copyColumn(bindings.list_vector_get_child(vector), data.children[0]!, first, items);
      copyBytes(vector, entries);
      break;
    }
    default:
      throw new TypeError(`no native column for Arrow type ${String(data.type)}`);
  }
  copyValidity(vector, data, from, rows);
}

/**
 * A DuckDB string is 16 bytes: its length, then the text itself up to 12 bytes, else four bytes and a pointer that DuckDB
 * must set. A long text equal to the one above it (a file's name, a form's id) takes over that one's slot.
 */
function copyText(vector: RawVector, data: Data, from: number, rows: number): void {
  const offsets = data.valueOffsets as Int32Array;
  const bytes = data.values as Uint8Array;
  const slots = new Uint8Array(rows * SLOT_BYTES);
  const lengths = new Int32Array(slots.buffer);
  for (let i = 0; i < rows; i++) {
    const start = offsets[from + i]!;
    const length = offsets[from + i + 1]! - start;
    if (length > INLINE_BYTES) continue;
    lengths[i * 4] = length;
    for (let b = 0; b < length; b++) slots[i * SLOT_BYTES + 4 + b] = bytes[start + b]!;
  }
  copyBytes(vector, slots);
  const repeats: number[] = [];
  for (let i = 0; i < rows; i++) {
    const start = offsets[from + i]!;
    const end = offsets[from + i + 1]!;
    if (end - start <= INLINE_BYTES) continue;
    if (i > 0 && sameText(bytes, offsets[from + i - 1]!, start, end - start)) repeats.push(i);
    else bindings.vector_assign_string_element_len(vector, i, bytes.subarray(start, end));
  }
  if (repeats.length === 0) return;
  const filled = bindings.vector_get_data(vector, rows * SLOT_BYTES).slice();
  for (const i of repeats) filled.copyWithin(i * SLOT_BYTES, (i - 1) * SLOT_BYTES, i * SLOT_BYTES);
  copyBytes(vector, filled);
}

/** Whether the text before `start` (it begins at `before` and ends where this one starts) is the same. */
function sameText(bytes: Uint8Array, before: number, start: number, length: number): boolean {
  if (start - before !== length) return false;
  for (let i = length - 1; i >= 0; i--) if (bytes[before + i] !== bytes[start + i]) return false;
  return true;
}

function copyValidity(vector: RawVector, data: Data, from: number, rows: number): void {
  if (data.nullCount === 0 || !data.nullBitmap?.length) return;
  const valid = new Uint8Array(((rows + 63) >> 6) << 3);
  for (let i = 0; i < rows; i++)
    if (bit(data.nullBitmap, data.offset + from + i)) valid[i >> 3]! |= 1 << (i & 7);
  bindings.vector_ensure_validity_writable(vector);
  bindings.copy_data_to_vector_validity(vector, 0, valid.buffer, 0, valid.byteLength);
}

function copyBytes(vector: RawVector, from: ArrayBufferView): void {
  bindings.copy_data_to_vector(vector, 0, from.buffer as ArrayBuffer, from.byteOffset, from.byteLength);
}

function bit(bitmap: Uint8Array, index: number): 0 | 1 {
  return ((bitmap[index >> 3]! >> (index & 7)) & 1) as 0 | 1;
}
