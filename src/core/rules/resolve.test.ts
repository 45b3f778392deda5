import { expect, test } from 'vitest';
import { exampleRule } from './example-rule.test-data.ts';
import { RuleError } from './inspector.ts';
import { makeLibrary } from './library.ts';
import { resolveSet } from './resolve.ts';
import { checkSet } from './set.ts';

const rule = (id: string, code: string) => ({ ...exampleRule(), id, code });
const words = { zh: '集', en: 'set' };
const set = (name: string, rest: object) => ({ name, version: '1.0.0', title: words, why: words, ...rest });
const rules = { 'x/a.json': rule('a', 'I02'), 'x/b.json': rule('b', 'I01') };
const made = (sets: Record<string, unknown>) => makeLibrary(rules, sets);

test('layers change severity and parameters, or take a rule out; order is by code', () => {
  const library = made({
    'sets/all.json': set('all', { rules: 'all' }),
    'sets/mine.json': set('mine', {
      extends: 'all',
      rules: { a: { params: { moneyWords: ['造价'] } }, b: 'info' },
    }),
    'sets/less.json': set('less', { extends: 'mine', rules: { a: 'warning', b: 'off' } }),
  });
  expect(resolveSet(library, 'all').rules.map((r) => [r.rule.id, r.severity])).toEqual([
    ['b', 'error'],
    ['a', 'error'],
  ]);
  expect(resolveSet(library, 'mine').rules.map((r) => [r.rule.id, r.severity, r.params.moneyWords])).toEqual([
    ['b', 'info', ['成本', '费用', '经费', '单价']],
    ['a', 'error', ['造价']],
  ]);
  expect(resolveSet(library, 'less').rules.map((r) => [r.rule.id, r.severity, r.params])).toEqual([
    ['a', 'warning', { moneyWords: ['造价'] }],
  ]);
  const own = checkSet(set('own', { extends: 'less', rules: { b: {} } }), 'own.json');
  expect(resolveSet(library, own).rules.map((r) => r.rule.id)).toEqual(['b', 'a']);
});

test.each([
  [{ extends: 'al', rules: {} }, '/extends', /did you mean "all"/],
  [{ extends: 'mine', rules: {} }, '/extends', /circle: mine → mine/],
  [{ rules: { c: 'error' } }, '/rules/c', /no rule "c"/],
  [{ rules: { a: { params: { words: [] } } } }, '/rules/a/params/words', /unknown key/],
  [{ rules: { a: { params: { moneyWords: 3 } } } }, '/rules/a/params/moneyWords', /array/],
])('%j is refused at %s', (rest, place, remedy) => {
  const library = made({ 'all.json': set('all', { rules: 'all' }), 'mine.json': set('mine', rest) });
  expect(refusal(() => resolveSet(library, 'mine'))).toMatchObject({ place, messageEn: expect.stringMatching(remedy) });
});

test.each([
  [{ rules: { a: 'loud' } }, '/rules/a', /must be one of/],
  [{ rules: { a: { level: 'error' } } }, '/rules/a/level', /unknown key/],
  [{ rules: 'some' }, '/rules', /object/],
  [{}, '', /"rules" is missing/],
])('the form of %j is refused at %s', (rest, place, remedy) => {
  const error = refusal(() => checkSet(set('mine', rest), 'mine.json'));
  expect(error.problems.find((p) => p.place === place)?.messageEn).toMatch(remedy);
});

function refusal(work: () => unknown): RuleError {
  try {
    work();
  } catch (error) {
    if (error instanceof RuleError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}
