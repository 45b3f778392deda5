import type { Fact, FactType } from '#core/store/fact.ts';
import { FACTS } from '#core/store/facts.ts';
import { identifier } from '#core/store/sql.ts';
import { isLeaf, isNot, isReference, members, paramName } from './condition.ts';
import { holdsSql, type Operand } from './operators.ts';
import type { Condition, Leaf, Params, Rule } from './rule.ts';

/** A rule as two SQL predicates over its scope's fact view; both are TRUE or FALSE on every row, never NULL. */
export interface Compiled {
  applies: string;
  conditions: string;
}

/** Writes one leaf as a predicate that is TRUE or FALSE: `leafSql`, or where the same was worked out before. */
export type LeafWriter = typeof leafSql;

/**
 * Compiles a checked rule with its parameter values.
 * @throws RangeError for a fact or parameter that is not there, which `checkRule` would have refused
 */
export function compile(
  rule: Rule,
  params: Params,
  facts: Record<string, Fact> = FACTS[rule.scope],
  leaf: LeafWriter = leafSql,
): Compiled {
  return {
    applies: conditionSql(rule.applies, params, facts, leaf),
    conditions: conditionSql(rule.conditions, params, facts, leaf),
  };
}

/** A condition as a predicate, TRUE or FALSE. */
export function conditionSql(
  condition: Condition,
  params: Params,
  facts: Record<string, Fact>,
  leaf: LeafWriter = leafSql,
): string {
  if (isLeaf(condition)) return leaf(condition, params, facts);
  const parts = members(condition, '').map((m) => conditionSql(m.condition, params, facts, leaf));
  if (isNot(condition)) return `(NOT ${parts[0]})`;
  return `(${parts.join('all' in condition ? ' AND ' : ' OR ')})`;
}

/** One leaf as a predicate, TRUE or FALSE. */
export function leafSql(leaf: Leaf, params: Params, facts: Record<string, Fact>): string {
  return holdsSql(leaf.operator, identifier(leaf.fact), typeOf(leaf.fact, facts), operandOf(leaf, params, facts));
}

function operandOf(leaf: Leaf, params: Params, facts: Record<string, Fact>): Operand {
  if (!isReference(leaf.value)) return { constant: leaf.value };
  const param = paramName(leaf.value.fact);
  if (param === null) return { column: identifier(leaf.value.fact), type: typeOf(leaf.value.fact, facts) };
  const value = params[param];
  if (value === undefined) throw new RangeError(`no parameter ${param}`);
  return { constant: value };
}

function typeOf(fact: string, facts: Record<string, Fact>): FactType {
  const entry = facts[fact];
  if (!entry) throw new RangeError(`no fact ${fact}`);
  return entry.type;
}
