import { exampleRule } from './example-rule.test-data.ts';

/** A rule file that must be refused: where, and with what remedy (in English). */
export interface Hostile {
  text: string;
  place: string;
  why: RegExp;
  /** Line in the text, where it matters. */
  line?: number;
}

type Json = Record<string, unknown>;

const written = (change: (rule: Json) => void): string => {
  const rule: Json = { ...exampleRule(), id: 'own-rule', code: 'U01' };
  delete (rule.tests as Json[])[0]!.because;
  change(rule);
  return JSON.stringify(rule, null, 2);
};
const leaf = (change: Json) => written((rule) => (rule.conditions = { all: [{ ...LEAF, ...change }] }));
const LEAF = { name: 'money-name', fact: 'name', operator: 'containsAny', value: ['成本'] };
const nested = (depth: number): Json => (depth === 0 ? LEAF : { all: [nested(depth - 1)] });

/** Rule files by name, each wrong in its own way: slips, attempts to hang the judge, attempts to run code. */
export const HOSTILE: Record<string, Hostile> = {
  'unknown-fact.json': {
    text: leaf({ fact: 'nmae' }),
    place: '/conditions/all/0/fact',
    why: /did you mean "name"/,
    line: 48,
  },
  'unknown-operator.json': {
    text: leaf({ operator: 'containAny' }),
    place: '/conditions/all/0/operator',
    why: /did you mean "containsAny"/,
  },
  'unknown-key.json': {
    text: leaf({ priority: 3 }),
    place: '/conditions/all/0/priority',
    why: /unknown key/,
  },
  'json-path.json': {
    text: leaf({ path: '$..constructor' }),
    place: '/conditions/all/0/path',
    why: /unknown key/,
  },
  'wrong-type.json': { text: leaf({ value: '成本' }), place: '/conditions/all/0/value', why: /array/ },
  'number-as-text.json': {
    text: leaf({ fact: 'value', operator: 'lessThan', value: '3' }),
    place: '/conditions/all/0/value',
    why: /without quotes/,
  },
  'empty-group.json': {
    text: written((rule) => (rule.conditions = { any: [] })),
    place: '/conditions/any',
    why: /empty group/,
  },
  'two-groups.json': {
    text: written((rule) => (rule.conditions = { all: [LEAF], any: [LEAF] })),
    place: '/conditions',
    why: /inside the other/,
  },
  'look-around.json': {
    text: leaf({ operator: 'matches', value: '(?=成本)' }),
    place: '/conditions/all/0/value',
    why: /look-around/,
  },
  'back-reference.json': {
    text: leaf({ operator: 'matches', value: '(成)\\1' }),
    place: '/conditions/all/0/value',
    why: /back-references/,
  },
  'catastrophic.json': {
    text: leaf({ operator: 'matches', value: '(a+)+$' }),
    place: '/conditions/all/0/value',
    why: /for ever/,
  },
  'huge-repeat.json': {
    text: leaf({ operator: 'matches', value: '((a{50}){50}){50}' }),
    place: '/conditions/all/0/value',
    why: /more than 1000/,
  },
  'missing-fact-in-message.json': {
    text: written((rule) => (rule.message = { zh: '「{nmae}」', en: '{name}' })),
    place: '/message/zh',
    why: /"nmae"/,
  },
  'message-of-prototype.json': {
    text: written((rule) => (rule.message = { zh: '{constructor}', en: '{name}' })),
    place: '/message/zh',
    why: /no fact "constructor"/,
  },
  'prototype.json': {
    text: written(() => {}).replace('{', '{"__proto__": {"polluted": true},'),
    place: '/__proto__',
    why: /unknown key/,
  },
  'constructor-fact.json': {
    text: leaf({ fact: 'constructor' }),
    place: '/conditions/all/0/fact',
    why: /no fact "constructor"/,
  },
  'prototype-operator.json': {
    text: leaf({ operator: '__proto__' }),
    place: '/conditions/all/0/operator',
    why: /must be one of/,
  },
  'reference-to-prototype.json': {
    text: leaf({ value: { fact: 'param:__proto__' } }),
    place: '/conditions/all/0/value/fact',
    why: /no parameter/,
  },
  'sql-in-fact.json': {
    text: leaf({ fact: 'name" IS NULL; DROP TABLE project; --' }),
    place: '/conditions/all/0/fact',
    why: /no fact/,
  },
  'deep.json': {
    text: written((rule) => (rule.conditions = nested(30))),
    place: '/conditions/all/0/all/0/all/0/all/0/all/0/all/0/all/0/all/0/all/0/all/0/all/0/all/0/all/0',
    why: /more than 12/,
  },
  'abyss.json': { text: '['.repeat(200_000) + ']'.repeat(200_000), place: '', why: /nested more than 64/ },
  'ten-megabytes.json': {
    text: written((rule) => (rule.why = { zh: '长'.repeat(10_000_000), en: 'long' })),
    place: '',
    why: /at most 1 MB/,
  },
  'endless-words.json': {
    text: leaf({ value: Array.from({ length: 20_000 }, (_, i) => `词语${i}`) }),
    place: '',
    why: /characters of SQL/,
  },
  'endless-word.json': {
    text: leaf({ value: ['长'.repeat(100_000)] }),
    place: '/conditions/all/0/value/0',
    why: /longer than/,
  },
  'endless-key.json': {
    text: written((rule) => (rule['长'.repeat(400_000)] = 1)),
    place: `/${'长'.repeat(60)}…`,
    why: /unknown key/,
  },
  'many-problems.json': {
    text: written((rule) => (rule.tests = Array.from({ length: 20_000 }, () => 1))),
    place: '/tests/0',
    why: /must be an object/,
  },
  'lone-surrogate.json': {
    text: leaf({ value: ['\ud800'] }),
    place: '/conditions/all/0/value/0',
    why: /surrogate/,
  },
  'nul.json': { text: leaf({ value: ['a\0b'] }), place: '/conditions/all/0/value/0', why: /NUL/ },
  'key-twice.json': {
    text: written(() => {}).replace('"severity"', '"id": "own-rule",\n  "severity"'),
    place: '/id',
    why: /line 7 is written twice/,
    line: 7,
  },
  'no-json.json': {
    text: '{\n  "id": "own-rule",\n  id: 3\n}',
    place: '',
    why: /line 3 is not valid JSON/,
    line: 3,
  },
  'cut-off.json': { text: written(() => {}).slice(0, 300), place: '', why: /not valid JSON/ },
  'empty.json': { text: '', place: '', why: /line 1 is not valid JSON/, line: 1 },
  'null.json': { text: 'null', place: '', why: /must be an object/ },
  'shipped-id.json': {
    text: written((rule) => (rule.id = 'cost-unit-not-money')),
    place: '/id',
    why: /taken/,
  },
  'shipped-code.json': { text: written((rule) => (rule.code = 'I08')), place: '/code', why: /taken/ },
};

/** A right rule to stand among the wrong ones. */
export const GOOD = written((rule) => (rule.title = { zh: '自有规则', en: 'A rule of our own' }));
