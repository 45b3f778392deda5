/**
 * A value with all its fractions to ten digits: sums of fractions may differ in the last ones, since each engine adds up in an order
 * of its own.
 */
export function rounded<T>(value: T): T {
  if (typeof value === 'number' && !Number.isInteger(value)) return Number(value.toPrecision(10)) as T;
  if (Array.isArray(value)) return value.map(rounded) as T;
  if (value !== null && typeof value === 'object')
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, rounded(one)])) as T;
  return value;
}
