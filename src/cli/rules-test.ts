import { textTable } from '#core/report/text-table.ts';
import { coverageOf, isCovered } from '#core/rules/coverage.ts';
import { testRule, type FixtureResult } from '#core/rules/fixtures.ts';
import { ANSWERS, type Rule } from '#core/rules/rule.ts';
import { openNative } from './duckdb.ts';
import type { Effects } from './effects.ts';
import type { CommonOptions } from './portfolio.ts';
import { findRule, rulesOf } from './rules.ts';

/** `zhunxing rules test`: the fixtures of every rule through both judges; 1 when one fails, or with `--coverage` a leaf is not put to the test. */
export async function testRules(
  ids: readonly string[],
  options: CommonOptions & { rules?: string; coverage?: boolean },
  effects: Effects,
): Promise<number> {
  const known = await rulesOf(options, effects);
  const rules = ids.length ? ids.map((id) => findRule(id, options.lang, known)) : [...known.values()];
  const db = await openNative();
  try {
    const results: { rule: Rule; fixtures: FixtureResult[] }[] = [];
    for (const rule of rules) results.push({ rule, fixtures: await testRule(rule, db) });
    const all = results.flatMap(({ fixtures }) => fixtures);
    const failed = all.filter((fixture) => !fixture.passed).length;
    for (const { rule, fixtures } of results)
      for (const fixture of fixtures.filter((one) => !one.passed))
        await effects.out(
          `✗ ${rule.code} ${rule.id}#/tests/${fixture.index} (${fixture.judge}) ${fixture.name}: ` +
            `${fixture.expected} → ${fixture.answer}${fixture.reasons.length ? ` [${fixture.reasons.join(', ')}]` : ''}\n`,
        );
    const open = options.coverage ? await printCoverage(rules, options.lang, effects) : 0;
    await effects.out(`${rules.length} rules, ${all.length - failed} passed, ${failed} failed\n`);
    return failed > 0 || open > 0 ? 1 : 0;
  } finally {
    db.close();
  }
}

/** Prints how far the examples of each rule put its conditions to the test; gives the number of rules below 100 %. */
async function printCoverage(rules: readonly Rule[], lang: 'zh' | 'en', effects: Effects): Promise<number> {
  const word = WORDS[lang];
  const covered = await Promise.all(rules.map(async (rule) => ({ rule, ...(await coverageOf(rule)) })));
  const rows = covered.map(({ rule, leaves, covered: n, percent }) => [
    rule.code,
    rule.id,
    ...ANSWERS.map((answer) => rule.tests.filter((fixture) => fixture.expect === answer).length),
    `${n}/${leaves.length}`,
    `${percent}%`,
  ]);
  await effects.out(`${textTable(['code', 'rule', ...ANSWERS, word.leaves, 'MC/DC'], rows)}\n`);
  for (const { rule, leaves } of covered)
    for (const one of leaves.filter((leaf) => !isCovered(leaf))) {
      const lacking = [
        ...(one.holding.length > 0 ? [] : [word.holding]),
        ...(one.failing.length > 0 ? [] : [word.failing]),
      ];
      const name = one.leaf.name === undefined ? '' : ` (${one.leaf.name})`;
      await effects.out(`✗ ${rule.code} ${rule.id}#${one.place}${name}: ${lacking.join('; ')}\n`);
    }
  const total = covered.reduce((sum, one) => sum + one.leaves.length, 0);
  const all = covered.reduce((sum, one) => sum + one.covered, 0);
  await effects.out(`MC/DC ${all}/${total} ${word.leaves}\n`);
  return covered.filter((one) => one.percent < 100).length;
}

const WORDS = {
  zh: {
    leaves: '条件',
    holding: '没有样例在它成立时由它决定结论',
    failing: '没有样例在它不成立时由它决定结论',
  },
  en: {
    leaves: 'leaves',
    holding: 'no example where it holds and decides',
    failing: 'no example where it does not hold and decides',
  },
};
