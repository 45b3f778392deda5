import taxonomy from '#data/taxonomy.json' with { type: 'json' };
import { STRENGTHS } from '#core/model/indicator.ts';
import { axisSql } from '../axis.ts';
import type { Connector } from '../connector.ts';
import type { DimensionName } from '../filter.ts';
import { FILE_CATALOG } from '../portfolio-file.ts';
import { columnsSql, identifier, literal } from '../sql.ts';
import { CODED_TABLES } from './coded-tables.ts';
import { binSql, PERCENT_EDGES, ratioEdges, type Edges } from './edges.ts';

/** What the linked charts stand on: where the bins begin, and how many values each dimension takes. */
export interface Ground {
  /** Edges of the budget's bins, yuan. */
  budget: Edges;
  /** Axes that targets with a number lie on, the most frequent first, with the edges of their bins. */
  axes: { axis: string; edges: Edges }[];
  /** How many values each dimension takes, “not printed” not counted. */
  values: Partial<Record<string, number>>;
  /** Forms, and indicators, in all. */
  forms: number;
  indicators: number;
}

/** Codes of a value on axis `a` (its place among the axes, from 1) lie from `a * AXIS_STEP` on. */
export const AXIS_STEP = 100;

/** Axes that get a histogram; what lies on a rarer one is in the list alone. */
const MOST_AXES = 40;

const OF_FORM = { department: 'department', agency: 'unit', nature: 'nature', year: 'year' } as const;
const OF_INDICATOR = ['level1', 'level2', 'kind', 'strength', 'comparator', 'dimension'] as const;

/** The order that a dimension's values have of their own; the others stand by name. */
const ORDER: Partial<Record<DimensionName, readonly string[]>> = {
  level1: taxonomy.scheme.map((branch) => branch.level1),
  level2: taxonomy.scheme.flatMap((branch) => branch.level2.map((leaf) => leaf.name)),
  comparator: ['≥', '>', '=', '<', '≤'],
};

/** What is counted of a group of coded rows. */
export const COUNTED = 'count(*)::DOUBLE AS n, coalesce(sum(money), 0)::DOUBLE AS money';

/** Writes the forms once more in small numbers: the tables of coded-tables.ts. To be made again after every load. Gives what `formsGround` says of them. */
export async function codeForms(db: Connector): Promise<Ground> {
  for (const [table, columns] of Object.entries(CODED_TABLES))
    await db.query(`CREATE OR REPLACE TABLE ${table} (${columnsSql(columns)})`);
  await db.query(`INSERT INTO coded_value ${valuesSql()}`);
  await db.query(`CREATE OR REPLACE TEMP TABLE axis_of AS ${AXIS_OF}`);
  await db.query(`INSERT INTO coded_value ${AXES}`);
  const axes = withEdges(await db.query<AxisEnds>(MEASURED));
  await db.query(`CREATE OR REPLACE TEMP TABLE coded_form AS ${formSql(await budgetOf(db))}`);
  await db.query(`INSERT INTO coded_indicator BY NAME ${indicatorSql(axes)}`);
  await db.query('DROP TABLE axis_of');
  await db.query('DROP TABLE coded_form');
  for (const by of TOTALLED)
    await db.query(
      `INSERT INTO coded_total SELECT ${literal(by)}, ${identifier(by)}, strength, ${COUNTED} FROM coded_indicator GROUP BY ALL`,
    );
  return formsGround(db);
}

/** Whether the open portfolio file brings its forms coded. */
export async function bringsCoded(db: Connector): Promise<boolean> {
  const [there] = await db.query<{ n: number }>(
    `SELECT count(*)::DOUBLE AS n FROM duckdb_tables() WHERE database_name = '${FILE_CATALOG}' AND table_name = 'coded_indicator'`,
  );
  return there?.n === 1;
}

/** Asks what the codes mean. */
export async function formsGround(db: Connector): Promise<Ground> {
  const counted = await db.query<{ dimension: string; n: number }>(
    'SELECT dimension, count(*)::DOUBLE AS n FROM coded_value GROUP BY dimension',
  );
  const [size] = await db.query<{ forms: number; indicators: number }>(
    'SELECT (SELECT count(*) FROM project)::DOUBLE AS forms, (SELECT count(*) FROM indicator)::DOUBLE AS indicators',
  );
  return {
    budget: await budgetOf(db),
    axes: withEdges(await db.query<AxisEnds>(LAID)),
    values: Object.fromEntries(counted.map(({ dimension, n }) => [dimension, n])),
    ...size!,
  };
}

async function budgetOf(db: Connector): Promise<Edges> {
  const [money] = await db.query<{ least: number | null; most: number | null }>(
    'SELECT min(annual) FILTER (WHERE annual > 0) AS least, max(annual) AS most FROM project',
  );
  return ratioEdges(money?.least ?? 0, money?.most ?? 0);
}

/** An axis, with the least value above 0 and the greatest on it. */
interface AxisEnds {
  axis: string;
  least: number | null;
  most: number | null;
}

/** The axis of every printed unit: the expression is dear, and there are few units. */
const AXIS_OF = `SELECT dimension, unit, ${axisSql('u')} AS axis FROM (
SELECT DISTINCT dimension, unit FROM indicator WHERE value IS NOT NULL AND dimension IS NOT NULL) u`;
const ON_AXIS =
  'JOIN axis_of a ON a.dimension = i.dimension AND a.unit IS NOT DISTINCT FROM i.unit AND i.value IS NOT NULL';
const AXES = `SELECT 'axis', (row_number() OVER (ORDER BY n DESC, axis))::INTEGER, axis, axis
FROM (SELECT a.axis, count(*) AS n FROM indicator i ${ON_AXIS} GROUP BY a.axis) ORDER BY n DESC, axis LIMIT ${MOST_AXES}`;
const IS_AXIS = `JOIN coded_value v ON v.dimension = 'axis' AND`;
const BY_AXIS = 'GROUP BY v.code, v.value ORDER BY v.code';
const MEASURED = `SELECT v.value AS axis, ${endsSql('i.value')} FROM indicator i ${ON_AXIS} ${IS_AXIS} v.value = a.axis ${BY_AXIS}`;
const LAID = `SELECT v.value AS axis, ${endsSql('i.number')} FROM coded_indicator i ${IS_AXIS} v.code = i.value // ${AXIS_STEP} ${BY_AXIS}`;

const withEdges = (rows: readonly AxisEnds[]) =>
  rows.map(({ axis, least, most }) => ({
    axis,
    edges: axis === 'percent' ? PERCENT_EDGES : ratioEdges(least ?? 0, most ?? 0),
  }));

function endsSql(value: string): string {
  return `min(${value}) FILTER (WHERE ${value} > 0) AS least, max(${value}) AS most`;
}

/** The values of a dimension as rows of `coded_value`, numbered in their order; `from` gives them as `value`. */
export function numberedSql(dimension: DimensionName, from: string, order = ORDER[dimension]): string {
  const own = order ? `coalesce(list_position(${literal(order)}, value), 999), ` : '';
  return `SELECT ${literal(dimension)} AS dimension, (row_number() OVER (ORDER BY ${own}value))::INTEGER AS code, value, value AS label
FROM (SELECT DISTINCT ${from}) WHERE value IS NOT NULL`;
}

/** The values of a dimension whose codes are places in a list, whether a value occurs or not. */
export const listedSql = (dimension: DimensionName, names: readonly string[]): string =>
  names
    .map((name, i) => `SELECT ${literal(dimension)}, ${i + 1}, ${literal(name)}, ${literal(name)}`)
    .join('\nUNION ALL ');

function valuesSql(): string {
  return [
    `SELECT 'project' AS dimension, form_order AS code, form_id AS value, name AS label FROM project`,
    ...Object.entries(OF_FORM).map(([dimension, column]) =>
      numberedSql(dimension as DimensionName, `CAST(${column} AS VARCHAR) AS value FROM project`),
    ),
    ...OF_INDICATOR.filter((column) => column !== 'strength').map((column) =>
      numberedSql(column, `${column} AS value FROM indicator`),
    ),
    listedSql('strength', STRENGTHS),
  ].join('\nUNION ALL ');
}

const lookUp = (dimension: string, column: string) =>
  `LEFT JOIN coded_value ${identifier(`v_${dimension}`)} ON ${identifier(`v_${dimension}`)}.dimension = ${literal(dimension)} AND ${identifier(`v_${dimension}`)}.value = ${column}`;
const codeOf = (dimension: string) =>
  `coalesce(${identifier(`v_${dimension}`)}.code, 0) AS ${identifier(dimension)}`;

function formSql(budget: Edges): string {
  return `SELECT p.form_id, p.form_order AS project, ${Object.keys(OF_FORM).map(codeOf).join(', ')},
  p.annual, (${binSql('p.annual', budget)})::TINYINT AS budget, p.annual / n.n AS money
FROM project p JOIN (SELECT form_id, count(*) AS n FROM indicator GROUP BY form_id) n ON n.form_id = p.form_id
${Object.entries(OF_FORM)
  .map(([d, column]) => lookUp(d, `CAST(p.${column} AS VARCHAR)`))
  .join('\n')}`;
}

function indicatorSql(axes: Ground['axes']): string {
  const binned = axes.map(
    ({ axis, edges }, at) =>
      `WHEN ${literal(axis)} THEN ${(at + 1) * AXIS_STEP} + (${binSql('i.value', edges)})`,
  );
  const value = binned.length
    ? `CASE WHEN i.value IS NULL THEN 0 ELSE CASE a.axis ${binned.join(' ')} ELSE 0 END END`
    : '0';
  return `SELECT i.rowid AS id, f.* EXCLUDE (form_id), ${OF_INDICATOR.map(codeOf).join(', ')}, i.value AS number, ${value} AS value
FROM indicator i JOIN coded_form f ON f.form_id = i.form_id LEFT ${ON_AXIS}
${OF_INDICATOR.map((d) => lookUp(d, `i.${d}`)).join('\n')}
ORDER BY i.rowid`;
}

/** Dimensions and ranges whose groups are summed up over all rows beforehand. */
export const TOTALLED = [
  'project',
  ...(Object.keys(OF_FORM) as (keyof typeof OF_FORM)[]),
  ...OF_INDICATOR,
  'budget',
  'value',
] as const;
