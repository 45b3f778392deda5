import { onAxisSql } from '../axis.ts';
import type { Connector } from '../connector.ts';
import {
  DIMENSION_NAMES,
  isOfFinding,
  RANGES,
  textsSql,
  type DimensionName,
  type Filter,
  type RangeName,
} from '../filter.ts';
import { literal } from '../sql.ts';
import { AXIS_STEP } from './coded-forms.ts';
import { codeSql, isMany, type By } from './groups.ts';

/** A filter in the codes of the ground: one condition over its rows for each thing that is chosen. */
export interface CodedFilter {
  parts: { of: By; sql: string }[];
  /** The condition of the texts over `indicator`; empty without one. */
  search: string;
  /** Codes of what is chosen, by dimension. */
  chosen: Partial<Record<DimensionName, number[]>>;
  /** What the filter names and the portfolio does not have. */
  missing: Missing[];
}

export interface Missing {
  dimension: DimensionName | 'axis';
  value: string;
}

/** Looks up the codes of a filter's values. */
export async function codeFilter(db: Connector, filter: Filter): Promise<CodedFilter> {
  const wanted = DIMENSION_NAMES.map((name) => ({
    name,
    chosen: filter[name] ?? [],
    barred: filter.not?.[name] ?? [],
  })).filter(({ chosen, barred }) => chosen.length + barred.length > 0);
  const codes = new Map<string, number>();
  const key = (dimension: string, value: string) => `${dimension}\0${value}`;
  const named = wanted
    .map(({ name, chosen, barred }) => ({
      name,
      values: [...chosen, ...barred].filter((value) => value !== null).map(String),
    }))
    .filter(({ values }) => values.length > 0);
  if (named.length > 0) {
    const rows = await db.query<{ dimension: string; value: string; code: number }>(
      `SELECT dimension, value, code::DOUBLE AS code FROM explore.value WHERE ${named
        .map(
          ({ name, values }) =>
            `(dimension = ${literal(name)} AND value IN (${values.map(literal).join(', ')}))`,
        )
        .join(' OR ')}`,
    );
    for (const row of rows) codes.set(key(row.dimension, row.value), row.code);
  }
  const missing: Missing[] = named.flatMap(({ name, values }) =>
    values.filter((value) => !codes.has(key(name, value))).map((value) => ({ dimension: name, value })),
  );
  const coded = (name: DimensionName, values: readonly (string | number | null)[]) =>
    values.flatMap((value) => (value === null ? 0 : (codes.get(key(name, String(value))) ?? [])));
  const parts: CodedFilter['parts'] = [];
  const chosenCodes: CodedFilter['chosen'] = {};
  for (const { name, chosen, barred } of wanted) {
    chosenCodes[name] = coded(name, chosen);
    const sql = [];
    if (chosen.length > 0) sql.push(amongSql(name, coded(name, chosen)));
    if (barred.length > 0) sql.push(`NOT (${amongSql(name, coded(name, barred))})`);
    parts.push({ of: name, sql: sql.join(' AND ') });
  }
  for (const name of Object.keys(RANGES) as RangeName[]) {
    const range = filter.range?.[name];
    if (!range) continue;
    const column = name === 'budget' ? 'annual' : 'number';
    const sql = [`${column} IS NOT NULL`];
    if (range.axis !== undefined) sql.push(await axisSql(db, range.axis, missing));
    if (range.from !== null) sql.push(`${column} >= ${literal(range.from)}`);
    if (range.to !== null) sql.push(`${column} < ${literal(range.to)}`);
    parts.push({ of: name, sql: sql.join(' AND ') });
  }
  return {
    parts,
    search: textsSql(filter),
    chosen: chosenCodes,
    missing,
  };
}

/** Of rows on an axis. One that is too rare to have a code is looked up in the forms. */
async function axisSql(db: Connector, axis: string, missing: Missing[]): Promise<string> {
  const [known] = await db.query<{ code: number }>(
    `SELECT code::DOUBLE AS code FROM explore.value WHERE dimension = 'axis' AND value = ${literal(axis)}`,
  );
  if (known) return `value // ${AXIS_STEP} = ${known.code}`;
  const rare = `SELECT rowid FROM indicator WHERE value IS NOT NULL AND ${onAxisSql(axis)}`;
  if ((await db.query(`${rare} LIMIT 1`)).length > 0) return `id IN (${rare})`;
  missing.push({ dimension: 'axis', value: axis });
  return 'FALSE';
}

/** The condition that is left when some dimensions are not looked at; `TRUE` when none is. `hit` must be there (`hitSql`). */
export function whereSql({ parts, search }: CodedFilter, except: readonly By[] = []): string {
  const left = parts.filter(({ of }) => !except.includes(of)).map(({ sql }) => sql);
  if (search) left.push('id IN (SELECT id FROM hit)');
  return left.join(' AND ') || 'TRUE';
}

/**
 * The rows that are left when some dimensions are not looked at, to stand after FROM; `reads`: what is read of them beside the columns of the
 * coded forms. What the rules say is joined only where it is asked for: over ten million rows that is not free.
 */
export function rowsSql(
  coded: CodedFilter,
  { except = [], reads = [] }: { except?: readonly By[]; reads?: readonly By[] } = {},
): string {
  const asked = coded.parts.map(({ of }) => of).filter((of) => !except.includes(of));
  const table = [...asked, ...reads].some(isOfFinding) ? 'explore.indicator' : 'coded_indicator';
  return `${table} WHERE ${whereSql(coded, except)}`;
}

/** The CTE `hit` of the rows that the search finds, with a comma at its end; empty without a search. */
export function hitSql({ search }: CodedFilter): string {
  if (!search) return '';
  return `hit AS MATERIALIZED (SELECT rowid AS id FROM indicator WHERE ${search}),\n`;
}

/** The same as a whole WITH clause, for a statement without other parts. */
export function withHitSql(coded: CodedFilter): string {
  const hit = hitSql(coded);
  return hit && `WITH ${hit.replace(/,\n$/, '\n')}`;
}

function amongSql(name: DimensionName, codes: readonly number[]): string {
  if (codes.length === 0) return 'FALSE';
  if (!isMany(name)) return `${codeSql(name)} IN (${codes.join(', ')})`;
  const given = codes.filter((code) => code !== 0);
  const either = [];
  if (given.length > 0)
    either.push(`rules IN (SELECT rules FROM explore.rule_of WHERE ${name} IN (${given.join(', ')}))`);
  if (given.length < codes.length) either.push('rules = 0');
  return `(${either.join(' OR ')})`;
}
