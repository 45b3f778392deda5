import { projectsSql, type Side } from './compare-sides.ts';

/** How two forms were found to be one project; the surest first. */
export const MATCHES = ['code', 'name', 'year-name', 'moved', 'near'] as const;
export type Match = (typeof MATCHES)[number];

/** What rows of two sides are paired by. */
interface Key {
  how: string;
  columns: string[];
  /** It says something only of a row that is alone with it on its side. */
  once?: boolean;
}

/**
 * CTEs `<name>0`, `<name>1`, … (before, after, how), the last of which has all pairs: rows of `x` and `y`, each with an `id` and its `place`,
 * at most once, by one key after the other. Rows of one key pair in their order.
 */
export function pairedSql(
  name: string,
  x: string,
  y: string,
  keys: readonly Key[],
): { sql: string; last: string } {
  const ctes = keys.map(({ how, columns, once }, n) => {
    const key = columns.join(', ');
    const left = (from: string, of: 'before' | 'after') => {
      const rows = once ? `(SELECT * FROM ${from} QUALIFY count(*) OVER (PARTITION BY ${key}) = 1)` : from;
      const free = n === 0 ? '' : ` WHERE id NOT IN (SELECT ${of} FROM ${name}${n - 1})`;
      return `(SELECT *, row_number() OVER (PARTITION BY ${key} ORDER BY place) AS nth FROM ${rows}${free})`;
    };
    return `${name}${n} AS (${n === 0 ? '' : `SELECT * FROM ${name}${n - 1} UNION ALL `}SELECT x.id AS before, y.id AS after, '${how}' AS how
  FROM ${left(x, 'before')} x JOIN ${left(y, 'after')} y USING (${key}, nth))`;
  });
  return { sql: ctes.join(',\n'), last: `${name}${keys.length - 1}` };
}

/** A project's name without blanks, signs and the year it may carry (`2024年度宣传费` → `宣传费`); NULL when that is all it says. */
const PLAIN = `nullif(regexp_replace(regexp_replace(name, '(19|20)[0-9]{2}(-(19|20)?[0-9]{2})?(年度|年)?', '', 'g'), '[\\s\\p{P}\\p{S}]+', '', 'g'), '')`;

/** The forms of a side, with what they are matched by. */
function formsSql(side: Side): string {
  return `SELECT form_id AS id, form_order AS place, form_id, form_order, name, year, department, annual, goal_norm, nullif(trim(code), '') AS code,
    coalesce(department, '') AS office, coalesce(unit, '') AS desk, coalesce(year, 0) AS of_year, ${PLAIN} AS plain
  FROM ${projectsSql(side)}`;
}

const KEYS: (Key & { how: Match })[] = [
  { how: 'code', columns: ['code', 'of_year'], once: true },
  { how: 'code', columns: ['code'], once: true },
  { how: 'name', columns: ['name', 'office', 'desk', 'of_year'] },
  { how: 'name', columns: ['name', 'office', 'desk'] },
  { how: 'year-name', columns: ['plain', 'office', 'desk'] },
  { how: 'name', columns: ['name', 'office'], once: true },
  { how: 'year-name', columns: ['plain', 'office'], once: true },
  { how: 'moved', columns: ['plain', 'of_year'] },
  { how: 'moved', columns: ['plain'] },
];

/** Names at least this alike (Jaro-Winkler) are taken for one project. */
const NEAR = 0.9;

/**
 * CTEs `a`, `b` (the forms of both sides) and `pair` (before, after, how): each form at most once. Forms are matched by a code that no other
 * form of their side has, then by name, department and unit, of the same year first, then by the name without its year, then by these whatever
 * the unit where the name stands once, then in any department or unit, of the same year first, then by the nearest name in the same department that begins with the
 * same character.
 */
export function pairsSql(before: Side, after: Side): string {
  const { sql, last } = pairedSql('by', 'a', 'b', KEYS);
  const rest = (side: 'a' | 'b', of: 'before' | 'after') =>
    `(SELECT * FROM ${side} WHERE id NOT IN (SELECT ${of} FROM ${last}))`;
  return `a AS (${formsSql(before)}), b AS (${formsSql(after)}),
${sql},
near AS (
  SELECT x.id AS before, y.id AS after, jaro_winkler_similarity(x.plain, y.plain) AS alike, x.place AS x_place, y.place AS y_place
  FROM ${rest('a', 'before')} x JOIN ${rest('b', 'after')} y ON left(x.plain, 1) = left(y.plain, 1) AND x.office = y.office
  WHERE jaro_winkler_similarity(x.plain, y.plain) >= ${NEAR}
),
pair AS (
  SELECT before, after, how FROM ${last} UNION ALL
  SELECT before, after, 'near' FROM (
    SELECT *, row_number() OVER (PARTITION BY before ORDER BY alike DESC, y_place) AS best_before,
      row_number() OVER (PARTITION BY after ORDER BY alike DESC, x_place) AS best_after FROM near
  ) WHERE best_before = 1 AND best_after = 1
)`;
}
