import { expect, test } from 'vitest';
import { openNative } from '#cli/duckdb.ts';
import { testRule } from './fixtures.ts';
import { RuleError } from './inspector.ts';
import { library } from './library.ts';
import { resolveSet } from './resolve.ts';

test('every shipped rule is right by the checker and by its own examples, in both judges', async () => {
  const db = await openNative();
  const wrong: string[] = [];
  let examples = 0;
  for (const rule of shipped().rules.values())
    for (const result of await testRule(rule, db)) {
      examples++;
      if (!result.passed)
        wrong.push(
          `${rule.id} /tests/${result.index} (${result.judge}): ${result.answer} [${result.reasons.join(', ')}]`,
        );
    }
  db.close();
  expect(wrong).toEqual([]);
  expect(examples).toBeGreaterThanOrEqual(shipped().rules.size * 6);
});

test('every shipped set resolves, and strict holds every rule', () => {
  const { sets, rules } = shipped();
  for (const name of sets.keys()) expect(resolveSet(shipped(), name).rules.length, name).toBeGreaterThan(0);
  expect(resolveSet(shipped(), 'strict').rules.length).toBe(rules.size);
});

function shipped() {
  try {
    return library();
  } catch (error) {
    if (!(error instanceof RuleError)) throw error;
    throw new Error(error.problems.map((p) => `${p.file}#${p.place}: ${p.messageEn}`).join('\n'), {
      cause: error,
    });
  }
}
