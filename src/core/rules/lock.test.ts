import { expect, test } from 'vitest';
import { exampleRule } from './example-rule.test-data.ts';
import { RuleError } from './inspector.ts';
import { makeLibrary } from './library.ts';
import { checkLock, hashOf, lockDifferences, lockOf } from './lock.ts';
import { resolveSet } from './resolve.ts';
import type { Rule } from './rule.ts';

const words = { zh: '集', en: 'set' };
const set = (rules: object) => ({ name: 'mine', version: '1.0.0', title: words, why: words, rules });
const locked = (rule: object, rules: object = { a: {} }) =>
  lockOf(
    resolveSet(makeLibrary({ 'a.json': { ...exampleRule(), id: 'a', ...rule } }), set(rules) as never),
    '0.1.0',
  );

test('a hash does not hang on the order of keys; what a rule’s examples say does not change its lock', () => {
  expect(hashOf({ a: 1, b: [{ c: 2, d: null }] })).toBe(hashOf({ b: [{ d: null, c: 2 }], a: 1 }));
  expect(hashOf({ a: 1 })).not.toBe(hashOf({ a: '1' }));
  const tests = (exampleRule() as unknown as Rule).tests;
  expect(lockDifferences(locked({}), locked({ tests: [...tests, tests[0]] }))).toEqual([]);
});

test.each([
  [locked({ version: '9.0.0' }), /its text has changed \(1\.\d\.\d → 9\.0\.0\)/],
  [locked({ severity: 'info' }), /text has changed/],
  [locked({}, { a: 'info' }), /severity error → info/],
  [locked({}, { a: { params: { moneyWords: ['造价'] } } }), /parameter moneyWords .* → \["造价"\]/],
  [locked({}, {}), /no longer runs/],
])('what changed is named (%#)', (now, told) => {
  const found = lockDifferences(locked({}), now);
  expect(found.map(({ en }) => en).join('\n')).toMatch(told);
  expect(found.every(({ about }) => about === 'a')).toBe(true);
});

test('a lock that was edited by hand is refused', () => {
  const lock = locked({});
  expect(checkLock(JSON.parse(JSON.stringify(lock)), 'lock.json')).toEqual(lock);
  const bent = { ...lock, rules: [{ ...lock.rules[0], severity: 'info' }] };
  expect(() => checkLock(bent, 'lock.json')).toThrow(RuleError);
  expect(() => checkLock([], 'lock.json')).toThrow(RuleError);
});
