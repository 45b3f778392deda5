import { expect, test } from 'vitest';
import { perCase } from './cases.ts';
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
  expect(refusal(() => resolveSet(library, 'mine'))).toMatchObject({
    place,
    messageEn: expect.stringMatching(remedy),
  });
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

const once = (when: object, rules: object) => ({ when, rules });
const capital = { all: [{ fact: 'nature', operator: 'equal', value: '一次性' }] };
const self = { all: [{ fact: 'form_kind', operator: 'equal', value: 'self-evaluation' }] };

test('overrides give some records other settings; they are inherited, and the later entry counts', () => {
  const library = made({
    'all.json': set('all', {
      rules: 'all',
      overrides: [
        once(capital, { a: 'info', b: 'off' }),
        once(self, { a: { params: { moneyWords: ['造价'] } } }),
      ],
    }),
    'mine.json': set('mine', { extends: 'all', rules: { b: 'error' } }),
  });
  const [b, a] = resolveSet(library, 'mine').rules;
  expect(b).toMatchObject({ severity: 'error' });
  expect(b!.cases).toBeUndefined();
  expect(a).toMatchObject({ severity: 'error', params: { moneyWords: ['成本', '费用', '经费', '单价'] } });
  expect(a!.cases!.map((one) => [one.severity, one.params.moneyWords])).toEqual([
    ['error', ['成本', '费用', '经费', '单价']],
    ['info', ['成本', '费用', '经费', '单价']],
    ['error', ['造价']],
    ['info', ['造价']],
  ]);
  const judged = perCase(a!);
  expect(judged).toHaveLength(4);
  expect(judged[1]!.rule.applies).toEqual({
    all: [{ all: [capital, { not: self }] }, a!.rule.applies],
  });
  const [off] = resolveSet(library, 'all').rules.filter(({ rule }) => rule.id === 'b');
  expect(off!.cases!.map((one) => [one.severity, one.when])).toEqual([['error', { not: capital }]]);
});

test('each setting says who gave it', () => {
  const library = made({
    'all.json': set('all', { rules: 'all' }),
    'mine.json': set('mine', {
      extends: 'all',
      rules: { a: { params: { moneyWords: ['造价'] } }, b: 'info' },
    }),
  });
  const [b, a] = resolveSet(library, 'mine').rules;
  expect(a!.origin).toEqual({
    severity: { set: null, place: '' },
    params: { moneyWords: { set: 'mine', place: '/rules/a/params/moneyWords' } },
  });
  expect(b!.origin!.severity).toEqual({ set: 'mine', place: '/rules/b' });
});

const limit = { params: { most: { type: 'number', default: 5 } } };
const above = { fact: 'value', operator: 'greaterThan', value: { fact: 'param:most' } };
const limited = {
  ...rule('a', 'I02'),
  ...limit,
  conditions: { all: [above] },
  message: words,
  tests: [
    { expect: 'flagged', facts: { target_kind: 'quantity', value: 6 } },
    { expect: 'clean', facts: { target_kind: 'quantity', value: 5 } },
    { expect: 'notApplicable', facts: {} },
  ],
};
const ministry = { rules: { a: { severity: 'warning', params: { most: 4 } }, b: 'warning' }, locked: ['a'] };
const office = (rest: object) =>
  resolveSet(
    makeLibrary(
      { 'x/a.json': limited, 'x/b.json': rule('b', 'I01') },
      {
        'ministry.json': set('ministry', ministry),
        'office.json': set('office', { extends: 'ministry', ...rest }),
      },
    ),
    'office',
  );

test('a locked rule may be made stricter', () => {
  const { rules } = office({
    rules: { a: 'error', b: 'off' },
    overrides: [once(capital, { a: { params: { most: 3 } } })],
  });
  expect(
    rules.map((one) => [one.rule.id, one.cases!.map(({ severity, params }) => [severity, params.most])]),
  ).toEqual([
    [
      'a',
      [
        ['error', 4],
        ['error', 3],
      ],
    ],
  ]);
});

test.each([
  [{ rules: { a: 'off' } }, '/rules/a', /severity warning at least, not off/],
  [{ rules: { a: 'info' } }, '/rules/a', /only be made stricter: severity warning/],
  [{ rules: { a: { params: { most: 4.5 } } } }, '/rules/a', /"most" of 4.5 is not as strict as 4/],
  [{ rules: {}, overrides: [once(capital, { a: 'off' })] }, '/overrides/0/rules/a', /severity warning/],
  [{ rules: 'all' }, '/rules', /"most" of 5/],
])('a locked rule is not made weaker: %j', (rest, place, told) => {
  expect(refusal(() => office(rest))).toMatchObject({ place, messageEn: expect.stringMatching(told) });
});

test.each([
  [
    {
      rules: {},
      overrides: [once({ all: [{ fact: 'natur', operator: 'equal', value: 'x' }] }, { a: 'off' })],
    },
    '/overrides/0/when/all/0/fact',
    /nature/,
  ],
  [{ rules: {}, overrides: [once(capital, { aa: 'off' })] }, '/overrides/0/rules/aa', /no rule "aa"/],
  [{ rules: {}, locked: ['c'] }, '/locked/0', /no rule "c"/],
])('what an override or lock names must be there: %j', (rest, place, told) => {
  expect(refusal(() => office(rest))).toMatchObject({ place, messageEn: expect.stringMatching(told) });
});
