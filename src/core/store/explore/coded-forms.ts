import taxonomy from '#data/taxonomy.json' with { type: 'json' };
import { STRENGTHS } from '#core/model/indicator.ts';
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
  const ground = await formsGround(db);
  await db.query(`CREATE OR REPLACE TEMP TABLE coded_form AS ${formSql(ground.budget)}`);
  await db.query(`INSERT INTO coded_indicator BY NAME ${indicatorSql(ground.units)}`);
  await db.query('DROP TABLE coded_form');
  for (const by of TOTALLED)
    await db.query(
      `INSERT INTO coded_total SELECT ${literal(by)}, ${identifier(by)}, strength, ${COUNTED} FROM coded_indicator GROUP BY ALL`,
    );
  return ground;
}

/** Whether the open portfolio file brings its forms coded. */
export async function bringsCoded(db: Connector): Promise<boolean> {
  const [there] = await db.query<{ n: number }>(
    `SELECT count(*)::DOUBLE AS n FROM duckdb_tables() WHERE database_name = '${FILE_CATALOG}' AND table_name = 'coded_indicator'`,
  );
  return there?.n === 1;
}

/** Asks what the codes mean; `coded_value` must be there. */
export async function formsGround(db: Connector): Promise<Ground> {
  const counted = await db.query<{ dimension: string; n: number }>(
    'SELECT dimension, count(*)::DOUBLE AS n FROM coded_value GROUP BY dimension',
  );
  const [money] = await db.query<{ least: number | null; most: number | null }>(
    'SELECT min(annual) FILTER (WHERE annual > 0) AS least, max(annual) AS most FROM project',
  );
  const [size] = await db.query<{ forms: number; indicators: number }>(
    'SELECT (SELECT count(*) FROM project)::DOUBLE AS forms, (SELECT count(*) FROM indicator)::DOUBLE AS indicators',
  );
  return {
    budget: ratioEdges(money?.least ?? 0, money?.most ?? 0),
    units: await unitsOf(db),
    values: Object.fromEntries(counted.map(({ dimension, n }) => [dimension, n])),
    ...size!,
  };
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

function indicatorSql(units: Ground['units']): string {
  const binned = units.map(
    ({ unit, edges }, u) =>
      `WHEN ${literal(unit)} THEN ${(u + 1) * UNIT_STEP} + (${binSql('i.value', edges)})`,
  );
  const value = binned.length
    ? `CASE WHEN i.value IS NULL THEN 0 ELSE CASE i.dimension ${binned.join(' ')} ELSE 0 END END`
    : '0';
  return `SELECT i.rowid AS id, f.* EXCLUDE (form_id), ${OF_INDICATOR.map(codeOf).join(', ')}, i.value AS number, ${value} AS value
FROM indicator i JOIN coded_form f ON f.form_id = i.form_id
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
