import type { Connector, Row } from '#core/store/connector.ts';
import { FACTS, FACT_VIEWS } from '#core/store/facts.ts';
import { identifier, literal } from '#core/store/sql.ts';
import { decisive } from './condition.ts';
import { judge } from './engine.ts';
import type { OperatorName } from './operators.ts';
import type { Answer, Params, Rule } from './rule.ts';

/** One condition as it was met on one record. */
export interface ExplainedLeaf {
  /** JSON pointer in the rule's file. */
  place: string;
  name: string | null;
  fact: string;
  operator: OperatorName;
  expected: unknown;
  /** `null` when the record has no such value. */
  found: unknown;
  holds: boolean;
  /** Belongs to the smallest set of conditions that gives this answer. */
  decisive: boolean;
}

export interface Explanation {
  answer: Answer;
  applies: ExplainedLeaf[];
  conditions: ExplainedLeaf[];
}

/**
 * Says leaf by leaf why a rule answers as it does about one record's facts.
 * When the rule does not apply, no condition is decisive.
 */
export async function explain(
  rule: Rule,
  params: Params,
  facts: Record<string, unknown>,
): Promise<Explanation> {
  const { answer, leaves } = await judge(rule, params, facts);
  const leafHolds = (place: string) => leaves.get(place)?.holds === true;
  const places = new Set([
    ...decisive(rule.applies, '/applies', leafHolds, true),
    ...(answer === 'notApplicable' ? [] : decisive(rule.conditions, '/conditions', leafHolds, true)),
  ]);
  const all = [...leaves.values()].map((one): ExplainedLeaf => ({
    place: one.place,
    name: one.leaf.name ?? null,
    fact: one.leaf.fact,
    operator: one.leaf.operator,
    expected: one.expected ?? null,
    found: one.found ?? null,
    holds: one.holds,
    decisive: places.has(one.place),
  }));
  const part = (name: string) => all.filter((one) => one.place.startsWith(`/${name}/`));
  return { answer, applies: part('applies'), conditions: part('conditions') };
}

/**
 * Explains one record of the database, found by the key of its fact view.
 * @returns `null` when there is no such record
 */
export async function explainRecord(
  db: Connector,
  rule: Rule,
  params: Params,
  record: string,
  options: { signal?: AbortSignal } = {},
): Promise<Explanation | null> {
  const facts = await factsOfRecord(db, rule, record, options);
  return facts && explain(rule, params, facts);
}

/** The facts of one record, `null` when there is none. */
export async function factsOfRecord(
  db: Connector,
  rule: Rule,
  record: string,
  options: { signal?: AbortSignal },
): Promise<Row | null> {
  const columns = Object.keys(FACTS[rule.scope]).map(identifier).join(', ');
  const sql = `SELECT ${columns} FROM ${FACT_VIEWS[rule.scope]} WHERE record = ${literal(record)}`;
  return (await db.query(sql, options))[0] ?? null;
}
