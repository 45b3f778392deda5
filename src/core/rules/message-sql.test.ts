import { afterAll, beforeAll, expect, test } from 'vitest';
import { openNative, type NativeConnector } from '#cli/duckdb.ts';
import type { Scope } from '#core/model/finding.ts';
import type { Fact, FactType } from '#core/store/fact.ts';
import { FACTS } from '#core/store/facts.ts';
import { identifier } from '#core/store/sql.ts';
import { library } from './library.ts';
import { placeholders, template, valueText, type Language } from './message.ts';
import { createMessageMacros, templateSql, valueSql } from './message-sql.ts';
import { withDefaults } from './params.ts';
import { cell, cellSql, COLUMN, pick, seeded, type Cell } from './random-rules.test-data.ts';
import type { Rule } from './rule.ts';

let db: NativeConnector;
beforeAll(async () => {
  db = await openNative();
  await createMessageMacros(db);
});
afterAll(() => db.close());

const LANGUAGES: Language[] = ['zh', 'en'];

/** What a rule's message is in SQL for rows of its scope's facts; only those it names are columns. */
async function bySql(rule: Rule, language: Language, rows: readonly Record<string, Cell | undefined>[]) {
  const facts: Record<string, Fact> = FACTS[rule.scope];
  const named = [...new Set(placeholders(rule.message[language]).found.map(({ fact }) => fact))].filter(
    (f) => f in facts,
  );
  const columns = ['nr', ...named.map(identifier)].join(', ');
  const values = rows.map(
    (row, nr) => `(${[nr, ...named.map((f) => cellSql(row[f], facts[f]!.type))].join(', ')})`,
  );
  const sql = templateSql(rule.message[language], language, withDefaults(rule), facts, 'f.');
  const told = await db.query<{ text: string }>(
    `SELECT ${sql} AS text FROM (VALUES ${values.join(', ')}) f (${columns}) ORDER BY nr`,
  );
  return told.map(({ text }) => text);
}

const rules = [...library().rules.values()];

test('every shipped message says in SQL what it says in TypeScript, of its examples and of generated records', async () => {
  const random = seeded(6);
  let compared = 0;
  for (const rule of rules) {
    const facts: Record<string, Fact> = FACTS[rule.scope as Scope];
    const made = Array.from({ length: 12 }, () =>
      Object.fromEntries(Object.entries(facts).map(([name, fact]) => [name, cell(random, fact.type)])),
    );
    // A NUL is no text of a document, and a literal loses it.
    const rows = JSON.parse(
      JSON.stringify([...rule.tests.map((one) => one.facts), ...made], (_, v) =>
        Number.isNaN(v) ? null : v,
      ).replaceAll('\\u0000', ''),
    ) as Record<string, Cell>[];
    for (const language of LANGUAGES) {
      const say = template(rule.message[language], language);
      const wanted = rows.map((row) => say(row, withDefaults(rule)));
      expect(await bySql(rule, language, rows), rule.id).toEqual(wanted);
      compared += rows.length;
    }
  }
  expect(compared).toBeGreaterThan(rules.length * 24);
});

test('numbers read alike, at ties and at the edges of every format', async () => {
  const random = seeded(3);
  const numbers = [
    0,
    -0,
    NaN,
    Infinity,
    -Infinity,
    1e21,
    1.2345e21,
    5e-324,
    0.005,
    -0.001,
    1.005,
    99_994_999.99,
    99_995_000,
    999_995_000,
    9999.995,
    1e6 - 0.004,
  ];
  for (let i = 0; i < 1500; i++) {
    const size = 10 ** Math.floor(random() * 14 - 3);
    numbers.push(pick(random, [1, -1]) * random() * size);
    // Exact ties: odd eighths, quarters and halves, as they are and as ten thousands.
    const odd = 2 * Math.floor(random() * 1e6) + 1;
    numbers.push(odd / 8, -odd / 4, odd / 2, (odd / 2) * 1e4, (odd / 4) * 1e4, odd / 800);
  }
  const rows = numbers.map((n, nr) => `(${nr}, ${cellSql(n, 'number')})`).join(', ');
  await db.query(`CREATE OR REPLACE TEMP TABLE number AS SELECT * FROM (VALUES ${rows}) t (nr, n)`);
  for (const language of LANGUAGES)
    for (const formatter of [null, 'percent', 'money']) {
      const told = await db.query<{ text: string }>(
        `SELECT ${valueSql('n', 'number', formatter, language)} AS text FROM number ORDER BY nr`,
      );
      expect(told.map(({ text }) => text)).toEqual(numbers.map((n) => valueText(n, formatter, language)));
    }
});

test.each<[FactType, Cell[]]>([
  ['text', [null, '', '甲', `'{name}'`]],
  ['boolean', [null, true, false]],
  ['list', [null, [], ['甲', '', null], ['乙']]],
])('a %s reads alike when it is missing or blank', async (type, values) => {
  for (const language of LANGUAGES)
    for (const [formatter, otherwise] of [
      [null, null],
      ['money', null],
      [null, '无'],
      ['money', `'无'`],
    ] as const) {
      const sql = values.map(
        (v) => `${valueSql(cellSql(v, type), type, formatter, language, otherwise)} AS text`,
      );
      const told = await Promise.all(sql.map((one) => db.query<{ text: string }>(`SELECT ${one}`)));
      expect(told.map(([row]) => row?.text)).toEqual(
        values.map((v) => valueText(v, formatter, language, otherwise)),
      );
    }
  expect(COLUMN[type]).toBeDefined();
});
