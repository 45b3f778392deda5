import { expect, test } from 'vitest';
import { openNative } from '#cli/duckdb.ts';
import { checkRule } from './check.ts';
import { exampleRule } from './example-rule.test-data.ts';
import { testRule } from './fixtures.ts';
import { RuleError } from './inspector.ts';
import { makeLibrary } from './library.ts';

const FILE = 'rules/indicator/cost-unit-not-money.json';

test('a right rule passes, and its examples come out alike in both judges', async () => {
  const db = await openNative();
  const results = await testRule(checkRule(exampleRule(), FILE), db);
  expect(results.map((r) => [r.judge, r.answer, r.reasons, r.passed])).toEqual([
    ['json-rules-engine', 'flagged', ['money-name', 'unit-not-money'], true],
    ['sql', 'flagged', ['money-name', 'unit-not-money'], true],
    ['json-rules-engine', 'clean', [], true],
    ['sql', 'clean', [], true],
    ['json-rules-engine', 'notApplicable', [], true],
    ['sql', 'notApplicable', [], true],
  ]);
  db.close();
});

test('an example that names the wrong reason fails', async () => {
  const json = exampleRule();
  put(json, '/tests/0/because', ['money-name']);
  const [first] = await testRule(checkRule(json, FILE));
  expect(first).toMatchObject({ answer: 'flagged', passed: false });
});

const leaf = { fact: 'name', operator: 'containsAny', value: ['x'] };
/** What is put where → where the problem is seen → what the remedy says. */
const WRONG: [change: string, value: unknown, place: string, remedy: RegExp][] = [
  ['/colour', 'red', '/colour', /unknown key/],
  ['/titel', 'x', '/titel', /did you mean "title"/],
  ['/why', undefined, '', /"why" is missing/],
  ['/id', 'cost-unit', '/id', /file's name/],
  ['/id', 'CostUnit', '/id', /lower-case/],
  ['/code', '8', '/code', /I08/],
  ['/version', '1', '/version', /1\.0\.0/],
  ['/severity', 'fatal', '/severity', /error, warning, info/],
  ['/scope', 'row', '/scope', /indicator, project/],
  ['/review', '完整', '/review', /完整性/],
  ['/doubt', 'drop', '/doubt', /keep/],
  ['/title/en', '', '/title/en', /not empty/],
  ['/basis/0/verified', 'yes', '/basis/0/verified', /true or false/],
  ['/basis/0/page', 3, '/basis/0/page', /unknown key/],
  ['/suggest/0', { from: 'thin air' }, '/suggest/0/from', /peers/],
  ['/falseAlarms', [{ zh: '没有英文' }], '/falseAlarms/0', /"en"/],
  ['/expectedMax', 20, '/expectedMax', /at most 1/],
  ['/expectedMax', 0, '/expectedMax', /above 0/],
  ['/conditions', { all: [leaf], any: [leaf] }, '/conditions', /all and any on one object/],
  ['/conditions', { all: [] }, '/conditions/all', /empty group/],
  ['/conditions', { any: [{ not: { all: [] } }] }, '/conditions/any/0/not/all', /empty group/],
  ['/conditions', leaf, '/conditions', /outermost/],
  ['/conditions', { condition: 'shared' }, '/conditions', /outermost/],
  ['/conditions/all', 'x', '/conditions/all', /array/],
  ['/conditions/priority', 5, '/conditions/priority', /unknown key/],
  ['/conditions/all/1/priority', 5, '/conditions/all/1/priority', /unknown key/],
  ['/conditions/all/1/path', '$.x', '/conditions/all/1/path', /unknown key/],
  ['/conditions/all/1/params', {}, '/conditions/all/1/params', /unknown key/],
  ['/conditions/all/1/name', 'money-name', '/conditions/all/1/name', /used twice/],
  ['/conditions/all/1/fact', 'unit_dimention', '/conditions/all/1/fact', /did you mean "unit_dimension"/],
  ['/conditions/all/1/fact', 'constructor', '/conditions/all/1/fact', /no fact/],
  ['/conditions/all/1/operator', 'notEquals', '/conditions/all/1/operator', /did you mean "notEqual"/],
  ['/conditions/all/1/operator', 'contains', '/conditions/all/1/operator', /containsAny/],
  ['/conditions/all/1/operator', 'lessThan', '/conditions/all/1/operator', /does not fit "unit_dimension"/],
  ['/conditions/all/1/value', 3, '/conditions/all/1/value', /text/],
  ['/conditions/all/1/value', null, '/conditions/all/1/value', /text/],
  ['/conditions/all/1/value', { fact: 'value' }, '/conditions/all/1/value/fact', /needs string/],
  ['/conditions/all/0/value', [], '/conditions/all/0/value', /never holds/],
  ['/conditions/all/0/value', ['成本', ''], '/conditions/all/0/value/1', /not empty/],
  ['/conditions/all/0/value', '成本', '/conditions/all/0/value', /array/],
  ['/conditions/all/0/value', ['\ud800'], '/conditions/all/0/value/0', /surrogate/],
  [
    '/conditions/all/0/value',
    { fact: 'param:words' },
    '/conditions/all/0/value/fact',
    /no parameter "words"/,
  ],
  ['/conditions/all/0/value', { fact: 'param:moneyWord' }, '/conditions/all/0/value/fact', /"moneyWords"/],
  [
    '/conditions/all/1',
    { fact: 'weight', operator: 'isMissing', value: false },
    '/conditions/all/1/value',
    /true/,
  ],
  [
    '/conditions/all/1',
    { fact: 'value', operator: 'lessThan', value: '3' },
    '/conditions/all/1/value',
    /number/,
  ],
  [
    '/conditions/all/1',
    { fact: 'tautology', operator: 'equal', value: 'true' },
    '/conditions/all/1/value',
    /true or/,
  ],
  [
    '/conditions/all/1',
    { fact: 'raw', operator: 'matches', value: '(?=x)' },
    '/conditions/all/1/value',
    /look-around/,
  ],
  ['/params/moneyWords/default', '成本', '/params/moneyWords/default', /array/],
  ['/params/moneyWords/type', 'list', '/params/moneyWords/type', /string\[\]/],
  ['/params/moneyWords', { type: 'string[]' }, '/params/moneyWords', /default or list/],
  [
    '/params/moneyWords',
    { type: 'string[]', list: 'capital-project' },
    '/params/moneyWords/list',
    /did you mean "capital-projects"/,
  ],
  ['/params/least', { type: 'number', list: 'satisfaction' }, '/params/least/list', /only a string/],
  ['/params/moneyWords/max', 3, '/params/moneyWords/max', /bounds/],
  ['/params/least', { type: 'number', default: 3, min: 5 }, '/params/least/default', /at least 5/],
  ['/message/zh', '「{nmae}」', '/message/zh', /"nmae"; did you mean "name"/],
  ['/message/zh', '「{name」', '/message/zh', /brace/],
  ['/message/zh', '{param:least}', '/message/zh', /no parameter/],
  ['/message/zh', '{value|euro}', '/message/zh', /percent/],
  ['/message/zh', '{name|money}', '/message/zh', /not a number/],
  ['/tests/0', undefined, '/tests', /"flagged"/],
  ['/tests/1', undefined, '/tests', /"clean"/],
  ['/tests/2', undefined, '/tests', /"notApplicable"/],
  ['/tests/0/because', ['money'], '/tests/0/because/0', /no condition/],
  ['/tests/1/because', ['money-name'], '/tests/1/because', /only a flagged/],
  ['/tests/0/facts/name', 3, '/tests/0/facts/name', /is text/],
  ['/tests/0/facts/nmae', 'x', '/tests/0/facts/nmae', /did you mean/],
  ['/tests/0/params', { moneyWords: 3 }, '/tests/0/params/moneyWords', /array/],
];

test.each(WRONG)('%s = %j is refused at %s', (pointer, value, place, remedy) => {
  const json = exampleRule();
  put(json, pointer, value);
  const problems = problemsOf(() => checkRule(json, FILE));
  expect(problems.map((p) => p.place)).toContain(place);
  expect(problems.find((p) => p.place === place)?.messageEn).toMatch(remedy);
  expect(problems.every((p) => p.file === FILE && /[一-龥]/.test(p.message))).toBe(true);
});

test('a shared word list becomes the default of the parameter that names it', () => {
  const json = exampleRule();
  put(json, '/params/moneyWords', { type: 'string[]', list: 'satisfaction' });
  expect(checkRule(json, FILE).params.moneyWords).toEqual({ type: 'string[]', default: ['满意'] });
});

test.each([null, [], 'rule', 3, undefined])('%j is no rule', (json) => {
  expect(() => checkRule(json, FILE)).toThrow(RuleError);
});

test('a library refuses the same id or code twice and names the file', () => {
  const other = { ...exampleRule(), id: 'other-rule' };
  const again = () => makeLibrary({ [FILE]: exampleRule(), 'rules/indicator/other-rule.json': other });
  expect(problemsOf(again)).toMatchObject([{ file: 'rules/indicator/other-rule.json', place: '/code' }]);
  const base = makeLibrary({ [FILE]: exampleRule() });
  expect(
    problemsOf(() => makeLibrary({ 'mine.json': { ...exampleRule(), id: 'mine' } }, {}, { base })),
  ).toMatchObject([{ file: 'mine.json', place: '/code' }]);
});

function problemsOf(work: () => unknown) {
  try {
    work();
  } catch (error) {
    if (error instanceof RuleError) return error.problems;
    throw error;
  }
  return [];
}

function put(json: Record<string, unknown>, pointer: string, value: unknown): void {
  const keys = pointer.split('/').slice(1);
  const last = keys.pop()!;
  const parent = keys.reduce<Record<string, unknown>>((at, key) => at[key] as Record<string, unknown>, json);
  if (value === undefined && Array.isArray(parent)) parent.splice(Number(last), 1);
  else parent[last] = value;
}
