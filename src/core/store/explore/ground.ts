import { REVIEWS, SEVERITIES } from '#core/model/finding.ts';
import type { Connector } from '../connector.ts';
import { DIMENSION_NAMES, OPEN_FINDING, type DimensionName, type RangeName } from '../filter.ts';
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

/** Bits of one word of a set of rules. */
const WORD = 62;

/**
 * Puts the findings of the last run beside the coded forms, into tables of the schema `explore`, in the same small numbers. To be made
 * again after every load and run. Without findings on indicators nothing is written: `explore.indicator` is the coded forms themselves.
 * `listed`: whether the table `finding` holds the findings of all rules; what it holds of some is left out.
 */
export async function layGround(db: Connector, listed = true): Promise<Ground> {
  const open = listed ? OPEN_FINDING : `(FROM ${OPEN_FINDING} WHERE FALSE)`;
  const ground = (await bringsCoded(db)) ? await formsGround(db) : await codeForms(db);
  await db.query('DROP SCHEMA IF EXISTS explore CASCADE');
  await db.query('CREATE SCHEMA explore');
  await db.query(`CREATE TABLE explore.found_value AS ${foundValuesSql(open)}`);
  await db.query('CREATE VIEW explore.value AS FROM coded_value UNION ALL FROM explore.found_value');
  const counted = await db.query<{ dimension: string; n: number }>(
    'SELECT dimension, count(*)::DOUBLE AS n FROM explore.found_value GROUP BY dimension',
  );
  const values = Object.fromEntries(counted.map(({ dimension, n }) => [dimension, n]));
  const words = Math.ceil((values.rule ?? 0) / WORD);
  await db.query(`CREATE TABLE explore.found AS ${foundSql(open, words)}`);
  await db.query(`CREATE TABLE explore.rules AS ${ruleSetsSql(words)}`);
  await db.query(
    words > 0
      ? `CREATE TABLE explore.indicator AS ${indicatorSql(words)}`
      : `CREATE VIEW explore.indicator AS ${UNFOUND}`,
  );
  await db.query('DROP TABLE explore.found');
  await db.query(
    `CREATE TABLE explore.rule_of AS SELECT DISTINCT s.rules, v.code AS rule, coalesce(w.code, 0) AS review
FROM explore.rules s JOIN explore.found_value v ON v.dimension = 'rule' AND (${memberSql('s', 'v.code', words)})
LEFT JOIN (SELECT DISTINCT rule, review FROM ${open}) f ON f.rule = v.value
LEFT JOIN explore.found_value w ON w.dimension = 'review' AND w.value = f.review`,
  );
  for (const by of BYS) {
    const summed = TOTALLED.find((one) => one === by);
    await db.query(
      summed
        ? `CREATE VIEW ${totalOf(by)} AS SELECT code, strength, n, money FROM coded_total WHERE dimension = ${literal(summed)}`
        : `CREATE TABLE ${totalOf(by)} AS ${words > 0 ? groupsSql(by) : UNFOUND_TOTAL}`,
    );
  }
  return { ...ground, values: { ...ground.values, ...values } };
}

/** The coded forms where nothing was found. */
const UNFOUND = 'SELECT *, 0::TINYINT AS severity, 0::INTEGER AS rules FROM coded_indicator';
const UNFOUND_TOTAL = `SELECT 0::INTEGER AS code, strength, sum(n)::DOUBLE AS n, sum(money)::DOUBLE AS money
FROM coded_total WHERE dimension = 'strength' GROUP BY strength`;

function foundValuesSql(open: string): string {
  return [
    numberedSql('rule', `rule AS value FROM ${open}`),
    numberedSql('review', `review AS value FROM ${open}`, REVIEWS),
    listedSql('severity', SEVERITIES),
  ].join('\nUNION ALL ');
}

/** One row an indicator with findings: which rules, as bits of words, and the heaviest severity. */
function foundSql(open: string, words: number): string {
  const bits = Array.from({ length: words }, (_, w) => {
    const bit = `CAST(1 AS BIGINT) << (v.code - ${w * WORD + 1})`;
    return `bit_or(CASE WHEN v.code > ${w * WORD} AND v.code <= ${(w + 1) * WORD} THEN ${bit} ELSE 0 END) AS w${w}`;
  });
  return `SELECT f.record, ${[...bits, `min(list_position(${literal(SEVERITIES)}, f.severity))::TINYINT AS severity`].join(', ')}
FROM ${open} f JOIN explore.found_value v ON v.dimension = 'rule' AND v.value = f.rule GROUP BY f.record`;
}

const wordList = (words: number, from = '') => Array.from({ length: words }, (_, w) => `${from}w${w}`);

/** The sets of rules that occur, numbered from 1. */
function ruleSetsSql(words: number): string {
  if (words === 0) return 'SELECT 0::INTEGER AS rules WHERE FALSE';
  const list = wordList(words).join(', ');
  return `SELECT (row_number() OVER (ORDER BY ${list}))::INTEGER AS rules, ${list} FROM (SELECT DISTINCT ${list} FROM explore.found)`;
}

function memberSql(set: string, code: string, words: number): string {
  const of = wordList(words, `${set}.`).map(
    (word, w) =>
      `(${code} > ${w * WORD} AND ${code} <= ${(w + 1) * WORD} AND (${word} >> (${code} - ${w * WORD + 1})) & 1 = 1)`,
  );
  return of.join(' OR ') || 'FALSE';
}

function indicatorSql(words: number): string {
  const same = wordList(words).map((w) => `s.${w} = x.${w}`);
  return `SELECT c.*, coalesce(x.severity, 0)::TINYINT AS severity, coalesce(s.rules, 0)::INTEGER AS rules
FROM coded_indicator c JOIN indicator i ON i.rowid = c.id
LEFT JOIN explore.found x ON x.record = i.form_id || '/' || i.ordinal
LEFT JOIN explore.rules s ON ${same.join(' AND ')}`;
}

/** What a linked chart may group by. */
export type By = DimensionName | RangeName;
const BYS = [...DIMENSION_NAMES, 'budget', 'value'] as const satisfies readonly By[];

/** An indicator may stand under several values of these. */
export const isMany = (by: By): boolean => by === 'rule' || by === 'review';

/** The table of a dimension's groups without any filter. */
export const totalOf = (by: By): string => `explore.total_${by}`;

/**
 * The groups of a dimension by strength, over the rows of `explore.indicator` that a condition holds for; `bin`: also by
 * that column.
 */
export function groupsSql(by: By, where = 'TRUE', bin?: By): string {
  const key = bin ? `${identifier(bin)}::INTEGER AS bin, ` : '';
  if (!isMany(by))
    return `SELECT ${key}${identifier(by)}::INTEGER AS code, strength, ${COUNTED}
FROM explore.indicator WHERE ${where} GROUP BY ALL`;
  return `SELECT ${bin ? 'bin, ' : ''}coalesce(m.code, 0) AS code, strength, sum(n)::DOUBLE AS n, sum(money)::DOUBLE AS money
FROM (SELECT ${key}rules, strength, ${COUNTED} FROM explore.indicator WHERE ${where} GROUP BY ALL) g
LEFT JOIN (SELECT DISTINCT rules, ${by} AS code FROM explore.rule_of) m ON m.rules = g.rules GROUP BY ALL`;
}
