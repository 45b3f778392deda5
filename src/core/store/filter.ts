import { searchPattern } from '#core/model/search-pattern.ts';
import { onAxisSql } from './axis.ts';
import { literal } from './sql.ts';

/** The dimensions that screens filter by, and the column of `INDICATOR_ROW` or of the findings each one is, or is read off. */
export const DIMENSIONS = {
  project: 'form_id',
  department: 'department',
  agency: 'unit_name',
  nature: 'nature',
  year: 'year',
  level1: 'level1',
  level2: 'level2',
  kind: 'kind',
  strength: 'strength',
  measurable: `CASE WHEN strength IN ('number', 'full') THEN 'yes' ELSE 'no' END`,
  comparator: 'comparator',
  dimension: 'dimension',
  severity: 'severity',
  rule: 'rule',
  review: 'review',
} as const;

export type DimensionName = keyof typeof DIMENSIONS;
export const DIMENSION_NAMES = Object.keys(DIMENSIONS) as DimensionName[];

/** Dimensions read off the open findings of an indicator; `rule` and `review` may take several values at once. */
export const FINDING_DIMENSIONS = ['severity', 'rule', 'review'] as const;
type FindingDimension = (typeof FINDING_DIMENSIONS)[number];
export const isOfFinding = (name: string): name is FindingDimension =>
  (FINDING_DIMENSIONS as readonly string[]).includes(name);

/** The values of `measurable`: a number or a date to be held to, or only a direction, a word or nothing. */
export const MEASURABLE = ['yes', 'no'] as const;

/** The numbers that screens filter by a stretch of: the form's budget of the year (yuan), the target's value in base units. */
export const RANGES = { budget: 'annual', value: 'value' } as const;
export type RangeName = keyof typeof RANGES;

/** Columns of `project` that are filtered by; what is not here is a column of `indicator`. */
const OF_PROJECT: { [D in DimensionName | RangeName]?: string } = {
  department: 'department',
  agency: 'unit',
  nature: 'nature',
  year: 'CAST(year AS VARCHAR)',
  budget: 'annual',
};

/** The texts that can be searched one by one. */
const TEXTS = {
  name: { column: 'name' },
  raw: { column: 'raw' },
  project: { column: 'name', ofProject: true },
  department: { column: 'department', ofProject: true },
  agency: { column: 'unit', ofProject: true },
  unit: { column: 'unit' },
  actual: { column: 'actual' },
  place: { column: 'source_file' },
};
export type TextName = keyof typeof TEXTS;
export const TEXT_NAMES = Object.keys(TEXTS) as TextName[];

/** From `from` up to, but without, `to`; `null` = open. A stretch of values holds on one axis only (axis.ts). */
export interface Range {
  from: number | null;
  to: number | null;
  axis?: string;
}

type Value = string | number | null;
export type Chosen = { [D in DimensionName]?: readonly Value[] };

/**
 * What is chosen: within one dimension any of the values (`null` = not printed), across dimensions all of them; none of
 * the values in `not`; within every stretch of `range`. `search` must occur in the indicator's name, its target, or the
 * project's name, and each of `texts` in its own column: characters, or the first letters of their readings.
 */
export type Filter = Chosen & {
  not?: Chosen;
  range?: { [R in RangeName]?: Range };
  search?: string;
  texts?: { [T in TextName]?: string };
};

/**
 * One row an indicator with its project's head, named as the DIMENSIONS say: for questions that show or group by both.
 * `annual` repeats on each row of a form: sum it over distinct forms only.
 */
export const INDICATOR_ROW = `(SELECT i.*, p.form_order, p.name AS project, p.year, p.department, p.unit AS unit_name,
  p.nature, p.annual FROM indicator i JOIN project p ON p.form_id = i.form_id)`;

/** Open findings on single indicators: what severity, rule and review are read off. */
export const OPEN_FINDING = `(SELECT record, rule, review, severity FROM finding WHERE scope = 'indicator' AND NOT waived)`;

/** One row an indicator with open findings: how many, and the heaviest severity among them. */
export const RECORD_SEVERITY = `(SELECT record, count(*) AS findings,
    ['error', 'warning', 'info'][min(list_position(['error', 'warning', 'info'], severity))] AS severity
  FROM ${OPEN_FINDING} GROUP BY record)`;

/** `INDICATOR_ROW` with `findings` (0 when none) and `severity` (NULL when none): for questions that show or count these. */
export const JUDGED_ROW = `(SELECT r.*, coalesce(f.findings, 0)::DOUBLE AS findings, f.severity
FROM ${INDICATOR_ROW} r LEFT JOIN ${RECORD_SEVERITY} f ON f.record = r.form_id || '/' || r.ordinal)`;

/**
 * The filter as a SQL condition over the columns of `indicator`; `except` leaves dimensions and stretches out (a chart is
 * not narrowed by what was chosen in it). What it asks of the project is asked once a form, not once an indicator.
 */
export function filterSql(filter: Filter = {}, ...except: (DimensionName | RangeName)[]): string {
  const parts: string[] = [];
  for (const name of DIMENSION_NAMES) {
    if (except.includes(name)) continue;
    const [chosen, barred] = [filter[name], filter.not?.[name]];
    if (chosen?.length) parts.push(`(${amongSql(name, chosen)})`);
    if (barred?.length) parts.push(`NOT coalesce(${amongSql(name, barred)}, FALSE)`);
  }
  for (const name of Object.keys(RANGES) as RangeName[]) {
    const range = filter.range?.[name];
    if (range && !except.includes(name)) parts.push(`(${rangeSql(name, range)})`);
  }
  const texts = textsSql(filter);
  if (texts) parts.push(texts);
  return parts.length ? parts.join(' AND ') : 'TRUE';
}

/** What a filter's `search` and `texts` ask for, over the columns of `indicator`; empty when they ask for nothing. */
export function textsSql({ search = '', texts = {} }: Filter): string {
  const parts = [];
  if (search.trim()) parts.push(`(${EVERYWHERE.map((name) => textSql(name, search.trim())).join(' OR ')})`);
  for (const name of TEXT_NAMES) {
    const text = texts[name]?.trim();
    if (text) parts.push(textSql(name, text));
  }
  return parts.join(' AND ');
}

const EVERYWHERE = ['name', 'raw', 'project'] as const;

function textSql(name: TextName, text: string): string {
  const { column, ofProject }: { column: string; ofProject?: boolean } = TEXTS[name];
  return ofProject ? projectSql(foundSql(column, text)) : foundSql(column, text);
}

const projectSql = (condition: string) => `form_id IN (SELECT form_id FROM project WHERE ${condition})`;

/** Whether a text, whatever its case, is found in a column: as written, or by the first letters of readings. */
export function foundSql(column: string, text: string): string {
  const pattern = searchPattern(text);
  const found =
    pattern === null
      ? `contains(${column}, ${literal(text)})`
      : `regexp_matches(${column}, ${literal(`(?i)${pattern}`)})`;
  return `coalesce(${found}, FALSE)`;
}

/** Whether the filter chooses anything at all. */
export function isFiltering(filter: Filter): boolean {
  return filterSql(filter) !== 'TRUE';
}

function rangeSql(name: RangeName, { from, to, axis }: Range): string {
  const column = OF_PROJECT[name] ?? RANGES[name];
  const parts = [`${column} IS NOT NULL`];
  if (axis !== undefined) parts.push(onAxisSql(axis));
  if (from !== null) parts.push(`${column} >= ${literal(from)}`);
  if (to !== null) parts.push(`${column} < ${literal(to)}`);
  return OF_PROJECT[name] ? projectSql(parts.join(' AND ')) : parts.join(' AND ');
}

function amongSql(name: DimensionName, values: readonly Value[]): string {
  const list = values.filter((value) => value !== null).map((value) => literal(String(value)));
  const missing = list.length < values.length;
  const either: string[] = [];
  if (isOfFinding(name)) {
    const from = name === 'severity' ? RECORD_SEVERITY : OPEN_FINDING;
    const record = `form_id || '/' || ordinal`;
    if (list.length > 0)
      either.push(`${record} IN (SELECT record FROM ${from} WHERE ${name} IN (${list.join(', ')}))`);
    if (missing) either.push(`${record} NOT IN (SELECT record FROM ${OPEN_FINDING})`);
    return either.join(' OR ');
  }
  const column = OF_PROJECT[name] ?? DIMENSIONS[name];
  if (list.length > 0) either.push(`${column} IN (${list.join(', ')})`);
  if (missing) either.push(`${column} IS NULL`);
  return OF_PROJECT[name] ? projectSql(either.join(' OR ')) : either.join(' OR ');
}
