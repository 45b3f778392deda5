import { REVIEWS, SEVERITIES } from '#core/model/finding.ts';
import type { Connector } from '../connector.ts';
import { DIMENSION_NAMES, MEASURABLE } from '../filter.ts';
import { literal } from '../sql.ts';
import {
  bringsCoded,
  codeForms,
  formsGround,
  listedSql,
  numberedSql,
  TOTALLED,
  type Ground,
} from './coded-forms.ts';
import { codeSql, groupsSql, KIND_STEP, LEVEL_AND_KIND, totalOf, type By } from './groups.ts';
import { createJudged, judgeByFindings, type Judge } from './judged.ts';

/**
 * Puts what the rules say of indicators beside the coded forms, into tables of the schema `explore`, in the same small numbers. To be made
 * again after every load and run. The coded forms are not written again: `explore.indicator` is a view of both, `coded_indicator` alone where
 * no findings are asked for. `judge`: where it is read off; `null`: nothing is known of findings.
 */
export async function layGround(db: Connector, judge: Judge | null = judgeByFindings): Promise<Ground> {
  const ground = (await bringsCoded(db)) ? await formsGround(db) : await codeForms(db);
  await db.query('DROP SCHEMA IF EXISTS explore CASCADE');
  await db.query('CREATE SCHEMA explore');
  await createJudged(db);
  await judge?.(db);
  const judged = await isJudged(db);
  await db.query(`CREATE VIEW explore.indicator AS ${judged ? BOTH : UNJUDGED}`);
  await db.query(`CREATE TABLE explore.found_value AS ${FOUND_VALUES}`);
  await db.query('CREATE VIEW explore.value AS FROM coded_value UNION ALL FROM explore.found_value');
  await db.query(`CREATE TABLE explore.rule_of AS ${RULE_OF}`);
  await db.query(`CREATE OR REPLACE TEMP VIEW ${OPEN_JUDGED} AS ${OPEN}`);
  await db.query(`CREATE VIEW ${totalOf(LEVEL_AND_KIND)} AS ${groupsSql(LEVEL_AND_KIND, 'coded_indicator')}`);
  for (const by of BYS) {
    const summed = by === 'measurable' ? 'strength' : TOTALLED.find((one) => one === by);
    await db.query(
      summed
        ? `CREATE VIEW ${totalOf(by)} AS SELECT ${by === 'measurable' ? `(${codeSql(by)})::INTEGER AS code` : 'code'}, strength, n, money FROM coded_total WHERE dimension = ${literal(summed)}`
        : `CREATE TABLE ${totalOf(by)} AS ${judged ? groupsSql(by) : UNJUDGED_TOTAL}`,
    );
  }
  const counted = await db.query<{ dimension: string; n: number }>(
    'SELECT dimension, count(*)::DOUBLE AS n FROM explore.found_value GROUP BY dimension',
  );
  const values = Object.fromEntries(counted.map(({ dimension, n }) => [dimension, n]));
  return { ...ground, values: { ...ground.values, ...values } };
}

const BYS = [...DIMENSION_NAMES, 'budget', 'value'] as const satisfies readonly By[];

const BESIDE = 'coded_indicator c POSITIONAL JOIN explore.judged j';
const BOTH = `SELECT c.*, j.severity, j.rules FROM ${BESIDE}`;
const UNJUDGED = 'SELECT *, 0::TINYINT AS severity, 0::INTEGER AS rules FROM coded_indicator';
const UNJUDGED_TOTAL = `SELECT 0::INTEGER AS code, strength, sum(n)::DOUBLE AS n, sum(money)::DOUBLE AS money
FROM coded_total WHERE dimension = 'strength' GROUP BY strength`;

/** Values are levels, labels are kinds. */
const CELLS = `SELECT '${LEVEL_AND_KIND}', l.code * ${KIND_STEP} + k.code, l.value, k.value FROM ${[
  'level1',
  'kind',
]
  .map(
    (dimension) =>
      `(SELECT code, value FROM coded_value WHERE dimension = '${dimension}' UNION ALL SELECT 0, NULL) ${dimension[0]}`,
  )
  .join(', ')}`;
const FOUND_VALUES = [
  numberedSql('rule', 'rule AS value FROM explore.judged_rule'),
  numberedSql('review', 'review AS value FROM explore.judged_rule', REVIEWS),
  listedSql('severity', SEVERITIES),
  listedSql('measurable', MEASURABLE),
  CELLS,
].join('\nUNION ALL ');

const RULE_OF = `SELECT DISTINCT j.rules, v.code AS rule, coalesce(w.code, 0) AS review FROM explore.judged_rule j
JOIN explore.found_value v ON v.dimension = 'rule' AND v.value = j.rule
LEFT JOIN explore.found_value w ON w.dimension = 'review' AND w.value = j.review`;

/** What the rules say, in the shape of `OPEN_FINDING`; the severity is the heaviest of the indicator. No part of `explore`, where `indicator` means another. */
export const OPEN_JUDGED = 'open_judged';
const OPEN = `SELECT i.form_id || '/' || i.ordinal AS record, j.rule, j.review, (${literal(SEVERITIES)})[e.severity] AS severity
FROM explore.judged e JOIN indicator i ON i.rowid = e.id JOIN explore.judged_rule j ON j.rules = e.rules`;

/** Whether the rules have said something of every indicator. @throws Error when they lie in another order: figures would be those of others */
async function isJudged(db: Connector): Promise<boolean> {
  const [judged] = await db.query<{ n: number }>('SELECT count(*)::DOUBLE AS n FROM explore.judged');
  if (judged!.n === 0) return false;
  const [beside] = await db.query<{ wrong: number }>(
    `SELECT count(*)::DOUBLE AS wrong FROM ${BESIDE} WHERE c.id IS DISTINCT FROM j.id`,
  );
  if (beside!.wrong > 0)
    throw new Error(`explore: ${beside!.wrong} of ${judged!.n} rows lie beside another's`);
  return true;
}
