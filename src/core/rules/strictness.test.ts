import { expect, test } from 'vitest';
import { judge } from './engine.ts';
import { library } from './library.ts';
import { withDefaults } from './params.ts';
import type { Condition, Params } from './rule.ts';
import { directionOf, weakness } from './strictness.ts';
import { lay, untouched } from './setting.ts';

const leaf = (operator: string, param = 'x') => ({
  fact: 'value',
  operator,
  value: { fact: `param:${param}` },
});
const of = (
  applies: unknown,
  conditions: unknown = { all: [{ fact: 'value', operator: 'isPresent', value: true }] },
) => directionOf({ applies: applies as Condition, conditions: conditions as Condition }, 'x');

test.each([
  ['down', { all: [leaf('greaterThan')] }],
  ['up', { any: [leaf('lessThanInclusive')] }],
  ['up', { not: leaf('greaterThan') }],
  ['down', { not: { not: leaf('greaterThan') } }],
  ['up', { all: [leaf('containsAny'), { not: leaf('containsNone') }] }],
  ['down', { all: [leaf('endsWithNone')] }],
  ['mixed', { all: [leaf('equal')] }],
  ['mixed', { any: [leaf('greaterThan'), leaf('lessThan')] }],
  ['free', { all: [leaf('greaterThan', 'y')] }],
] as const)('%s: %j', (direction, condition) => {
  expect(of(condition)).toBe(direction);
});

test('the conditions that say when a rule applies count too', () => {
  expect(of({ all: [leaf('greaterThan')] }, { all: [leaf('lessThan')] })).toBe('mixed');
});

test('on the examples of the shipped rules, what is called stricter never flags less', async () => {
  let compared = 0;
  for (const rule of library().rules.values())
    for (const [name, param] of Object.entries(rule.params)) {
      const direction = directionOf(rule, name);
      if (direction === 'mixed' || direction === 'free') continue;
      const number = typeof param.default === 'number';
      const list = Array.isArray(param.default) ? param.default : [];
      const other = number
        ? (param.default as number) * (direction === 'up' ? 1.5 : 0.5)
        : direction === 'up'
          ? [...list, '甲']
          : list.slice(0, Math.max(1, list.length - 1));
      const stricter = { [name]: other } as Params;
      const off = untouched(rule);
      const own = lay(rule, off, { entry: 'own', origin: { set: null, place: '' } });
      const changed = { ...own, params: { ...own.params, ...stricter } };
      expect(weakness(rule, own, changed), `${rule.id} ${name}`).toBeNull();
      if (JSON.stringify(own.params) !== JSON.stringify(changed.params))
        expect(weakness(rule, changed, own), `${rule.id} ${name}`).toBe(name);
      for (const { facts, params } of rule.tests) {
        if (params?.[name] !== undefined) continue;
        const before = await judge(rule, withDefaults(rule, params), facts);
        const after = await judge(rule, withDefaults(rule, { ...params, ...stricter }), facts);
        compared += 1;
        if (before.answer === 'flagged') expect(after.answer, `${rule.id} ${name}`).toBe('flagged');
      }
    }
  expect(compared).toBeGreaterThan(200);
});
