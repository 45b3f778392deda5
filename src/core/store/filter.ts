import { literal } from './sql.ts';

/** The dimensions that screens filter by, and the column of `JUDGED_ROW` each one is. */
export const DIMENSIONS = {
  project: 'form_id',
  department: 'department',
  nature: 'nature',
  year: 'year',
  level1: 'level1',
  level2: 'level2',
  strength: 'strength',
  comparator: 'comparator',
  dimension: 'dimension',
  severity: 'severity',
} as const;

export type DimensionName = keyof typeof DIMENSIONS;

/**
 * What is chosen: within one dimension any of the values (`null` = not printed), across dimensions all of them.
 * `search` must occur in the indicator's name, its target, or the project's name.
 */
export type Filter = { [D in DimensionName]?: readonly (string | number | null)[] } & { search?: string };

/**
 * One row an indicator with its project's head, named as the DIMENSIONS say: the FROM of every filtered question.
 * `annual` repeats on each row of a form: sum it over distinct forms only.
 */
export const INDICATOR_ROW = `(SELECT i.*, p.form_order, p.name AS project, p.year, p.department, p.unit AS unit_name,
  p.nature, p.annual FROM indicator i JOIN project p ON p.form_id = i.form_id)`;

/** One row an indicator with open findings: how many, and the heaviest severity among them. */
export const RECORD_SEVERITY = `(SELECT record, count(*) AS findings,
    ['error', 'warning', 'info'][min(list_position(['error', 'warning', 'info'], severity))] AS severity
  FROM finding WHERE scope = 'indicator' AND NOT waived GROUP BY record)`;

/** `INDICATOR_ROW` with `findings` (0 when none) and `severity` (NULL when none): for questions that show or count these. */
export const JUDGED_ROW = `(SELECT r.*, coalesce(f.findings, 0)::DOUBLE AS findings, f.severity
FROM ${INDICATOR_ROW} r LEFT JOIN ${RECORD_SEVERITY} f ON f.record = r.form_id || '/' || r.ordinal)`;

/**
 * The filter as a SQL condition over `INDICATOR_ROW` or `JUDGED_ROW`; `except` leaves dimensions out (a chart is not
 * narrowed by what was chosen in it).
 */
export function filterSql(filter: Filter = {}, ...except: DimensionName[]): string {
  const parts: string[] = [];
  for (const dimension of Object.keys(DIMENSIONS) as DimensionName[]) {
    const values = filter[dimension];
    if (!values?.length || except.includes(dimension)) continue;
    if (dimension === 'severity') {
      parts.push(severitySql(values));
      continue;
    }
    const column = DIMENSIONS[dimension];
    const given = values.filter((value) => value !== null);
    const either = given.length ? [`${column} IN (${given.map(literal).join(', ')})`] : [];
    if (given.length < values.length) either.push(`${column} IS NULL`);
    parts.push(`(${either.join(' OR ')})`);
  }
  const search = filter.search?.trim();
  if (search)
    parts.push(
      `(contains(lower(name), lower(${literal(search)})) OR contains(lower(coalesce(raw, '')), lower(${literal(search)}))` +
        ` OR contains(lower(project), lower(${literal(search)})))`,
    );
  return parts.length ? parts.join(' AND ') : 'TRUE';
}

function severitySql(values: readonly (string | number | null)[]): string {
  const record = `form_id || '/' || ordinal`;
  const given = values.filter((value) => value !== null);
  const list = given.map(literal).join(', ');
  const either = given.length
    ? [`${record} IN (SELECT record FROM ${RECORD_SEVERITY} WHERE severity IN (${list}))`]
    : [];
  if (given.length < values.length) either.push(`${record} NOT IN (SELECT record FROM ${RECORD_SEVERITY})`);
  return `(${either.join(' OR ')})`;
}
