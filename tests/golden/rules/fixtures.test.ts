import { afterAll, beforeAll, expect, test } from 'vitest';
import { openNative, type NativeConnector } from '#cli/duckdb.ts';
import { testRule } from '#core/rules/fixtures.ts';
import { library } from '#core/rules/library.ts';
import { resolveSet } from '#core/rules/resolve.ts';
import type { Condition } from '#core/rules/rule.ts';

const { rules, sets } = library();
let db: NativeConnector;
beforeAll(async () => {
  db = await openNative();
});
afterAll(() => db.close());

const namesIn = (condition: Condition): string[] => {
  const below =
    'all' in condition
      ? condition.all
      : 'any' in condition
        ? condition.any
        : 'not' in condition
          ? [condition.not]
          : [];
  return [...(condition.name ? [condition.name] : []), ...below.flatMap(namesIn)];
};

test.each([...rules.values()].map((rule) => [rule.code, rule] as const))('%s', async (_code, rule) => {
  const failed = (await testRule(rule, db)).filter((result) => !result.passed);
  expect(failed).toEqual([]);
  const shown = rule.tests.flatMap((fixture) => fixture.because ?? []);
  expect(shown).toEqual(expect.arrayContaining(namesIn(rule.conditions)));
});

test('every set resolves; the leader sees few rules, the strict set all of them', () => {
  const sizes = Object.fromEntries(
    [...sets.keys()].map((name) => [name, resolveSet(library(), name).rules.length]),
  );
  expect(sizes.strict).toBe(rules.size);
  expect(sizes.recommended).toBeLessThan(rules.size);
  expect(sizes.leader).toBeLessThanOrEqual(10);
});

test('every shipped rule says in both languages where it is known to be wrong', () => {
  const silent = [...rules.values()].filter((rule) => rule.falseAlarms.length === 0).map((rule) => rule.id);
  expect(silent).toEqual([]);
});
