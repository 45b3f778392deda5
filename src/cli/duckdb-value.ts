import { DuckDBDateValue, DuckDBDecimalValue, DuckDBListValue, type DuckDBValue } from '@duckdb/node-api';
import type { Value } from '#core/store/connector.ts';

/**
 * A value of node-api as `Value`: integers of any width and decimals as numbers, lists as arrays, dates as ISO days,
 * anything else that is not plain (timestamps, structs) as DuckDB's own text for it.
 */
export function toValue(value: DuckDBValue): Value {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (typeof value === 'bigint') return Number(value);
  if (value instanceof DuckDBDecimalValue) return value.toDouble();
  if (value instanceof DuckDBListValue) return value.items.map(toValue);
  if (value instanceof DuckDBDateValue) return value.toString();
  return String(value);
}
