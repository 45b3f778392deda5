import { likeMeasureSql } from '../like-measure.ts';
import { literal } from '../sql.ts';

/**
 * One side of a comparison: the forms of the open portfolio (`project`, `indicator`) or of another one loaded beside it
 * (`other_project`, `other_indicator`), all of them or those of a year or a department.
 */
export interface Side {
  from: 'own' | 'other';
  year?: number | null;
  department?: string | null;
}

/** The tables that hold another portfolio beside the open one; their columns are those of `project` and `indicator`. */
export const OTHER = { project: 'other_project', indicator: 'other_indicator' } as const;

/** The forms of a side, as the part of a statement after FROM. */
export function projectsSql({ from, year, department }: Side): string {
  const is = (column: string, value: string | number | null | undefined) =>
    value === undefined ? [] : [value === null ? `${column} IS NULL` : `${column} = ${literal(value)}`];
  const where = [...is('year', year), ...is('department', department)];
  return `${from === 'own' ? 'project' : OTHER.project}${where.length > 0 ? ` WHERE ${where.join(' AND ')}` : ''}`;
}

/** A project's name without blanks, signs and the year it may carry (`2024年度宣传费` → `宣传费`). */
const plain = `regexp_replace(regexp_replace(name, '(19|20)[0-9]{2}(-(19|20)?[0-9]{2})?(年度|年)?', '', 'g'), '[\\s\\p{P}\\p{S}]+', '', 'g')`;

/** The forms of a side, with what they are matched by. */
function formsSql(side: Side): string {
  return `SELECT form_id, form_order, name, year, department, annual, goal_norm, nullif(trim(code), '') AS code,
    name || '/' || coalesce(department, '') AS full_name, ${plain} || '/' || coalesce(department, '') AS plain_full,
    ${plain} AS plain
  FROM ${projectsSql(side)}`;
}

/** How two forms were found to be one project; the surest first. */
export const MATCHES = ['code', 'name', 'year-name', 'moved', 'near'] as const;
export type Match = (typeof MATCHES)[number];

/** The key that each match but `near` joins by. */
const KEYS: Record<Exclude<Match, 'near'>, string> = {
  code: 'code',
  name: 'full_name',
  'year-name': 'plain_full',
  moved: 'plain',
};

/** Names at least this alike (Jaro-Winkler) are taken for one project. */
const NEAR = 0.9;

/**
 * CTEs `a`, `b` (the forms of both sides) and `pair` (before, after, how): each form at most once. Forms are matched by
 * code, then by name and department, then by the name without its year, then by that name in any department, then by
 * the nearest name in the same department that begins with the same character; names that stand several times pair in
 * their order.
 */
export function pairsSql(before: Side, after: Side): string {
  const rest = (side: 'a' | 'b', n: number) =>
    `SELECT * FROM ${side} WHERE form_id NOT IN (${
      n === 0
        ? `''`
        : Array.from(
            { length: n },
            (_, i) => `SELECT ${side === 'a' ? 'before' : 'after'} FROM pair${i}`,
          ).join(' UNION ALL ')
    })`;
  const numbered = (side: 'a' | 'b', n: number, key: string) =>
    `(SELECT form_id, ${key} AS key, row_number() OVER (PARTITION BY ${key} ORDER BY form_order) AS n FROM (${rest(side, n)}) WHERE ${key} IS NOT NULL)`;
  const exact = Object.entries(KEYS).map(
    ([how, key], n) => `pair${n} AS (SELECT x.form_id AS before, y.form_id AS after, '${how}' AS how
  FROM ${numbered('a', n, key)} x JOIN ${numbered('b', n, key)} y ON x.key = y.key AND x.n = y.n)`,
  );
  const last = exact.length;
  return `a AS (${formsSql(before)}), b AS (${formsSql(after)}),
${exact.join(',\n')},
near AS (
  SELECT x.form_id AS before, y.form_id AS after, jaro_winkler_similarity(x.plain, y.plain) AS alike,
    x.form_order AS x_order, y.form_order AS y_order
  FROM (${rest('a', last)}) x JOIN (${rest('b', last)}) y
    ON left(x.plain, 1) = left(y.plain, 1) AND coalesce(x.department, '') = coalesce(y.department, '')
  WHERE jaro_winkler_similarity(x.plain, y.plain) >= ${NEAR}
),
pair${last} AS (
  SELECT before, after, 'near' AS how FROM (
    SELECT *, row_number() OVER (PARTITION BY before ORDER BY alike DESC, y_order) AS best_before,
      row_number() OVER (PARTITION BY after ORDER BY alike DESC, x_order) AS best_after FROM near
  ) WHERE best_before = 1 AND best_after = 1
),
pair AS (${Array.from({ length: last + 1 }, (_, n) => `SELECT * FROM pair${n}`).join(' UNION ALL ')})`;
}

/** What became of a target, from the side of who has to reach it. */
export const CHANGES = ['raised', 'lowered', 'changed', 'same', 'added', 'dropped', 'unread'] as const;
export type Change = (typeof CHANGES)[number];

/** `1` when more is harder to reach, `-1` when less is, NULL when the form does not say. */
const sense = (of: string) =>
  `CASE WHEN ${of}.comparator IN ('≥', '>') THEN 1 WHEN ${of}.comparator IN ('≤', '<') THEN -1
    WHEN ${of}.polarity = 'positive' THEN 1 WHEN ${of}.polarity = 'negative' THEN -1 END`;

/**
 * CTE `target`: one row an indicator of the matched forms, from both sides (`before_…`, `after_…`), and what became of it.
 * Indicators are matched within a project by name and level, then by name. A value that was lost in reading is `unread`:
 * nobody has changed it. Needs `pair`.
 */
export function targetsSql(before: Side, after: Side): string {
  const rows = (side: Side, id: 'before' | 'after') =>
    `SELECT p.before || ' ' || p.after AS pair, p.before AS form_before, p.after AS form_after, i.ordinal, i.name, i.name_norm, i.level1, i.level2, i.raw, i.strength, i.value, i.value_high,
      i.comparator, i.polarity, i.dimension, i.unit
    FROM pair p JOIN ${side.from === 'own' ? 'indicator' : OTHER.indicator} i ON i.form_id = p.${id}`;
  const numbered = (of: string, key: string) =>
    `(SELECT *, ${key} AS key, row_number() OVER (PARTITION BY pair, ${key} ORDER BY ordinal) AS n FROM ${of})`;
  const join = (x: string, y: string, key: string) => `SELECT x.pair, x.ordinal AS before, y.ordinal AS after
  FROM ${numbered(x, key)} x JOIN ${numbered(y, key)} y ON x.pair = y.pair AND x.key = y.key AND x.n = y.n`;
  const left = (of: 'before' | 'after') => `(SELECT * FROM rows_${of} r WHERE NOT EXISTS (
    SELECT 1 FROM same_level s WHERE s.pair = r.pair AND s.${of} = r.ordinal))`;
  return `rows_before AS (${rows(before, 'before')}), rows_after AS (${rows(after, 'after')}),
same_level AS (${join('rows_before', 'rows_after', `name_norm || '/' || coalesce(level2, '')`)}),
same_name AS (SELECT * FROM same_level UNION ALL ${join(left('before'), left('after'), 'name_norm')}),
both_sides AS (
  SELECT pair, before, after FROM same_name
  UNION ALL SELECT r.pair, r.ordinal, NULL FROM rows_before r WHERE NOT EXISTS (SELECT 1 FROM same_name s WHERE s.pair = r.pair AND s.before = r.ordinal)
  UNION ALL SELECT r.pair, NULL, r.ordinal FROM rows_after r WHERE NOT EXISTS (SELECT 1 FROM same_name s WHERE s.pair = r.pair AND s.after = r.ordinal)
),
target AS (
  SELECT coalesce(x.form_before, y.form_before) AS form_before, coalesce(x.form_after, y.form_after) AS form_after,
    x.ordinal AS before_ordinal, y.ordinal AS after_ordinal,
    coalesce(y.name, x.name) AS name, coalesce(y.level1, x.level1) AS level1, coalesce(y.level2, x.level2) AS level2,
    x.raw AS before_raw, y.raw AS after_raw, x.strength AS before_strength, y.strength AS after_strength,
    CASE
      WHEN x.ordinal IS NULL THEN 'added'
      WHEN y.ordinal IS NULL THEN 'dropped'
      WHEN x.raw = y.raw THEN 'same'
      WHEN x.strength = 'lost' OR y.strength = 'lost' THEN 'unread'
      WHEN x.value IS NOT NULL AND y.value IS NOT NULL AND ${likeMeasureSql('x', 'y')} THEN CASE
        WHEN coalesce(${sense('x')}, ${sense('y')}) <> coalesce(${sense('y')}, ${sense('x')}) THEN 'changed'
        WHEN x.value = y.value THEN CASE WHEN x.value_high IS DISTINCT FROM y.value_high THEN 'changed' ELSE 'same' END
        WHEN coalesce(${sense('y')}, ${sense('x')}) IS NULL THEN 'changed'
        WHEN (y.value - x.value) * coalesce(${sense('y')}, ${sense('x')}) > 0 THEN 'raised'
        ELSE 'lowered' END
      WHEN x.strength IN ('number', 'full') AND y.strength IN ('trend', 'state') THEN 'lowered'
      WHEN x.strength IN ('trend', 'state') AND y.strength IN ('number', 'full') THEN 'raised'
      ELSE 'changed' END AS change
  FROM both_sides t
  LEFT JOIN rows_before x ON x.pair = t.pair AND x.ordinal = t.before
  LEFT JOIN rows_after y ON y.pair = t.pair AND y.ordinal = t.after
)`;
}
