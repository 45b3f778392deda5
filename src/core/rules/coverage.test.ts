import { expect, test } from 'vitest';
import { checkRule } from './check.ts';
import { coverageOf, isCovered } from './coverage.ts';
import { exampleRule } from './example-rule.test-data.ts';
import { library } from './library.ts';
import type { Rule } from './rule.ts';

test('every leaf of every shipped rule decides some example where it holds and some where it does not', async () => {
  const open: string[] = [];
  for (const rule of library().rules.values()) {
    const { leaves, percent } = await coverageOf(rule);
    for (const one of leaves)
      if (!isCovered(one))
        open.push(`${rule.id}#${one.place} ${one.holding.length > 0 ? 'fails' : 'holds'} nowhere`);
    if (percent < 100) open.push(`${rule.id}: ${percent} %`);
  }
  expect(open).toEqual([]);
});

test('a leaf that is masked in every example is told, and the percentage is rounded down', async () => {
  const leaf = (name: string, value: string) => ({ name, fact: 'raw', operator: 'equal', value });
  const rule = checkRule(
    {
      ...exampleRule(),
      params: {},
      conditions: { any: [leaf('a', '甲'), { all: [leaf('b', '乙'), { not: leaf('c', '丙') }] }] },
      tests: [
        { expect: 'flagged', facts: { target_kind: 'quantity', raw: '甲' } },
        { expect: 'clean', facts: { target_kind: 'quantity', raw: '丁' } },
        { expect: 'notApplicable', facts: { target_kind: 'lost', raw: '甲' } },
      ],
    },
    'example',
  );
  const told = (await coverageOf(rule)).leaves.map(({ place, holding, failing }) => [
    place,
    holding,
    failing,
  ]);
  expect(told).toEqual([
    ['/applies/all/0', [0, 1], [2]],
    ['/conditions/any/0', [0], [1]],
    ['/conditions/any/1/all/0', [], [1]],
    ['/conditions/any/1/all/1/not', [], []],
  ]);
  expect((await coverageOf(rule)).percent).toBe(50);
});

test('taking any one example from a rule that rests on it is noticed', async () => {
  const rule = library().rules.get('direction-wrong')!;
  const without = (i: number): Rule => ({ ...rule, tests: rule.tests.filter((_, at) => at !== i) });
  const noticed = await Promise.all(
    rule.tests.map(async (_, i) => (await coverageOf(without(i))).percent < 100),
  );
  expect(noticed.filter(Boolean).length).toBeGreaterThan(rule.tests.length / 2);
});
