import type { Severity } from '#core/model/finding.ts';
import type { Strength } from '#core/model/indicator.ts';
import type { Connector } from '../connector.ts';
import { filterSql, JUDGED_ROW, type Filter } from '../filter.ts';
import { levelOrder } from '../level-order.ts';

/** One indicator with its project; `record` is its key in `indicator_fact`. Money in yuan. */
export interface IndicatorRow {
  record: string;
  form_id: string;
  project: string;
  department: string | null;
  year: number | null;
  ordinal: number;
  level1: string | null;
  level2: string | null;
  name: string;
  raw: string | null;
  strength: Strength;
  dimension: string;
  value: number | null;
  unit: string | null;
  annual: number | null;
  notes: string[];
  findings: number;
  severity: Severity | null;
  source_file: string;
  source_line: number | null;
}

const SORTS = {
  place: 'form_order, ordinal',
  project: 'project',
  level: `${levelOrder('level1')}, ${levelOrder('level2')}`,
  name: 'name',
  raw: 'raw',
  strength: `list_position(['number', 'full', 'trend', 'state', 'lost'], strength)`,
  value: 'value',
  annual: 'annual',
  dimension: `nullif(dimension, 'none')`,
  findings: `list_position(['info', 'warning', 'error'], severity), findings`,
} as const;

export type IndicatorSort = keyof typeof SORTS;

export interface IndicatorPage {
  sort?: IndicatorSort;
  descending?: boolean;
  page?: number;
  pageSize?: number;
}

/** One page (from 0) of indicators under the filter, with the count of all that match, over the plain tables: what the coded list is held to. */
export async function indicatorTable(
  db: Connector,
  filter: Filter = {},
  page: IndicatorPage = {},
): Promise<{ total: number; rows: IndicatorRow[] }> {
  const [count] = await db.query<{ total: number }>(
    `SELECT count(*)::DOUBLE AS total FROM indicator WHERE ${filterSql(filter)}`,
  );
  return { total: count?.total ?? 0, rows: await db.query<IndicatorRow>(indicatorTableSql(filter, page)) };
}

export function indicatorTableSql(filter: Filter = {}, options: IndicatorPage = {}): string {
  const { sort = 'place', descending = false, page = 0, pageSize = 100 } = options;
  const order = SORTS[sort]
    .split(/, (?![^([]*[)\]])/)
    .map((key) => `${key} ${descending ? 'DESC' : 'ASC'} NULLS LAST`);
  return `SELECT r.form_id || '/' || r.ordinal AS record, r.form_id, project, department, year, ordinal::DOUBLE AS ordinal,
  level1, level2, name, raw, strength, dimension, value, unit, annual, notes, findings, severity, source_file, source_line
FROM ${JUDGED_ROW} r
WHERE ${filterSql(filter)}
ORDER BY ${[...order, 'form_order', 'r.ordinal'].join(', ')}
LIMIT ${Math.trunc(pageSize)} OFFSET ${Math.trunc(page * pageSize)}`;
}
