import { DialectError, type Call, type Dialect, type Writing } from './dialect.ts';

const refuse = (call: Call, why: string): never => {
  throw new DialectError(`clickhouse: ${call.name}: ${why}`);
};

const filtered = (aggregate: string, filter: string | null): string =>
  filter === null ? aggregate : `${aggregate} FILTER (WHERE ${filter})`;

const both = (...conditions: (string | null)[]): string =>
  conditions.flatMap((condition) => (condition === null ? [] : [`(${condition})`])).join(' AND ');

const lambda = (params: readonly string[], body: string): string =>
  `${params.length === 1 ? params[0] : `(${params.join(', ')})`} -> ${body}`;

/** By way of a list of one: put in for each of its uses, a value would be analysed as often, and macros in macros without end. */
const bind = (params: readonly string[], values: readonly string[], body: string): string =>
  `arrayElement(arrayMap(${lambda(params, body)}, ${values.map((value) => `[${value}]`).join(', ')}), 1)`;

/** `template` with $1, $2 … for the arguments. */
const shape =
  (template: string): Writing =>
  ({ args }) =>
    template.replace(/\$(\d)/g, (_, n: string) => args[Number(n) - 1]!);

/** The keys of an aggregate's order as one tuple that sorts upwards; a key that goes down must be a number. */
const keys = ({ order }: Call): string =>
  `tuple(${order.map(({ by, descending }) => (descending ? `negate(${by})` : by)).join(', ')})`;

/** An aggregate that keeps NULLs, as DuckDB's `list` does: ClickHouse skips them unless they stand in a tuple. */
const list = (call: Call): string =>
  call.order.length === 0
    ? `arrayMap(o -> o.1, ${filtered(`groupArray(tuple(${call.args[0]}))`, call.filter)})`
    : `arrayMap(o -> o.2, arraySort(o -> o.1, ${filtered(`groupArray(tuple(${keys(call)}, ${call.args[0]}))`, call.filter)}))`;

/** `arg_min(x, key)`, or with a number as third argument the list of the first so many. Rows with a NULL count in neither. */
const argMin = (call: Call): string => {
  const [x, key, n] = call.args;
  if (n === undefined) return filtered(`argMinOrNull(${x}, ${key})`, call.filter);
  return `arrayMap(o -> o.2, ${filtered(
    `groupArraySorted(${n})(tuple(${key}, ${x}))`,
    both(`${key} IS NOT NULL`, `${x} IS NOT NULL`, call.filter),
  )})`;
};

/** Halves go away from zero, as in DuckDB; ClickHouse's own takes them to the even digit. */
const round = (call: Call): string => {
  const [x, digits = '0'] = call.args;
  if (!/^\d+$/.test(digits)) refuse(call, 'the number of digits must be written out');
  const unit = `1e${digits}`;
  const size = `abs(${x}) * ${unit}`;
  return `(sign(${x}) * (trunc(${size}) + (${size} - trunc(${size}) >= 0.5)) / ${unit})`;
};

/** `format('{:,.2f}', x)`: so many decimals, thousands in groups. */
function grouped(call: Call): string {
  const digits = /^'\{:,\.(\d)f\}'$/.exec(call.args[0] ?? '')?.[1];
  if (digits === undefined) return refuse(call, `only '{:,.Nf}'`);
  const groups = `trimLeft(reverse(replaceRegexpAll(reverse(splitByChar('.', d)[1]), '(\\\\d{3})', '\\\\1,')), ',')`;
  const decimals = digits === '0' ? '' : `, '.', splitByChar('.', d)[2]`;
  const size = `toDecimalString(abs(${call.args[1]}), ${digits})`;
  return bind(
    ['d', 'negative'],
    [size, `${call.args[1]} < 0`],
    `concat(if(negative, '-', ''), ${groups}${decimals})`,
  );
}

/** Text with its aggregates and searches in code points, lists with 1-based places, booleans that may be NULL. */
const FUNCTIONS: Record<string, Writing> = {
  // text
  length: 'lengthUTF8',
  substr: 'substringUTF8',
  substring: 'substringUTF8',
  lower: 'lowerUTF8',
  upper: 'upperUTF8',
  strpos: 'positionUTF8',
  // Every space of Unicode, as in DuckDB; ClickHouse's own takes away 0x20 only.
  trim: shape(`replaceRegexpAll($1, '^\\\\p{Zs}+|\\\\p{Zs}+$', '')`),
  format: grouped,
  contains: shape('(position($1, $2) > 0)'),
  starts_with: 'startsWith',
  ends_with: 'endsWith',
  chr: 'char',
  md5: shape('lower(hex(MD5($1)))'),
  sha256: shape('lower(hex(SHA256($1)))'),
  regexp_matches: (call) =>
    call.args.length === 3 && call.args[2] === "'s'"
      ? `match(${call.args[0]}, ${call.args[1]})`
      : refuse(call, "only with the option 's', as ClickHouse reads every pattern"),
  regexp_extract: 'regexpExtract',
  // numbers
  isnan: 'isNaN',
  isinf: 'isInfinite',
  round,
  hash: ({ args }) => `sipHash64(tuple(${args.join(', ')}))`,
  // types
  cast: ({ args }) => `CAST(${args[0]} AS ${args[1]})`,
  try_cast: (call) =>
    call.args[1] === 'Float64'
      ? `toFloat64OrNull(${call.args[0]})`
      : refuse(call, `no attempt at ${call.args[1]}`),
  // lists
  len: 'length',
  list_contains: 'has',
  list_has_any: 'hasAny',
  list_position: ({ args }) => `nullIf(indexOf(${args.join(', ')}), 0)`,
  list_extract: 'arrayElementOrNull',
  list_slice: shape('arraySlice($1, $2, $3 - $2 + 1)'),
  list_sort: 'arraySort',
  list_distinct: 'arrayDistinct',
  list_filter: shape('arrayFilter($2, $1)'),
  list_transform: shape('arrayMap($2, $1)'),
  flatten: 'arrayFlatten',
  array_to_string: 'arrayStringConcat',
  range: ({ args }) => `range(${args.map((arg) => `toUInt64(coalesce(${arg}, 0))`).join(', ')})`,
  unnest: 'arrayJoin',
  // aggregates, NULL over nothing. The setting that makes them so renames those with a filter twice over on more than one shard.
  sum: 'sumOrNull',
  avg: 'avgOrNull',
  min: 'minOrNull',
  any_value: 'anyOrNull',
  list,
  string_agg: (call) => {
    const texts = list({ ...call, args: call.args.slice(0, 1) });
    return `if(empty(${texts}), NULL, arrayStringConcat(${texts}, ${call.args[1]}))`;
  },
  first: (call) =>
    call.order.length === 0
      ? refuse(call, 'wants an ORDER BY')
      : `tupleElement(${filtered(`argMin(tuple(${call.args[0]}), ${keys(call)})`, call.filter)}, 1)`,
  arg_min: argMin,
  arg_max: (call) =>
    call.args.length === 2
      ? filtered(`argMaxOrNull(${call.args.join(', ')})`, call.filter)
      : refuse(call, 'takes two arguments'),
  max: (call) => {
    const [x, n] = call.args;
    if (n === undefined) return filtered(`maxOrNull(${x})`, call.filter);
    return `arraySlice(arrayReverseSort(${filtered(`groupArray(${x})`, call.filter)}), 1, ${n})`;
  },
  bit_or: 'groupBitOrOrNull',
  bool_or: 'maxOrNull',
  bool_and: 'minOrNull',
};

/**
 * ClickHouse, from 26.3 on: the one table of all that differs from DuckDB's SQL.
 * The settings make NULL what it is in standard SQL: an outer join gives it, a cast keeps it.
 */
export const CLICKHOUSE: Dialect = {
  name: 'clickhouse',
  functions: FUNCTIONS,
  same: new Set(
    `abs ceil coalesce concat concat_ws count dense_rank exp floor greatest lag lead least ln log10 nullif position power
    rank replace row_number rtrim sign sqrt year`.split(/\s+/),
  ),
  types: {
    VARCHAR: 'String',
    DOUBLE: 'Float64',
    INTEGER: 'Int32',
    BIGINT: 'Int64',
    // A UInt8 is what comparisons give, and nothing else shall be.
    UTINYINT: 'Int16',
    BOOLEAN: 'Bool',
    DATE: 'Date32',
    'VARCHAR[]': 'Array(String)',
  },
  words: { EXCLUDE: 'EXCEPT' },
  text: (value) => `'${value.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`,
  quoted: (name) => `"${name.replaceAll('\\', '\\\\').replaceAll('"', '""')}"`,
  describe: (table) =>
    `SELECT name AS column_name, type AS column_type FROM system.columns WHERE database = currentDatabase() AND table = '${table}'`,
  bind,
  lambda,
  settings: {
    join_use_nulls: 1,
    cast_keep_nullable: 1,
    prefer_column_name_to_alias: 1,
    precise_float_parsing: 1,
    distributed_product_mode: 'global',
    // The order in which joins are written is the one in which they are cheap.
    query_plan_optimize_join_order_limit: 0,
    max_query_size: 16_777_216,
    max_ast_elements: 2_000_000,
    max_expanded_ast_elements: 10_000_000,
  },
};
