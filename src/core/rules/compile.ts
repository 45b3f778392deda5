import type { Fact, FactType } from '#core/store/fact.ts';
import { FACTS } from '#core/store/facts.ts';
import { identifier } from '#core/store/sql.ts';
import { isLeaf, isNot, isReference, members, paramName } from './condition.ts';
import { holdsSql, type Operand } from './operators.ts';
import type { Condition, Leaf, Params, Rule } from './rule.ts';

/** A rule as two SQL predicates over its scope's fact view; both are TRUE or FALSE on every row, never NULL unless so written. */
export interface Compiled {
  applies: string;
  conditions: string;
}

/** What a rule flags, as one predicate. */
export const flags = ({ applies, conditions }: Compiled): string => `(${applies} AND ${conditions})`;

/** Writes one leaf as a predicate; one that need not be certain may be NULL where it does not hold. */
export type LeafWriter = (
  leaf: Leaf,
  params: Params,
  facts: Record<string, Fact>,
  certain: boolean,
) => string;

/** How predicates are written. */
export interface Writing {
  leaf?: LeafWriter;
  /** Default. Otherwise they may be NULL instead of FALSE, which behind WHERE and WHEN is the same, shorter and faster. */
  certain?: boolean;
}

/**
 * Compiles a checked rule with its parameter values.
 * @throws RangeError for a fact or parameter that is not there, which `checkRule` would have refused
 */
export function compile(
  rule: Rule,
  params: Params,
  facts: Record<string, Fact> = FACTS[rule.scope],
  writing: Writing = {},
): Compiled {
  return {
    applies: conditionSql(rule.applies, params, facts, writing),
    conditions: conditionSql(rule.conditions, params, facts, writing),
  };
}

/** A condition as a predicate, TRUE or FALSE. */
export function conditionSql(
  condition: Condition,
  params: Params,
  facts: Record<string, Fact>,
  writing: Writing = {},
): string {
  const { leaf = leafSql, certain = true } = writing;
  if (isLeaf(condition)) return leaf(condition, params, facts, certain);
  const below = isNot(condition) ? { leaf, certain: true } : writing;
  const parts = members(condition, '').map((m) => conditionSql(m.condition, params, facts, below));
  if (isNot(condition)) return `(NOT ${parts[0]})`;
  return `(${parts.join('all' in condition ? ' AND ' : ' OR ')})`;
}

/** One leaf as a predicate, TRUE or FALSE. */
export function leafSql(leaf: Leaf, params: Params, facts: Record<string, Fact>, certain = true): string {
  return holdsSql(
    leaf.operator,
    identifier(leaf.fact),
    typeOf(leaf.fact, facts),
    operandOf(leaf, params, facts),
    certain,
  );
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
