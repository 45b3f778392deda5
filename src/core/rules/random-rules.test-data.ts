import type { Fact, FactType } from '#core/store/fact.ts';
import { OPERATORS, OPERATOR_NAMES } from './operators.ts';
import { patternProblem } from './pattern.ts';
import type { Condition, Leaf, ParamValue, Params, Rule } from './rule.ts';

export type Cell = number | string | boolean | (string | null)[] | null;
export type Random = () => number;

/** A seeded generator (mulberry32), so that a failing case can be had again. */
export function seeded(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export const pick = <T>(random: Random, list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
const several = <T>(random: Random, least: number, most: number, make: () => T): T[] =>
  Array.from({ length: least + Math.floor(random() * (most - least + 1)) }, make);

const entry = (type: FactType): Fact => ({ type, zh: type, en: type, meaning: type, about: 'none' });
export const TEST_FACTS: Record<string, Fact> = Object.fromEntries(
  (['number', 'text', 'boolean', 'list'] as const).flatMap((type) =>
    [1, 2, 3].map((i) => [`${type} "${i}"`, entry(type)]),
  ),
);

// Small alphabets, so that things meet: half and full width, composed and decomposed, everything with a meaning in SQL or a pattern.
const PIECES = [
  'a',
  'A',
  'ａ',
  'b',
  '率',
  '率',
  '满意',
  '度',
  '0',
  '9',
  '10',
  '１０',
  '%',
  '_',
  "'",
  '"',
  '\\',
  '.',
  '*',
  '$',
  '^',
];
const ODD = [
  '\n',
  '\r',
  '\r\n',
  '\t',
  ' ',
  '　',
  '\u00a0',
  '\u2028',
  '\u0085',
  '\ufeff',
  'é',
  'e\u0301',
  'ß',
  'İ',
  '🙂',
  '👨‍👩‍👧',
  '𠮷',
  'NaN',
  'NULL',
  'null',
  'true',
  '{name}',
  '\v',
  '\f',
];
const NUMBERS = [
  0,
  -0,
  1,
  -1,
  0.1,
  0.2,
  0.30000000000000004,
  0.3,
  90,
  100,
  99.99,
  1e21,
  1e-7,
  1 / 3,
  2 ** 53,
  2 ** 53 + 2,
  1.7976931348623157e308,
  5e-324,
  7343510.55,
  0.9916433887556195,
  0.9916433887556196,
];

const word = (random: Random): string =>
  several(random, 1, 2, () => pick(random, random() < 0.75 ? PIECES : ODD)).join('');

function text(random: Random): string {
  const dice = random();
  if (dice < 0.08) return '';
  if (dice < 0.12) return word(random).repeat(3000);
  if (dice < 0.15) return `${word(random)}\0${word(random)}`;
  return several(random, 1, 5, () => word(random)).join('');
}

/** A value that a fact of this type may have: often missing, NaN or empty. */
export function cell(random: Random, type: FactType): Cell {
  if (random() < 0.12) return null;
  if (type === 'boolean') return random() < 0.5;
  if (type === 'text') return text(random);
  if (type === 'list') return several(random, 0, 3, () => (random() < 0.1 ? null : word(random)));
  return random() < 0.1 ? pick(random, [NaN, Infinity, -Infinity]) : pick(random, NUMBERS);
}

const ATOMS = [
  '.',
  '\\d',
  '\\D',
  '\\w',
  '\\W',
  '[a-z]',
  '[^a率]',
  '[一-龥]',
  '[\\d.]',
  '\\.',
  '\\$',
  '\\^',
  '\\\\',
  '率',
  'a',
  'A',
  '(?:满意|度)',
  '(a|b|)',
  '🙂',
  '[^\\n]',
  '[\\-a]',
  '\\n',
  '%',
  "'",
];
const REPEATS = ['', '', '', '?', '*', '+', '{2}', '{1,3}', '*?', '+?', '{0,}'];

// Where engines are wont to differ: line breaks under a dot and at the ends, characters beyond 16 bits, empty text.
const TRICKY = [
  '^.+$',
  '^.*率$',
  '率.',
  '^.{1,6}$',
  '.$',
  '^$',
  'a$',
  '^[^a]*$',
  '^\\W*$',
  '^(?:.率|.度)',
  '%',
  '_',
];

/** A pattern of the part that both engines share, with and without anchors. */
export function pattern(random: Random): string {
  if (random() < 0.4) return pick(random, TRICKY);
  for (;;) {
    const branch = () => several(random, 1, 3, () => pick(random, ATOMS) + pick(random, REPEATS)).join('');
    const made =
      (random() < 0.3 ? '^' : '') + several(random, 1, 2, branch).join('|') + (random() < 0.3 ? '$' : '');
    if (!patternProblem(made)) return made;
  }
}

function constant(random: Random, wanted: string): ParamValue {
  switch (wanted) {
    case 'number':
      return pick(random, NUMBERS);
    case 'boolean':
      return random() < 0.5;
    case 'string':
      return random() < 0.1 ? '' : word(random);
    case 'pattern':
      return pattern(random);
    case 'number[]':
      return several(random, 1, 4, () => pick(random, NUMBERS));
    default:
      return several(random, 1, random() < 0.3 ? 12 : 4, () => word(random));
  }
}

function leaf(random: Random, params: Params): Leaf {
  const fact = pick(random, Object.keys(TEST_FACTS));
  const type = TEST_FACTS[fact]!.type;
  const operator = pick(
    random,
    OPERATOR_NAMES.filter((name) => (OPERATORS[name].types as readonly FactType[]).includes(type)),
  );
  const { expects } = OPERATORS[operator];
  if (expects === 'true') return { fact, operator, value: true };
  const scalar = type === 'text' ? 'string' : type;
  const wanted =
    expects === 'pattern'
      ? 'pattern'
      : expects === 'texts'
        ? 'string[]'
        : expects === 'same'
          ? scalar
          : `${scalar}[]`;
  const other = { string: 'text', number: 'number', boolean: 'boolean', 'string[]': 'list' }[wanted];
  if (other !== undefined && random() < 0.25)
    return { fact, operator, value: { fact: `${other} "${pick(random, [1, 2, 3])}"` } };
  if (random() < 0.3) {
    const name = `p${Object.keys(params).length}`;
    params[name] = wanted.endsWith('[]') && random() < 0.15 ? [] : constant(random, wanted);
    return { fact, operator, value: { fact: `param:${name}` } };
  }
  return { fact, operator, value: constant(random, wanted) };
}

function condition(random: Random, params: Params, depth: number): Condition {
  const dice = random();
  if (depth > 2 || (depth > 0 && dice < 0.5)) return leaf(random, params);
  if (dice < 0.65) return { not: condition(random, params, depth + 1) };
  const list = several(random, 1, 3, () => condition(random, params, depth + 1));
  return dice < 0.85 ? { all: list } : { any: list };
}

/** A rule over TEST_FACTS with its parameter values; only what judging reads is filled in with care. */
export function randomRule(random: Random): { rule: Rule; params: Params } {
  const params: Params = {};
  const both = { zh: '例', en: 'example' };
  const rule: Rule = {
    id: 'random-rule',
    code: 'T00',
    version: '1.0.0',
    scope: 'indicator',
    severity: 'info',
    review: '完整性',
    title: both,
    why: both,
    basis: [],
    params: {},
    message: both,
    suggest: [],
    falseAlarms: [],
    tests: [],
    applies:
      random() < 0.4 ? { any: [leaf(random, params), leaf(random, params)] } : condition(random, params, 0),
    conditions: condition(random, params, 0),
  };
  return { rule, params };
}

/** One record: most facts there, some left out altogether. */
export function randomRow(random: Random): Record<string, Cell | undefined> {
  return Object.fromEntries(
    Object.entries(TEST_FACTS).map(([name, fact]) => [
      name,
      random() < 0.04 ? undefined : cell(random, fact.type),
    ]),
  );
}

/** A cell as SQL, written apart from the program's own literals: NaN, infinities and NUL included. */
export function cellSql(value: Cell | undefined, type: FactType): string {
  if (value === null || value === undefined) return `NULL::${COLUMN[type]}`;
  if (Array.isArray(value)) return `[${value.map((v) => cellSql(v, 'text')).join(', ')}]::VARCHAR[]`;
  if (typeof value === 'number') return `'${Object.is(value, -0) ? '-0' : value}'::DOUBLE`;
  if (typeof value === 'boolean') return String(value);
  return value
    .split('\0')
    .map((part) => `'${part.replaceAll("'", "''")}'`)
    .join(' || chr(0) || ');
}

export const COLUMN: Record<FactType, string> = {
  number: 'DOUBLE',
  text: 'VARCHAR',
  boolean: 'BOOLEAN',
  list: 'VARCHAR[]',
};
