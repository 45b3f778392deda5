import { textTable } from '#core/report/text-table.ts';
import { testRule, type FixtureResult } from '#core/rules/fixtures.ts';
import { library } from '#core/rules/library.ts';
import { ANSWERS, type Rule } from '#core/rules/rule.ts';
import { openNative } from './duckdb.ts';
import type { Effects } from './effects.ts';
import type { CommonOptions } from './portfolio.ts';
import { findRule } from './rules.ts';

/** `zhunxing rules test`: the fixtures of every rule through both judges; 1 when one fails, or covers no flagged case. */
export async function testRules(
  ids: readonly string[],
  options: CommonOptions & { coverage?: boolean },
  effects: Effects,
): Promise<number> {
  const rules = ids.length ? ids.map((id) => findRule(id, options.lang)) : [...library().rules.values()];
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
    if (options.coverage) await effects.out(coverage(results));
    await effects.out(`${rules.length} rules, ${all.length - failed} passed, ${failed} failed\n`);
    return failed > 0 ? 1 : 0;
  } finally {
    db.close();
  }
}

/** How many fixtures of each answer a rule has, and which of its named conditions no flagged fixture rests on. */
function coverage(results: readonly { rule: Rule; fixtures: FixtureResult[] }[]): string {
  const rows = results.map(({ rule, fixtures }) => {
    const once = fixtures.filter((fixture) => fixture.judge === 'json-rules-engine');
    const met = new Set(once.flatMap((fixture) => fixture.reasons));
    const names = [...JSON.stringify(rule.conditions).matchAll(/"name":"([^"]+)"/g)].map(
      (match) => match[1]!,
    );
    const unmet = names.filter((name) => !met.has(name));
    return [
      rule.code,
      rule.id,
      ...ANSWERS.map((answer) => once.filter((fixture) => fixture.expected === answer).length),
      unmet.join(', '),
    ];
  });
  return textTable(['code', 'rule', ...ANSWERS, 'unmet conditions'], rows) + '\n';
}
