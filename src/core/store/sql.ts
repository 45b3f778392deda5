/** A value as a SQL literal. Text doubles its quotes and loses NUL; DuckDB's plain strings know no other escape. */
export function literal(value: string | number | boolean | null | readonly (string | number)[]): string {
  if (value === null) return 'NULL';
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new RangeError(`not a finite number: ${value}`);
    // With an exponent DuckDB reads a DOUBLE; without one a DECIMAL, and 0.9916433887556195 loses its last digit.
    return `CAST(${value.toExponential()} AS DOUBLE)`;
  }
  if (typeof value === 'string') return `'${value.replaceAll('\0', '').replaceAll("'", "''")}'`;
  return `[${value.map((v) => literal(v)).join(', ')}]`;
}

/** A column or table name as a quoted identifier. */
export function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** Columns of a table as DDL: name → type. */
export function columnsSql(columns: Record<string, string>): string {
  return Object.entries(columns)
    .map(([name, type]) => `${identifier(name)} ${type}`)
    .join(', ');
}
