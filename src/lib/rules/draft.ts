import { checkRule } from '#core/rules/check.ts';
import { isLeaf, isNot, members } from '#core/rules/condition.ts';
import { OPERATORS } from '#core/rules/operators.ts';
import { FACTS } from '#core/store/facts.ts';
import { RuleError, type Problem } from '#core/rules/inspector.ts';
import { parseJsonText, type JsonText } from '#core/rules/json-text.ts';
import type { Condition, Leaf, Rule } from '#core/rules/rule.ts';

/** A rule file's text as far as it was understood. */
export interface Draft {
  /** The text's JSON; `undefined` when it is none. */
  json: unknown;
  /** The checked rule, when nothing is wrong. */
  rule: Rule | null;
  problems: readonly Problem[];
}

/** Reads and checks the text of a rule file; a syntax error is a problem with the place `''`. */
export function readDraft(text: string): Draft {
  let parsed: JsonText | undefined;
  try {
    parsed = parseJsonText(text, 'own');
    return { json: parsed.json, rule: checkRule(parsed.json, 'own'), problems: [] };
  } catch (error) {
    if (!(error instanceof RuleError)) throw error;
    return { json: parsed?.json, rule: null, problems: error.problems };
  }
}

/** A rule as its file's text. */
export function ruleText(json: unknown): string {
  return JSON.stringify(json, null, 2) + '\n';
}

/** The draft as a form can show it, faults and all; `null` when it has not the build of a rule. */
export function formable(json: unknown): Rule | null {
  const rule = json as Rule;
  const object = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value);
  const built =
    object(rule) &&
    [rule.title, rule.why, rule.message].every(object) &&
    (rule.params === undefined || (object(rule.params) && Object.values(rule.params).every(object))) &&
    (rule.tests === undefined || Array.isArray(rule.tests)) &&
    typeof rule.scope === 'string' &&
    Object.hasOwn(FACTS, rule.scope) &&
    [rule.applies, rule.conditions].every((part) => isBuilt(part) && !isLeaf(part));
  return built ? { ...rule, params: rule.params ?? {}, tests: rule.tests ?? [] } : null;
}

function isBuilt(condition: Condition, depth = 0): boolean {
  if (typeof condition !== 'object' || condition === null || depth > 12) return false;
  if (isLeaf(condition))
    return typeof condition.fact === 'string' && Object.hasOwn(OPERATORS, condition.operator);
  const list = isNot(condition) ? [condition.not] : 'all' in condition ? condition.all : condition.any;
  if (!Array.isArray(list)) return false;
  return members(condition, '').every((member) => isBuilt(member.condition, depth + 1));
}

/** A condition that is right from the start: the fact, its first operator, and a value of its type. */
export function freshLeaf(scope: Rule['scope'], fact: string): Leaf {
  const type = FACTS[scope][fact]?.type ?? 'text';
  if (type === 'number') return { fact, operator: 'greaterThan', value: 0 };
  if (type === 'boolean') return { fact, operator: 'equal', value: true };
  if (type === 'list') return { fact, operator: 'listContainsAny', value: ['…'] };
  return { fact, operator: 'containsAny', value: ['…'] };
}
