import { isLeaf, isNot, isReference, members, paramName } from './condition.ts';
import type { OperatorName } from './operators.ts';
import type { Condition, ParamValue, Rule } from './rule.ts';
import type { Setting } from './setting.ts';

/** `up`: a higher number or a longer list flags more; `down`: the reverse; `free`: it decides nothing; `mixed`: neither way is sure. */
export type Direction = 'up' | 'down' | 'free' | 'mixed';

/** Which way an operator becomes true of more records as the value it compares with grows. */
const GROWING: Partial<Record<OperatorName, 'up' | 'down'>> = {
  lessThan: 'up',
  lessThanInclusive: 'up',
  greaterThan: 'down',
  greaterThanInclusive: 'down',
  in: 'up',
  notIn: 'down',
  containsAny: 'up',
  containsNone: 'down',
  startsWithAny: 'up',
  endsWithAny: 'up',
  endsWithNone: 'down',
  listContainsAny: 'up',
  listContainsNone: 'down',
};

/** Which way a parameter makes its rule stricter, read off the places where the rule's conditions compare with it. */
export function directionOf(rule: Pick<Rule, 'applies' | 'conditions'>, param: string): Direction {
  const found = new Set([rule.applies, rule.conditions].flatMap((one) => directionsIn(one, param, false)));
  if (found.size === 0) return 'free';
  return found.size === 1 ? [...found][0]! : 'mixed';
}

function directionsIn(condition: Condition, param: string, negated: boolean): Direction[] {
  if (!isLeaf(condition)) {
    const flipped = isNot(condition) ? !negated : negated;
    return members(condition, '').flatMap((one) => directionsIn(one.condition, param, flipped));
  }
  if (!isReference(condition.value) || paramName(condition.value.fact) !== param) return [];
  const way = GROWING[condition.operator];
  if (way === undefined) return ['mixed'];
  return [negated ? (way === 'up' ? 'down' : 'up') : way];
}

const RANK = { off: 0, info: 1, warning: 2, error: 3 } as const;

/** What makes a setting weaker than another: `severity`, or the name of a parameter; `null` when nothing does. */
export function weakness(rule: Rule, before: Setting, after: Setting): string | null {
  if (before.severity === 'off') return null;
  if (RANK[after.severity] < RANK[before.severity]) return 'severity';
  for (const name of Object.keys(rule.params)) {
    const [from, to] = [before.params[name]!, after.params[name]!];
    if (!asStrict(directionOf(rule, name), from, to)) return name;
  }
  return null;
}

function asStrict(direction: Direction, from: ParamValue, to: ParamValue): boolean {
  if (direction === 'free' || JSON.stringify(from) === JSON.stringify(to)) return true;
  if (direction === 'mixed') return false;
  const [small, great] = direction === 'up' ? [from, to] : [to, from];
  if (typeof small === 'number' && typeof great === 'number') return small <= great;
  if (!Array.isArray(small) || !Array.isArray(great)) return false;
  // An empty list makes every operator false: taking all words away is never stricter.
  if (to instanceof Array && to.length === 0) return false;
  const all = new Set<string | number>(great);
  return small.every((one) => all.has(one));
}
