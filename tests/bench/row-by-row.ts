import { Engine, type TopLevelCondition } from 'json-rules-engine';
import type { Connector, Row } from '#core/store/connector.ts';
import { holds, OPERATOR_NAMES } from '#core/rules/operators.ts';
import { library } from '#core/rules/library.ts';
import { resolveSet, type ResolvedRule } from '#core/rules/resolve.ts';

/** The first `count` rules on single indicators of the strict set. */
export function indicatorRules(count: number): ResolvedRule[] {
  const { rules } = resolveSet(library(), 'strict');
  return rules.filter(({ rule }) => rule.scope === 'indicator').slice(0, count);
}

/**
 * Judges rows by json-rules-engine as a program without SQL would: one engine with all the rules, one run a row. Resolves to how many times each rule fired.
 */
export async function rowByRow(rules: readonly ResolvedRule[], rows: readonly Row[]): Promise<number[]> {
  const engine = new Engine([], { allowUndefinedFacts: true });
  for (const name of OPERATOR_NAMES)
    engine.addOperator(name, (found: unknown, expected: unknown) => holds(name, found, expected));
  const fired = rules.map(() => 0);
  rules.forEach(({ rule, params }, i) => {
    // Parameters differ from rule to rule: each reference carries its rule's number.
    const own = JSON.parse(
      JSON.stringify({ all: [rule.applies, rule.conditions] }).replaceAll('"param:', `"param${i}:`),
    ) as TopLevelCondition;
    for (const [name, param] of Object.entries(rule.params))
      engine.addFact(`param${i}:${name}`, (params[name] ?? param.default) as unknown as string[]);
    engine.addRule({ name: String(i), conditions: own, event: { type: `rule${i}` } });
  });
  for (const row of rows) {
    const facts = Object.fromEntries(Object.entries(row).map(([name, value]) => [name, value ?? undefined]));
    const { events } = await engine.run(facts);
    for (const event of events) fired[Number(event.type.slice(4))]!++;
  }
  return fired;
}

/** Rows `from` up to, but without, `to` of the facts. */
export async function someRows(db: Connector, from: number, to: number): Promise<Row[]> {
  return db.query(`SELECT * FROM indicator_fact WHERE rowid >= ${from} AND rowid < ${to}`);
}

/** How many of the first `count` rows the compiled SQL flags by each rule, for holding it against `rowByRow`. */
export async function flaggedAmong(
  db: Connector,
  compiled: readonly { applies: string; conditions: string }[],
  count: number,
): Promise<number[]> {
  const counts = compiled.map(
    (sql, i) => `(count(*) FILTER ((${sql.applies}) AND (${sql.conditions})))::DOUBLE AS n${i}`,
  );
  const [row] = await db.query<Record<string, number>>(
    `SELECT ${counts.join(', ')} FROM indicator_fact WHERE rowid < ${count}`,
  );
  return compiled.map((_, i) => row![`n${i}`]!);
}
