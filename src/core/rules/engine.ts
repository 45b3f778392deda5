import { Engine, type TopLevelCondition } from 'json-rules-engine';
import { factsOf, isLeaf, isReference, leavesOf, members, paramName, truthOf } from './condition.ts';
import { OPERATOR_NAMES, holds } from './operators.ts';
import type { Answer, Condition, Leaf, ParamValue, Params, Rule } from './rule.ts';

/** What one leaf did on one record. */
export interface LeafResult {
  /** JSON pointer in the rule, such as `/conditions/all/1`. */
  place: string;
  leaf: Leaf;
  found: unknown;
  expected: unknown;
  holds: boolean;
}

/** What one rule says of one record, with every leaf of both parts, all of them evaluated. */
export interface Judgement {
  answer: Answer;
  leaves: Map<string, LeafResult>;
}

type Tree = {
  all?: Tree[];
  any?: Tree[];
  not?: Tree;
  factResult?: unknown;
  valueResult?: unknown;
  result?: boolean;
};

/**
 * Judges one record by json-rules-engine with our own strict operators; the library's own are not there.
 * Facts left out or `undefined` are missing. Slow (some 100 µs): for explanations and examples, never for a portfolio.
 * @throws Error when the engine and our own reading of its leaves disagree, which would be a fault of this program
 */
export async function judge(rule: Rule, params: Params, facts: Record<string, unknown>): Promise<Judgement> {
  // A fresh engine a call: json-rules-engine loses rules when two runs share one.
  const engine = new Engine([], { allowUndefinedFacts: true });
  for (const name of BUILT_IN) engine.removeOperator(name);
  for (const name of OPERATOR_NAMES)
    engine.addOperator(name, (found: unknown, expected: unknown) => holds(name, found, expected));
  for (const name of Object.keys(params)) engine.addFact(`param:${name}`, copied(params[name]!));
  const parts = ['applies', 'conditions'] as const;
  for (const part of parts)
    engine.addRule({ name: part, conditions: rule[part] as TopLevelCondition, event: { type: part } });

  // Each fact costs the engine a wrapper, so it is given those that the rule reads.
  const read = new Set([...factsOf(rule.applies), ...factsOf(rule.conditions)]);
  const known = [...read].flatMap((fact) =>
    facts[fact] === undefined ? [] : [[fact, facts[fact]] as const],
  );
  const { results, failureResults } = await engine.run(Object.fromEntries(known));
  const leaves = new Map<string, LeafResult>();
  const truths = parts.map((part) => {
    const result = [...results, ...failureResults].find((r) => r.name === part);
    if (!result) throw new Error(`json-rules-engine lost ${part} of ${rule.id}`);
    collect(rule[part], result.conditions as unknown as Tree, `/${part}`, leaves);
    const truth = result.result === true;
    if (truthOf(rule[part], `/${part}`, (place) => leaves.get(place)?.holds === true) !== truth)
      throw new Error(`json-rules-engine and the leaves disagree on ${part} of ${rule.id}`);
    return truth;
  });
  return { answer: truths[0] ? (truths[1] ? 'flagged' : 'clean') : 'notApplicable', leaves };
}

const BUILT_IN = [
  'equal',
  'notEqual',
  'in',
  'notIn',
  'contains',
  'doesNotContain',
  'lessThan',
  'lessThanInclusive',
  'greaterThan',
  'greaterThanInclusive',
];

function copied(value: ParamValue): ParamValue {
  return Array.isArray(value) ? ([...value] as ParamValue) : value;
}

function collect(condition: Condition, tree: Tree, place: string, into: Map<string, LeafResult>): void {
  if (isLeaf(condition)) {
    into.set(place, {
      place,
      leaf: condition,
      found: tree.factResult,
      expected: tree.valueResult,
      holds: tree.result === true,
    });
    return;
  }
  const below = tree.not ? [tree.not] : (tree.all ?? tree.any ?? []);
  members(condition, place).forEach((member, i) =>
    collect(member.condition, below[i] ?? {}, member.place, into),
  );
}

/** The same answer from leaves judged elsewhere, for comparing SQL with the engine. */
export function answerOf(rule: Rule, leafHolds: (place: string) => boolean): Answer {
  if (!truthOf(rule.applies, '/applies', leafHolds)) return 'notApplicable';
  return truthOf(rule.conditions, '/conditions', leafHolds) ? 'flagged' : 'clean';
}

/** The value a leaf compares with, parameters put in; a reference to a fact takes it from `facts`. */
export function expectedOf(leaf: Leaf, params: Params, facts: Record<string, unknown>): unknown {
  if (!isReference(leaf.value)) return leaf.value;
  const param = paramName(leaf.value.fact);
  return param === null ? facts[leaf.value.fact] : params[param];
}

/** Every leaf of a rule, `applies` first. */
export function allLeaves(rule: Rule): { leaf: Leaf; place: string }[] {
  return [...leavesOf(rule.applies, '/applies'), ...leavesOf(rule.conditions, '/conditions')];
}
