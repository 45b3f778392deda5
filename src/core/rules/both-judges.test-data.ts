import { Engine, type TopLevelCondition } from 'json-rules-engine';
import type { Connector } from '#core/store/connector.ts';
import type { Fact } from '#core/store/fact.ts';
import { identifier } from '#core/store/sql.ts';
import { conditionSql } from './compile.ts';
import { isReference, paramName } from './condition.ts';
import { OPERATOR_NAMES, holds } from './operators.ts';
import { COLUMN, cellSql, type Cell } from './random-rules.test-data.ts';
import type { Condition, Params } from './rule.ts';

/** One half of a rule, what it applies to or what it flags, with its parameters put in place. */
export interface Predicate {
  name: string;
  condition: Condition;
  params: Params;
}

export type Row = Record<string, Cell | undefined>;

/** Each predicate's truth on each row by json-rules-engine, all predicates in one engine, the rows one by one. */
export async function byEngine(predicates: readonly Predicate[], rows: readonly Row[]): Promise<boolean[][]> {
  const engine = new Engine([], { allowUndefinedFacts: true });
  for (const name of OPERATOR_NAMES)
    engine.addOperator(name, (found: unknown, expected: unknown) => holds(name, found, expected));
  predicates.forEach(({ condition, params }, i) => {
    for (const [name, value] of Object.entries(params)) engine.addFact(`param:${i}:${name}`, () => value);
    engine.addRule({ name: String(i), conditions: own(condition, i), event: { type: 'holds' } });
  });
  const truths: boolean[][] = [];
  for (const row of rows) {
    const known = Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined));
    const { results, failureResults } = await engine.run(known);
    if (results.length + failureResults.length !== predicates.length)
      throw new Error('json-rules-engine lost a rule');
    const holding = new Array<boolean>(predicates.length).fill(false);
    for (const { name } of results) holding[Number(name)] = true;
    truths.push(holding);
  }
  return truths;
}

/** The condition with its parameters under names of its own; a lone leaf or `not` gets an `all` around it, as the engine wants. */
function own(condition: Condition, index: number): TopLevelCondition {
  const renamed = JSON.parse(
    JSON.stringify(condition, (_, value: unknown) => {
      const name = isReference(value) && !('operator' in value) ? paramName(value.fact) : null;
      return name === null ? value : { fact: `param:${index}:${name}` };
    }),
  ) as Condition;
  return ('all' in renamed ? renamed : { all: [renamed] }) as TopLevelCondition;
}

/** Writes the rows into a table `fact` anew. */
export async function store(db: Connector, facts: Record<string, Fact>, rows: readonly Row[]): Promise<void> {
  const columns = Object.entries(facts);
  const list = columns.map(([name, { type }]) => `${identifier(name)} ${COLUMN[type]}`);
  await db.query(`CREATE OR REPLACE TABLE fact (nr INTEGER, ${list.join(', ')})`);
  for (let from = 0; from < rows.length; from += 50) {
    const values = rows
      .slice(from, from + 50)
      .map(
        (row, i) =>
          `(${[from + i, ...columns.map(([name, { type }]) => cellSql(row[name], type))].join(', ')})`,
      );
    await db.query(`INSERT INTO fact VALUES ${values.join(', ')}`);
  }
}

/**
 * Each predicate's truth on each row of the table `fact`, as the compiled SQL says behind WHEN, where rules are judged; the certain form must
 * say the same, and nothing but TRUE and FALSE.
 */
export async function bySql(
  db: Connector,
  predicates: readonly Predicate[],
  facts: Record<string, Fact>,
  fault: (sql: string) => string = (sql) => sql,
): Promise<boolean[][]> {
  const columns = predicates.map(({ condition, params }, i) => {
    const [certain, judged] = [true, false].map((certain) =>
      fault(conditionSql(condition, params, facts, { certain })),
    );
    return `${certain} AS p${i}, CASE WHEN ${judged} THEN TRUE ELSE FALSE END AS w${i}`;
  });
  const rows = await db.query(`SELECT ${columns.join(', ')} FROM fact ORDER BY nr`);
  return rows.map((row) =>
    predicates.map(({ name }, i) => {
      const truth = row[`p${i}`];
      if (typeof truth !== 'boolean' || truth !== row[`w${i}`])
        throw new Error(`${name} is ${String(truth)} in SQL and ${String(row[`w${i}`])} behind WHEN`);
      return truth;
    }),
  );
}

/** Where two judges differ: `name` of the predicate and place of the row. */
export function differences(
  predicates: readonly Predicate[],
  one: readonly boolean[][],
  other: readonly boolean[][],
): { name: string; row: number }[] {
  return one.flatMap((truths, row) =>
    truths.flatMap((truth, i) => (truth === other[row]?.[i] ? [] : [{ name: predicates[i]!.name, row }])),
  );
}
