import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openNative, type NativeConnector } from '#cli/duckdb.ts';
import { SCOPES, type Scope } from '#core/model/finding.ts';
import { FACTS } from '#core/store/facts.ts';
import { bySql, byEngine, differences, store, type Predicate, type Row } from './both-judges.test-data.ts';
import { factsOf } from './condition.ts';
import { library } from './library.ts';
import { withDefaults } from './params.ts';
import {
  TEST_FACTS,
  cell,
  pick,
  randomRow,
  randomRule,
  seeded,
  type Cell,
  type Random,
} from './random-rules.test-data.ts';
import type { Params, Rule } from './rule.ts';

/** Predicates times rows; a rule has two predicates, what it applies to and what it flags. */
const LEAST = 1_000_000;
const SHIPPED_ROWS = 3200;
const ROUNDS = 16;
const RULES = 40;
const ROWS = 420;

let db: NativeConnector;
beforeAll(async () => {
  db = await openNative();
});
afterAll(() => db.close());

const halves = (rule: Rule, params: Params): Predicate[] =>
  (['applies', 'conditions'] as const).map((half) => ({
    name: `${rule.id} ${half}`,
    condition: rule[half],
    params,
  }));

const shipped = (scope: Scope) => [...library().rules.values()].filter((rule) => rule.scope === scope);
const factsRead = (rules: readonly Rule[], scope: Scope) =>
  Object.fromEntries(
    [...new Set(rules.flatMap((rule) => [...factsOf(rule.applies), ...factsOf(rule.conditions)]))].map(
      (name) => [name, FACTS[scope][name]!] as const,
    ),
  );

test('SQL and json-rules-engine say the same of every shipped rule and of generated ones: a million verdicts', async () => {
  let compared = 0;
  const random = seeded(20241126);
  for (const scope of SCOPES) {
    const rules = shipped(scope);
    const facts = factsRead(rules, scope);
    const predicates = rules.flatMap((rule) => halves(rule, withDefaults(rule)));
    const rows = likelyRows(rules, Object.entries(facts), random);
    await store(db, facts, rows);
    const truths = await byEngine(predicates, rows);
    expect(differences(predicates, truths, await bySql(db, predicates, facts))).toEqual([]);
    const alwaysSame = predicates.filter((_, i) => new Set(truths.map((row) => row[i])).size < 2);
    expect(alwaysSame.map(({ name }) => name)).toEqual([]);
    compared += predicates.length * rows.length;
  }
  const own = compared;
  for (let round = 0; round < ROUNDS; round++) {
    const { predicates, rows } = generated(round + 1, RULES, ROWS);
    await store(db, TEST_FACTS, rows);
    const found = differences(
      predicates,
      await byEngine(predicates, rows),
      await bySql(db, predicates, TEST_FACTS),
    );
    expect(found.map(({ name, row }) => ({ name, round, row: rows[row] })).slice(0, 2)).toEqual([]);
    compared += predicates.length * rows.length;
  }
  console.log(
    `${compared} verdicts by both judges, ${own} of them of the ${library().rules.size} shipped rules`,
  );
  expect(compared).toBeGreaterThanOrEqual(LEAST);
}, 600_000);

/** Slips that an operator's SQL could have; each must be noticed on a small part of the rows above. */
const FAULTS: [string, RegExp, string][] = [
  ['a bound taken in', / < /g, ' <= '],
  ['a bound left out', / >= /g, ' > '],
  ['NaN taken for a number', / AND NOT isnan\([^)]*\)/g, ''],
  ['a missing value that holds', /, FALSE\)/g, ', TRUE)'],
  ['the beginning for any place', /(?<![a-z_])contains\(/g, 'starts_with('],
  ['any place for the end', /ends_with\(/g, 'contains('],
  ['a dot that stops at line ends', /, 's'\)/g, ')'],
  ['capitals taken for small ones', /, 's'\)/g, ", 'si')"],
  ['all words for one word', /list_has_any\(/g, 'list_has_all('],
  ['one word for all words', / OR /g, ' AND '],
  ['equal for unequal', / <> /g, ' = '],
  ['a list taken for its opposite', / IN \(/g, ' NOT IN ('],
  ['nothing there taken for something', / IS NOT NULL/g, ' IS NULL'],
  ['a backslash lost', /\\/g, ''],
];

describe('seeded faults are noticed', () => {
  const { predicates, rows } = generated(99, 150, 150);
  let truths: boolean[][];
  beforeAll(async () => {
    await store(db, TEST_FACTS, rows);
    truths = await byEngine(predicates, rows);
    expect(differences(predicates, truths, await bySql(db, predicates, TEST_FACTS))).toEqual([]);
  }, 120_000);

  test.each(FAULTS)('%s', async (_, slip, instead) => {
    let changed = 0;
    const wrong = bySql(db, predicates, TEST_FACTS, (sql) => {
      const faulty = sql.replace(slip, instead);
      if (faulty !== sql) changed++;
      return faulty;
    });
    const noticed = await wrong.then(
      (judged) => differences(predicates, truths, judged).length,
      () => 1,
    );
    expect(changed).toBeGreaterThan(0);
    expect(noticed).toBeGreaterThan(0);
  });
});

function generated(seed: number, rules: number, count: number): { predicates: Predicate[]; rows: Row[] } {
  const random = seeded(seed);
  const rows = Array.from({ length: count }, () => randomRow(random));
  const predicates = Array.from({ length: rules }, (_, i) => {
    const { rule, params } = randomRule(random);
    return halves({ ...rule, id: `random ${seed}/${i}` }, params);
  }).flat();
  return { predicates, rows };
}

/**
 * Rows on which shipped rules can come out either way: each begins as an example of one of the rules, then some of its facts are
 * taken from other examples, and some from the values that go wrong: nothing, NaN, 0 and −0, other alphabets, quotes, very long text.
 */
function likelyRows(
  rules: readonly Rule[],
  facts: [string, { type: 'number' | 'text' | 'boolean' | 'list' }][],
  random: Random,
): Row[] {
  const examples = rules.flatMap((rule) => rule.tests.map((fixture) => fixture.facts));
  const seen = new Map<string, Cell[]>(
    facts.map(([name]) => [
      name,
      examples.flatMap((one) => (one[name] === undefined ? [] : [one[name] as Cell])),
    ]),
  );
  return Array.from({ length: SHIPPED_ROWS }, () => {
    const example = pick(random, examples);
    const strange = random() < 0.3 ? 0.5 : 0.05;
    return Object.fromEntries(
      facts.map(([name, { type }]) => {
        const dice = random();
        const others = seen.get(name)!;
        if (dice < strange) return [name, cell(random, type)];
        if (dice < strange + 0.2 && others.length > 0) return [name, mixed(pick(random, others), random)];
        return [name, example[name] as Cell | undefined];
      }),
    );
  });
}

/** A known text with something around it, now and then; anything else as it is. */
function mixed(value: Cell, random: Random): Cell {
  if (typeof value !== 'string' || random() < 0.6) return value;
  const around = cell(random, 'text');
  return random() < 0.5 ? `${value}${String(around)}` : `${String(around)}${value}`;
}
