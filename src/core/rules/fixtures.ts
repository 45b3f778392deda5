import type { Connector } from '#core/store/connector.ts';
import type { Fact, FactType } from '#core/store/fact.ts';
import { FACTS } from '#core/store/facts.ts';
import { identifier, literal } from '#core/store/sql.ts';
import { compile, leafSql } from './compile.ts';
import { reasons } from './condition.ts';
import { allLeaves, answerOf, judge } from './engine.ts';
import { withDefaults } from './params.ts';
import type { Answer, Fixture, Rule } from './rule.ts';

/** How one example of a rule came out, once a judge: json-rules-engine, and the compiled SQL where a database was given. */
export interface FixtureResult {
  /** Place in the rule's `tests`, from 0. */
  index: number;
  name: string;
  judge: 'json-rules-engine' | 'sql';
  expected: Answer;
  answer: Answer;
  expectedReasons: string[] | null;
  /** Names of the conditions that made it so; empty unless flagged. */
  reasons: string[];
  passed: boolean;
}

/** Runs a rule's own examples through json-rules-engine and, with `db`, through the compiled SQL on a table of one row. */
export async function testRule(rule: Rule, db?: Connector): Promise<FixtureResult[]> {
  const results: FixtureResult[] = [];
  for (const [index, fixture] of rule.tests.entries()) {
    const byEngine = await judge(rule, withDefaults(rule, fixture.params), fixture.facts);
    const leafHolds = (place: string) => byEngine.leaves.get(place)?.holds === true;
    results.push(result(rule, fixture, index, 'json-rules-engine', byEngine.answer, leafHolds));
    if (!db) continue;
    const bySql = await judgeInSql(db, rule, fixture, FACTS[rule.scope]);
    results.push(result(rule, fixture, index, 'sql', bySql.answer, bySql.leafHolds));
  }
  return results;
}

function result(
  rule: Rule,
  fixture: Fixture,
  index: number,
  judgeName: FixtureResult['judge'],
  answer: Answer,
  leafHolds: (place: string) => boolean,
): FixtureResult {
  const found = answer === 'flagged' ? reasons(rule.conditions, '/conditions', leafHolds) : [];
  const same =
    fixture.because === undefined ||
    (fixture.because.length === found.length && fixture.because.every((name) => found.includes(name)));
  return {
    index,
    name: fixture.name ?? `${fixture.expect} ${index + 1}`,
    judge: judgeName,
    expected: fixture.expect,
    answer,
    expectedReasons: fixture.because ?? null,
    reasons: found,
    passed: answer === fixture.expect && same,
  };
}

async function judgeInSql(
  db: Connector,
  rule: Rule,
  fixture: Fixture,
  facts: Record<string, Fact>,
): Promise<{ answer: Answer; leafHolds: (place: string) => boolean }> {
  const params = withDefaults(rule, fixture.params);
  const row = Object.entries(facts).map(([name, fact]) => cell(fixture.facts[name] ?? null, fact.type, name));
  const leaves = allLeaves(rule);
  const { applies, conditions } = compile(rule, params, facts);
  const columns = leaves.map(({ leaf }, i) => `${leafSql(leaf, params, facts)} AS leaf${i}`);
  const [judged] = await db.query(
    `SELECT ${applies} AS applies, ${conditions} AS conditions, ${columns.join(', ')} FROM (SELECT ${row.join(', ')})`,
  );
  const truths = new Map(leaves.map(({ place }, i) => [place, judged?.[`leaf${i}`] === true]));
  const leafHolds = (place: string) => truths.get(place) === true;
  const answer =
    judged?.applies !== true ? 'notApplicable' : judged.conditions === true ? 'flagged' : 'clean';
  if (answerOf(rule, leafHolds) !== answer) throw new Error(`the SQL of ${rule.id} and its leaves disagree`);
  return { answer, leafHolds };
}

const COLUMN: Record<FactType, string> = {
  number: 'DOUBLE',
  text: 'VARCHAR',
  boolean: 'BOOLEAN',
  list: 'VARCHAR[]',
};

function cell(value: Fixture['facts'][string], type: FactType, name: string): string {
  return `CAST(${literal(value)} AS ${COLUMN[type]}) AS ${identifier(name)}`;
}
