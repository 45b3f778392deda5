import type { FactType } from '#core/store/fact.ts';
import { literal } from '#core/store/sql.ts';
import { matches } from './pattern.ts';
import type { ParamValue, Scalar } from './rule.ts';

/** What an operator compares with: the fact's own type, several of them, several texts, a pattern, or only `true`. */
export type ExpectedType = 'same' | 'list-of-same' | 'texts' | 'pattern' | 'true';

/** The expected side in SQL: a value known when the rule is compiled, or another column of the record. */
export type Operand = { constant: ParamValue } | { column: string; type: FactType };

interface Operator {
  /** Types of fact it fits. */
  types: readonly FactType[];
  expects: ExpectedType;
  /** Its meaning in JavaScript, for a found and an expected value that are both there. */
  test(found: unknown, expected: unknown): boolean;
  /** The same in SQL for a non-NULL column (NULL counts as false) and an operand that is neither missing nor empty. */
  sql(found: string, expected: Operand): string;
  zh: string;
  en: string;
}

const sameType = (a: unknown, b: unknown) => typeof a === typeof b;
const numbers = (test: (a: number, b: number) => boolean) => (a: unknown, b: unknown) =>
  typeof a === 'number' && typeof b === 'number' && test(a, b);
const words = (list: unknown): string[] =>
  Array.isArray(list) ? list.filter((w): w is string => typeof w === 'string') : [];
const someWord = (test: (text: string, word: string) => boolean) => (found: unknown, list: unknown) =>
  typeof found === 'string' && words(list).some((w) => test(found, w));
const noWord = (test: (text: string, word: string) => boolean) => (found: unknown, list: unknown) =>
  typeof found === 'string' && !words(list).some((w) => test(found, w));
const member = (found: unknown, list: unknown) =>
  Array.isArray(list) && list.some((one) => sameType(one, found) && one === found);
const shared = (found: unknown, list: unknown) => words(found).some((w) => words(list).includes(w));

const operand = (o: Operand) => ('column' in o ? o.column : sqlOf(o.constant));
const infix = (sign: string) => (found: string, expected: Operand) => `${found} ${sign} ${operand(expected)}`;
type WordTest = (text: string, word: string) => string;
/** Many known words are looked for by one pattern where there is one: measured three times faster than word by word. */
const MANY_WORDS = 4;
const anyWordSql =
  (test: WordTest, pattern?: (words: readonly string[]) => string) =>
  (found: string, list: Operand): string => {
    if ('column' in list)
      return `(len(list_filter(${list.column}, lambda w: coalesce(${test(found, 'w')}, FALSE))) > 0)`;
    const known = list.constant as string[];
    return pattern && known.length >= MANY_WORDS
      ? `regexp_matches(${found}, ${literal(pattern(known))}, 's')`
      : `(${known.map((word) => test(found, literal(word))).join(' OR ')})`;
  };
const noWordSql =
  (...how: Parameters<typeof anyWordSql>) =>
  (found: string, list: Operand) =>
    `NOT ${anyWordSql(...how)(found, list)}`;
const oneOf = (known: readonly string[]) =>
  known.map((word) => word.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')).join('|');
const memberSql = (found: string, list: Operand) =>
  'column' in list
    ? `list_contains(${list.column}, ${found})`
    : `${found} IN (${(list.constant as Scalar[]).map((v) => literal(v)).join(', ')})`;

const call = (name: string) => (text: string, word: string) => `${name}(${text}, ${word})`;
const COMPARABLE = ['number', 'text', 'boolean'] as const;

/**
 * Every operator, with its meaning in JavaScript and in SQL side by side; nothing else says what an operator means.
 * A missing value (null, undefined, NaN) on either side and an empty list on the expected side make every operator false, the
 * negative ones included; only `isMissing` is true of nothing. Text is compared by code units, never by number or locale.
 */
export const OPERATORS = {
  equal: {
    types: COMPARABLE,
    expects: 'same',
    test: (a, b) => sameType(a, b) && a === b,
    sql: infix('='),
    zh: '等于',
    en: 'is',
  },
  notEqual: {
    types: COMPARABLE,
    expects: 'same',
    test: (a, b) => sameType(a, b) && a !== b,
    sql: infix('<>'),
    zh: '不等于',
    en: 'is not',
  },
  in: {
    types: ['number', 'text'],
    expects: 'list-of-same',
    test: member,
    sql: memberSql,
    zh: '是其中之一',
    en: 'is one of',
  },
  notIn: {
    types: ['number', 'text'],
    expects: 'list-of-same',
    test: (a, list) => !member(a, list),
    sql: (found, list) => `NOT (${memberSql(found, list)})`,
    zh: '不在其中',
    en: 'is none of',
  },
  lessThan: {
    types: ['number'],
    expects: 'same',
    test: numbers((a, b) => a < b),
    sql: infix('<'),
    zh: '小于',
    en: 'is less than',
  },
  lessThanInclusive: {
    types: ['number'],
    expects: 'same',
    test: numbers((a, b) => a <= b),
    sql: infix('<='),
    zh: '不大于',
    en: 'is at most',
  },
  greaterThan: {
    types: ['number'],
    expects: 'same',
    test: numbers((a, b) => a > b),
    sql: infix('>'),
    zh: '大于',
    en: 'is more than',
  },
  greaterThanInclusive: {
    types: ['number'],
    expects: 'same',
    test: numbers((a, b) => a >= b),
    sql: infix('>='),
    zh: '不小于',
    en: 'is at least',
  },
  containsAny: {
    types: ['text'],
    expects: 'texts',
    test: someWord((text, word) => text.includes(word)),
    sql: anyWordSql(call('contains'), oneOf),
    zh: '含有其中之一',
    en: 'contains one of',
  },
  containsNone: {
    types: ['text'],
    expects: 'texts',
    test: noWord((text, word) => text.includes(word)),
    sql: noWordSql(call('contains'), oneOf),
    zh: '不含其中任何一个',
    en: 'contains none of',
  },
  startsWithAny: {
    types: ['text'],
    expects: 'texts',
    test: someWord((text, word) => text.startsWith(word)),
    sql: anyWordSql(call('starts_with')),
    zh: '以其中之一开头',
    en: 'starts with one of',
  },
  endsWithAny: {
    types: ['text'],
    expects: 'texts',
    test: someWord((text, word) => text.endsWith(word)),
    sql: anyWordSql(call('ends_with')),
    zh: '以其中之一结尾',
    en: 'ends with one of',
  },
  endsWithNone: {
    types: ['text'],
    expects: 'texts',
    test: noWord((text, word) => text.endsWith(word)),
    sql: noWordSql(call('ends_with')),
    zh: '不以其中任何一个结尾',
    en: 'ends with none of',
  },
  matches: {
    types: ['text'],
    expects: 'pattern',
    test: (a, pattern) => typeof a === 'string' && typeof pattern === 'string' && matches(pattern, a),
    sql: (found, pattern) => `regexp_matches(${found}, ${operand(pattern)}, 's')`,
    zh: '符合模式',
    en: 'matches',
  },
  listContainsAny: {
    types: ['list'],
    expects: 'texts',
    test: (a, list) => Array.isArray(a) && shared(a, list),
    sql: (found, list) => `list_has_any(${found}, ${operand(list)})`,
    zh: '列表含有其中之一',
    en: 'lists one of',
  },
  listContainsNone: {
    types: ['list'],
    expects: 'texts',
    test: (a, list) => Array.isArray(a) && !shared(a, list),
    sql: (found, list) => `NOT list_has_any(${found}, ${operand(list)})`,
    zh: '列表不含其中任何一个',
    en: 'lists none of',
  },
  isMissing: {
    types: ['number', 'text', 'boolean', 'list'],
    expects: 'true',
    test: () => false,
    sql: () => 'FALSE',
    zh: '缺失',
    en: 'is missing',
  },
  isPresent: {
    types: ['number', 'text', 'boolean', 'list'],
    expects: 'true',
    test: () => true,
    sql: () => 'TRUE',
    zh: '有值',
    en: 'is present',
  },
} as const satisfies Record<string, Operator>;

export type OperatorName = keyof typeof OPERATORS;
export const OPERATOR_NAMES = Object.keys(OPERATORS) as OperatorName[];

/** True when nothing stands there: null, undefined, NaN. */
export function isMissing(value: unknown): boolean {
  return value === null || value === undefined || Number.isNaN(value);
}

/** Whether a leaf holds in JavaScript, for any values at all. */
export function holds(name: OperatorName, found: unknown, expected: unknown): boolean {
  if (name === 'isMissing') return expected === true && isMissing(found);
  if (isMissing(found) || isMissing(expected)) return false;
  const list = Array.isArray(expected) ? expected.filter((one) => !isMissing(one)) : expected;
  const operator: Operator = OPERATORS[name];
  return !(Array.isArray(list) && list.length === 0) && operator.test(found, list);
}

/**
 * The same leaf as a SQL predicate that is TRUE or FALSE, or where it need not be `certain` NULL for FALSE. `found` is a quoted column of
 * type `type`.
 */
export function holdsSql(
  name: OperatorName,
  found: string,
  type: FactType,
  expected: Operand,
  certain = true,
): string {
  if (name === 'isMissing') return `NOT (${presentSql(found, type)})`;
  if (name === 'isPresent') return `(${presentSql(found, type)})`;
  if (!('column' in expected) && isEmpty(expected.constant)) return 'FALSE';
  const operator: Operator = OPERATORS[name];
  if (!certain && !('column' in expected))
    return `(${[notNanSql(found, type), operator.sql(found, expected)].filter(Boolean).join(' AND ')})`;
  const tests = [
    presentSql(found, type),
    ...('column' in expected ? [expectedSql(expected)] : []),
    operator.sql(found, expected),
  ];
  return 'column' in expected || type === 'list'
    ? `coalesce(${tests.join(' AND ')}, FALSE)`
    : `(${tests.join(' AND ')})`;
}

/** What of `presentSql` a comparison with a constant does not say by itself: NaN is a number to it, and nothing is a list without a word. */
function notNanSql(column: string, type: FactType): string {
  return type === 'number' ? `NOT isnan(${column})` : type === 'list' ? presentSql(column, type) : '';
}

function presentSql(column: string, type: FactType): string {
  return type === 'number' ? `${column} IS NOT NULL AND NOT isnan(${column})` : `${column} IS NOT NULL`;
}

function expectedSql(expected: { column: string; type: FactType }): string {
  return expected.type === 'list'
    ? `len(list_filter(${expected.column}, lambda w: w IS NOT NULL)) > 0`
    : presentSql(expected.column, expected.type);
}

function isEmpty(value: ParamValue): boolean {
  return isMissing(value) || (Array.isArray(value) && value.length === 0);
}

function sqlOf(value: ParamValue): string {
  return Array.isArray(value) ? literal(value as readonly (string | number)[]) : literal(value);
}
