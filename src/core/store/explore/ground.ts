import taxonomy from '#data/taxonomy.json' with { type: 'json' };
import { REVIEWS, SEVERITIES } from '#core/model/finding.ts';
import { STRENGTHS } from '#core/model/indicator.ts';
import type { Connector } from '../connector.ts';
import { DIMENSION_NAMES, OPEN_FINDING, type DimensionName, type RangeName } from '../filter.ts';
import { identifier, literal } from '../sql.ts';
import { binSql, PERCENT_EDGES, ratioEdges, type Edges } from './edges.ts';

/** What the linked charts stand on: where the bins begin, and how many values each dimension takes. */
export interface Ground {
  /** Edges of the budget's bins, yuan. */
  budget: Edges;
  /** Units that targets with a number are in, the most frequent first, with the edges of their bins. */
  units: { unit: string; edges: Edges }[];
  /** How many values each dimension takes, “not printed” not counted. */
  values: Partial<Record<string, number>>;
  /** Forms, and indicators, in all. */
  forms: number;
  indicators: number;
}

/** Codes of a value in unit `u` (its place among the units) lie from `u * UNIT_STEP` on. */
export const UNIT_STEP = 100;
/** Bits of one word of a set of rules. */
const WORD = 62;

const OF_FORM = { department: 'department', agency: 'unit', nature: 'nature', year: 'year' } as const;
const OF_INDICATOR = ['level1', 'level2', 'kind', 'strength', 'comparator', 'dimension'] as const;
/** Their codes are places in a list, whether a value occurs or not. */
const FIXED = { strength: STRENGTHS, severity: SEVERITIES } as const;

/** The order that a dimension's values have of their own; the others stand by name. */
const ORDER: Partial<Record<DimensionName, readonly string[]>> = {
  level1: taxonomy.scheme.map((branch) => branch.level1),
  level2: taxonomy.scheme.flatMap((branch) => branch.level2.map((leaf) => leaf.name)),
  comparator: ['≥', '>', '=', '<', '≤'],
  review: REVIEWS,
};

/**
 * Writes the portfolio once more in small numbers, into tables of the schema `explore`: every value of a dimension is a
 * code (0 = not printed), so that a million rows are grouped in milliseconds. To be made again after every load and run.
 */
export async function layGround(db: Connector): Promise<Ground> {
  await db.query('CREATE SCHEMA IF NOT EXISTS explore');
  await db.query(`CREATE OR REPLACE TABLE explore.value AS ${valuesSql()}`);
  const counted = await db.query<{ dimension: string; n: number }>(
    'SELECT dimension, count(*)::DOUBLE AS n FROM explore.value GROUP BY dimension',
  );
  const values = Object.fromEntries(counted.map(({ dimension, n }) => [dimension, n]));
  const [money] = await db.query<{ least: number | null; most: number | null }>(
    'SELECT min(annual) FILTER (WHERE annual > 0) AS least, max(annual) AS most FROM project',
  );
  const budget = ratioEdges(money?.least ?? 0, money?.most ?? 0);
  const units = await unitsOf(db);
  await db.query(`CREATE OR REPLACE TABLE explore.form AS ${formSql(budget)}`);
  const words = Math.ceil((values.rule ?? 0) / WORD);
  await db.query(`CREATE OR REPLACE TABLE explore.found AS ${foundSql(words)}`);
  await db.query(`CREATE OR REPLACE TABLE explore.rules AS ${ruleSetsSql(words)}`);
  await db.query(`CREATE OR REPLACE TABLE explore.indicator AS ${indicatorSql(units, words)}`);
  await db.query('DROP TABLE explore.found');
  await db.query(
    `CREATE OR REPLACE TABLE explore.rule_of AS SELECT DISTINCT s.rules, v.code AS rule, coalesce(w.code, 0) AS review
FROM explore.rules s JOIN explore.value v ON v.dimension = 'rule' AND (${memberSql('s', 'v.code', words)})
LEFT JOIN (SELECT DISTINCT rule, review FROM ${OPEN_FINDING}) f ON f.rule = v.value
LEFT JOIN explore.value w ON w.dimension = 'review' AND w.value = f.review`,
  );
  for (const by of BYS) await db.query(`CREATE OR REPLACE TABLE ${totalOf(by)} AS ${groupsSql(by)}`);
  const [size] = await db.query<{ forms: number; indicators: number }>(
    'SELECT (SELECT count(*) FROM project)::DOUBLE AS forms, (SELECT count(*) FROM indicator)::DOUBLE AS indicators',
  );
  return { budget, units, values, ...size! };
}

async function unitsOf(db: Connector): Promise<Ground['units']> {
  const rows = await db.query<{ unit: string; least: number | null; most: number | null }>(
    `SELECT dimension AS unit, min(value) FILTER (WHERE value > 0) AS least, max(value) AS most
FROM indicator WHERE value IS NOT NULL AND dimension IS NOT NULL GROUP BY dimension ORDER BY count(*) DESC, dimension`,
  );
  return rows.map(({ unit, least, most }) => ({
    unit,
    edges: unit === 'percent' ? PERCENT_EDGES : ratioEdges(least ?? 0, most ?? 0),
  }));
}

function valuesSql(): string {
  const coded = (dimension: DimensionName, from: string) => {
    const order = ORDER[dimension];
    const own = order ? `coalesce(list_position(${literal(order)}, value), 999), ` : '';
    return `SELECT ${literal(dimension)} AS dimension, (row_number() OVER (ORDER BY ${own}value))::INTEGER AS code, value, value AS label
FROM (SELECT DISTINCT ${from}) WHERE value IS NOT NULL`;
  };
  return [
    `SELECT 'project' AS dimension, form_order AS code, form_id AS value, name AS label FROM project`,
    ...Object.entries(OF_FORM).map(([dimension, column]) =>
      coded(dimension as DimensionName, `CAST(${column} AS VARCHAR) AS value FROM project`),
    ),
    ...OF_INDICATOR.filter((column) => column !== 'strength').map((column) =>
      coded(column, `${column} AS value FROM indicator`),
    ),
    ...(['rule', 'review'] as const).map((column) =>
      coded(column, `${column} AS value FROM ${OPEN_FINDING}`),
    ),
    ...Object.entries(FIXED).flatMap(([dimension, names]) =>
      names.map((name, i) => `SELECT ${literal(dimension)}, ${i + 1}, ${literal(name)}, ${literal(name)}`),
    ),
  ].join('\nUNION ALL ');
}

const lookUp = (dimension: string, column: string) =>
  `LEFT JOIN explore.value ${identifier(`v_${dimension}`)} ON ${identifier(`v_${dimension}`)}.dimension = ${literal(dimension)} AND ${identifier(`v_${dimension}`)}.value = ${column}`;
const codeOf = (dimension: string, type = 'INTEGER') =>
  `coalesce(${identifier(`v_${dimension}`)}.code, 0)::${type} AS ${identifier(dimension)}`;

function formSql(budget: Edges): string {
  return `SELECT p.form_id, p.form_order AS project, ${Object.keys(OF_FORM)
    .map((d) => codeOf(d))
    .join(', ')},
  p.annual, (${binSql('p.annual', budget)})::TINYINT AS budget, p.annual / n.n AS money
FROM project p JOIN (SELECT form_id, count(*) AS n FROM indicator GROUP BY form_id) n ON n.form_id = p.form_id
${Object.entries(OF_FORM)
  .map(([d, column]) => lookUp(d, `CAST(p.${column} AS VARCHAR)`))
  .join('\n')}`;
}

/** One row an indicator with findings: which rules, as bits of words, and the heaviest severity. */
function foundSql(words: number): string {
  const bits = Array.from({ length: words }, (_, w) => {
    const bit = `CAST(1 AS BIGINT) << (v.code - ${w * WORD + 1})`;
    return `bit_or(CASE WHEN v.code > ${w * WORD} AND v.code <= ${(w + 1) * WORD} THEN ${bit} ELSE 0 END) AS w${w}`;
  });
  return `SELECT f.record, ${[...bits, `min(list_position(${literal(SEVERITIES)}, f.severity))::TINYINT AS severity`].join(', ')}
FROM ${OPEN_FINDING} f JOIN explore.value v ON v.dimension = 'rule' AND v.value = f.rule GROUP BY f.record`;
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

function indicatorSql(units: Ground['units'], words: number): string {
  const binned = units.map(
    ({ unit, edges }, u) =>
      `WHEN ${literal(unit)} THEN ${(u + 1) * UNIT_STEP} + (${binSql('i.value', edges)})`,
  );
  const value = binned.length
    ? `CASE WHEN i.value IS NULL THEN 0 ELSE CASE i.dimension ${binned.join(' ')} ELSE 0 END END`
    : '0';
  const sets = words
    ? `LEFT JOIN explore.rules s ON ${wordList(words)
        .map((w) => `s.${w} = x.${w}`)
        .join(' AND ')}`
    : 'LEFT JOIN explore.rules s ON FALSE';
  return `SELECT i.rowid AS id, f.project, f.department, f.agency, f.nature, f.year, f.annual, f.budget, f.money,
  ${OF_INDICATOR.map((d) => codeOf(d, 'SMALLINT')).join(', ')}, i.value AS number, (${value})::SMALLINT AS value,
  coalesce(x.severity, 0)::TINYINT AS severity, coalesce(s.rules, 0)::INTEGER AS rules
FROM indicator i JOIN explore.form f ON f.form_id = i.form_id
${OF_INDICATOR.map((d) => lookUp(d, `i.${d}`)).join('\n')}
LEFT JOIN explore.found x ON x.record = i.form_id || '/' || i.ordinal
${sets}`;
}

/** What is counted of a group of rows of `explore.indicator`. */
const COUNTED = 'count(*)::DOUBLE AS n, coalesce(sum(money), 0)::DOUBLE AS money';

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
