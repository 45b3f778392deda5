import { REVIEWS, SEVERITIES } from '#core/model/finding.ts';
import type { Connector } from '../connector.ts';
import { DIMENSION_NAMES, MEASURABLE, type DimensionName, type RangeName } from '../filter.ts';
import { identifier, literal } from '../sql.ts';
import {
  bringsCoded,
  codeForms,
  COUNTED,
  formsGround,
  listedSql,
  numberedSql,
  TOTALLED,
  type Ground,
} from './coded-forms.ts';
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

const BESIDE = 'coded_indicator c POSITIONAL JOIN explore.judged j';
const BOTH = `SELECT c.*, j.severity, j.rules FROM ${BESIDE}`;
const UNJUDGED = 'SELECT *, 0::TINYINT AS severity, 0::INTEGER AS rules FROM coded_indicator';
const UNJUDGED_TOTAL = `SELECT 0::INTEGER AS code, strength, sum(n)::DOUBLE AS n, sum(money)::DOUBLE AS money
FROM coded_total WHERE dimension = 'strength' GROUP BY strength`;

const FOUND_VALUES = [
  numberedSql('rule', 'rule AS value FROM explore.judged_rule'),
  numberedSql('review', 'review AS value FROM explore.judged_rule', REVIEWS),
  listedSql('severity', SEVERITIES),
  listedSql('measurable', MEASURABLE),
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

/** What a linked chart may group by. */
export type By = DimensionName | RangeName;
const BYS = [...DIMENSION_NAMES, 'budget', 'value'] as const satisfies readonly By[];

/** An indicator may stand under several values of these. */
export const isMany = (by: By): boolean => by === 'rule' || by === 'review';

/** The code of a value as SQL over the coded rows, whose name stands in `of` with a dot. Whether a target can be measured is read off its strength. */
export const codeSql = (by: By, of = ''): string =>
  by === 'measurable' ? `CASE WHEN ${of}strength > 2 THEN 2 ELSE 1 END` : of + identifier(by);

/** The table of a dimension's groups without any filter. */
export const totalOf = (by: By): string => `explore.total_${by}`;

/**
 * The groups of a dimension by strength, over the rows that stand after FROM (`rowsSql`); `bin`: also by that column; `only`: the
 * codes that are told apart, where not all are (-1: the others together).
 */
export function groupsSql(
  by: By,
  rows = 'explore.indicator',
  { bin, only }: { bin?: By; only?: readonly number[] | undefined } = {},
): string {
  const key = bin ? `${identifier(bin)}::INTEGER AS bin, ` : '';
  if (!isMany(by)) {
    const code = `(${codeSql(by)})::INTEGER AS code`;
    if (!only) return `SELECT ${key}${code}, strength, ${COUNTED}\nFROM ${rows} GROUP BY ALL`;
    return `SELECT ${bin ? 'bin, ' : ''}coalesce(told, -1) AS code, strength, ${COUNTED}
FROM (SELECT ${key}${code}, strength, money FROM ${rows}) LEFT JOIN (SELECT unnest([${only.join(', ')}]::INTEGER[]) AS told) ON told = code GROUP BY ALL`;
  }
  return `SELECT ${bin ? 'bin, ' : ''}coalesce(m.code, 0) AS code, strength, sum(n)::DOUBLE AS n, sum(money)::DOUBLE AS money
FROM (SELECT ${key}rules, strength, ${COUNTED} FROM ${rows} GROUP BY ALL) g
LEFT JOIN (SELECT DISTINCT rules, ${by} AS code FROM explore.rule_of) m ON m.rules = g.rules GROUP BY ALL`;
}
