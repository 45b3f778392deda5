import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { openNative } from '#cli/duckdb.ts';
import { byEngine, type Predicate, type Row } from '#core/rules/both-judges.test-data.ts';
import { conditionSql } from '#core/rules/compile.ts';
import { factsOf } from '#core/rules/condition.ts';
import { library } from '#core/rules/library.ts';
import { withDefaults } from '#core/rules/params.ts';
import type { FactType } from '#core/store/fact.ts';
import { FACTS } from '#core/store/facts.ts';
import { identifier, literal } from '#core/store/sql.ts';
import { ready, useBrowser } from './page.ts';

const { open } = useBrowser();

const ROWS = 1300;
const facts = FACTS.indicator;
const rules = [...library().rules.values()].filter((rule) => rule.scope === 'indicator');
const predicates: Predicate[] = rules.flatMap((rule) =>
  (['applies', 'conditions'] as const).map((half) => ({
    name: `${rule.id} ${half}`,
    condition: rule[half],
    params: withDefaults(rule),
  })),
);

/** What goes wrong, of each type, as SQL. */
const STRANGE: Record<FactType, string[]> = {
  text: [
    "''",
    'NULL',
    "'NaN'",
    "'null'",
    "'ｆｕｌｌ　率'",
    "'it''s \"q\"'",
    "'a\\b%_'",
    "'𠮷🙂率'",
    "repeat('满意度', 900)",
    "'及时' || chr(10)",
  ],
  number: [
    'NULL',
    "'NaN'::DOUBLE",
    '-0.0::DOUBLE',
    '0::DOUBLE',
    '1e308::DOUBLE',
    '5e-324::DOUBLE',
    "'-Infinity'::DOUBLE",
    '100::DOUBLE',
  ],
  boolean: ['NULL', 'TRUE', 'FALSE'],
  list: ['NULL', '[]::VARCHAR[]', "['D03', NULL]::VARCHAR[]"],
};

/** Rows that SQL makes the same anywhere: each fact of a row is one of the examples' values, or of those that go wrong. */
function rowsSql(): string {
  const names = [
    ...new Set(rules.flatMap((rule) => [...factsOf(rule.applies), ...factsOf(rule.conditions)])),
  ];
  const columns = names.map((name, k) => {
    const { type } = facts[name]!;
    const seen = rules.flatMap((rule) => rule.tests.map((fixture) => fixture.facts[name] ?? null));
    const known = [
      ...new Set(seen.filter((value) => value !== null).map((value) => literal(value as string))),
    ];
    const pool = [...known.slice(0, 24), ...STRANGE[type]];
    const place = `(i * ${7919 + 2 * k} + i * i * ${31 + k} + ${k * 1009}) % 100003 % ${pool.length} + 1`;
    return `([${pool.join(', ')}])[${place}] AS ${identifier(name)}`;
  });
  return `SELECT i, ${columns.join(', ')} FROM range(${ROWS}) r(i)`;
}

test('in the page, SQL says of a hundred thousand verdicts what json-rules-engine says', async () => {
  const sql = rowsSql();
  const db = await openNative();
  const rows = (await db.query<Row>(`${sql} ORDER BY i`)).map(({ i: _, ...row }) => row);
  db.close();
  const truths = await byEngine(predicates, rows);
  const wanted = predicates.map((_, p) => marks(truths.map((row) => row[p]!)));
  expect(new Set(wanted).size).toBeGreaterThan(predicates.length / 2);

  const judged = predicates.map(
    ({ condition, params }) =>
      `CASE WHEN ${conditionSql(condition, params, facts, { certain: false })} THEN '1' ELSE '0' END`,
  );
  const sums = judged.map((truth) => `md5(string_agg(${truth}, '' ORDER BY i))`);
  const { page, trouble } = await open('/sql');
  await ready(page);
  await page.locator('[data-editor=ready]').waitFor();
  const field = page.getByRole('textbox', { name: '查询语句' });
  await field.fill(`SELECT array_to_string([${sums.join(', ')}], ' ') AS sums FROM (${sql})`);
  await field.press('Control+Enter');
  const cell = page.locator('[data-testid=sql-result] tbody td', { hasText: wanted[0] });
  await cell.first().waitFor({ timeout: 150_000 });
  const found = (await cell.first().innerText()).trim().split(/\s+/);
  expect(predicates.filter((_, p) => found[p] !== wanted[p]).map(({ name }) => name)).toEqual([]);
  console.log(`${predicates.length * ROWS} verdicts in the page`);
  expect(predicates.length * ROWS).toBeGreaterThanOrEqual(100_000);
  expect(trouble).toEqual([]);
  await page.context().close();
}, 300_000);

const marks = (truths: readonly boolean[]) =>
  createHash('md5')
    .update(truths.map((truth) => (truth ? '1' : '0')).join(''))
    .digest('hex');
