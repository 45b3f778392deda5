import { Vector, type RecordBatch } from 'apache-arrow';
import type { Value } from '#core/store/connector.ts';

/** One record batch as plain objects: numbers, not bigints; arrays, not vectors; ISO text for what is a Date. */
export function rowsOf<T>(batch: RecordBatch): T[] {
  const columns = batch.schema.fields.map((field, i) => [field.name, batch.getChildAt(i)] as const);
  const rows: T[] = [];
  for (let r = 0; r < batch.numRows; r++) {
    const row: Record<string, Value> = {};
    for (const [name, vector] of columns) row[name] = plain(vector?.get(r));
    rows.push(row as T);
  }
  return rows;
}

function plain(value: unknown): Value {
  if (value === null || value === undefined) return null;
  if (typeof value === 'bigint') return Number(value);
  if (typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean') return value;
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Vector) return Array.from(value, plain);
  if (ArrayBuffer.isView(value) && Symbol.iterator in value)
    return Array.from(value as Iterable<unknown>, plain);
  return String(value);
}
