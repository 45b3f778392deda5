/** A function's call as the source has it, its parts already in the dialect written. */
export interface Call {
  name: string;
  args: readonly string[];
  distinct: boolean;
  /** Keys of `ORDER BY` inside the brackets. */
  order: readonly { by: string; descending: boolean }[];
  /** Condition of `FILTER (WHERE …)` behind the brackets. */
  filter: string | null;
}

/** How a call is written: under another name, or in another shape. */
export type Writing = string | ((call: Call) => string);

/**
 * Where an engine's SQL differs from DuckDB's, in which all SQL of store/ and rules/ is written. What is not listed here is
 * the same in both, or `translate` refuses it.
 */
export interface Dialect {
  name: string;
  /** Functions by DuckDB's name, in lower case. */
  functions: Readonly<Record<string, Writing>>;
  /** Functions that mean the same under the same name. */
  same: ReadonlySet<string>;
  /** Types by DuckDB's name, in upper case; those not listed are called the same. */
  types: Readonly<Record<string, string>>;
  /** Words of the grammar, in upper case. */
  words: Readonly<Record<string, string>>;
  /** A text as a literal. */
  text(value: string): string;
  /** A name in quotes. */
  quoted(name: string): string;
  /** A query that lists the columns of a table as DuckDB's DESCRIBE does: `column_name`, `column_type`. */
  describe(table: string): string;
  /** A body with its parameters bound to values, each value written once. */
  bind(params: readonly string[], values: readonly string[], body: string): string;
  lambda(params: readonly string[], body: string): string;
  /** What a session must set for the same answers. */
  settings: Readonly<Record<string, string | number>>;
}

/** A statement cannot be written in the dialect: it uses what the dialect does not list. */
export class DialectError extends Error {
  override name = 'DialectError';
}
