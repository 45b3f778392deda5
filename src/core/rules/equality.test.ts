import { expect, test } from 'vitest';
import { openNative } from '#cli/duckdb.ts';
import { identifier } from '#core/store/sql.ts';
import { compile } from './compile.ts';
import { judge } from './engine.ts';
import type { Answer, Rule } from './rule.ts';
import { COLUMN, TEST_FACTS, cellSql, randomRow, randomRule, seeded } from './random-rules.test-data.ts';

const RULES = 30;
const ROWS = 40;
const columns = Object.entries(TEST_FACTS);

test('compiled SQL and json-rules-engine say the same of random rules and rows', async () => {
  const rounds = 30;
  const { differences, answers } = await compare(rounds, (rule) => rule);
  const compared = rounds * RULES * ROWS;
  console.log(`${compared} comparisons (${JSON.stringify(answers)}), ${differences.length} differences`);
  expect(differences.slice(0, 2)).toEqual([]);
  for (const count of Object.values(answers)) expect(count).toBeGreaterThan(compared / 20);
});

test.each([
  ['lessThan', 'lessThanInclusive'],
  ['containsAny', 'startsWithAny'],
  ['containsNone', 'endsWithNone'],
  ['notIn', 'in'],
  ['isMissing', 'isPresent'],
])('the comparison would see %s compiled as %s', async (operator, wrong) => {
  const mistaken = (rule: Rule) =>
    JSON.parse(JSON.stringify(rule).replaceAll(`"operator":"${operator}"`, `"operator":"${wrong}"`)) as Rule;
  expect((await compare(2, mistaken)).differences.length).toBeGreaterThan(0);
});

/** Judges random rules over random rows both ways; `asCompiled` is the rule that SQL gets. */
async function compare(rounds: number, asCompiled: (rule: Rule) => Rule) {
  const db = await openNative();
  const differences: unknown[] = [];
  const answers: Record<Answer, number> = { flagged: 0, clean: 0, notApplicable: 0 };
  for (let round = 0; round < rounds; round++) {
    const random = seeded(round + 1);
    const rows = Array.from({ length: ROWS }, () => randomRow(random));
    const rules = Array.from({ length: RULES }, () => randomRule(random));
    await db.query(
      `CREATE OR REPLACE TABLE fact (nr INTEGER, ${columns.map(([n, f]) => `${identifier(n)} ${COLUMN[f.type]}`).join(', ')})`,
    );
    for (const [nr, row] of rows.entries())
      await db.query(
        `INSERT INTO fact VALUES (${[nr, ...columns.map(([n, f]) => cellSql(row[n], f.type))].join(', ')})`,
      );
    for (const { rule, params } of rules) {
      const sql = compile(asCompiled(rule), params, TEST_FACTS);
      const judged = await db.query(
        `SELECT ${sql.applies} AS applies, ${sql.conditions} AS conditions FROM fact ORDER BY nr`,
      );
      for (const [nr, row] of rows.entries()) {
        const { applies, conditions } = judged[nr]!;
        const bySql: Answer = applies === true ? (conditions === true ? 'flagged' : 'clean') : 'notApplicable';
        const { answer } = await judge(rule, params, row);
        answers[answer]++;
        if (answer !== bySql || typeof applies !== 'boolean' || typeof conditions !== 'boolean')
          differences.push({ round, rule, params, row, answer, bySql, sql });
      }
    }
  }
  db.close();
  return { differences, answers };
}
