import type { Dimension, TargetKind } from '#core/model/target.ts';
import type { ListedRow, ListOrder } from '#core/store/explore/rows.ts';
import type { DimensionName } from '#core/store/filter.ts';
import type { Head } from '../charts.ts';
import { t } from '#lib/i18n/t.ts';
import { valueLabel } from '../labels.ts';

/** One column of the list. */
export interface ListColumn {
  /** In px. */
  width: number;
  order: ListOrder;
  number?: boolean;
  /** What stands over the column as small bars, to filter by. */
  head?: Head;
  /** What is printed and exported; numbers stay numbers. */
  value: (row: ListedRow) => string | number | null;
}

const levelOf = (row: ListedRow): string =>
  `${valueLabel('level1', row.level1)} · ${valueLabel('level2', row.level2)}`;

/** Every column that the list can show. */
export const COLUMNS = {
  name: { width: 210, order: 'name', value: (row) => row.name },
  raw: { width: 170, order: 'raw', value: (row) => row.raw },
  strength: {
    width: 124,
    order: 'strength',
    head: 'strength',
    value: (row) => t(`strength.${row.strength}`),
  },
  level: { width: 140, order: 'level', head: 'level2', value: levelOf },
  dimension: {
    width: 110,
    order: 'dimension',
    head: 'dimension',
    value: (row) => (row.dimension === 'none' ? null : t(`explore.unit.${row.dimension as Dimension}`)),
  },
  project: { width: 230, order: 'project', value: (row) => row.project },
  findings: { width: 76, order: 'findings', number: true, head: 'severity', value: (row) => row.findings },
  place: {
    width: 90,
    order: 'place',
    value: (row) => (row.source_line === null ? row.source_file : t('ui.line', { line: row.source_line })),
  },
  kind: {
    width: 90,
    order: 'kind',
    head: 'kind',
    value: (row) => t(`explore.kind.${row.kind as TargetKind}`),
  },
  comparator: { width: 84, order: 'comparator', head: 'comparator', value: (row) => row.comparator },
  value: { width: 110, order: 'value', number: true, head: 'value', value: (row) => row.value },
  unit: { width: 84, order: 'unit', value: (row) => row.unit },
  annual: { width: 120, order: 'annual', number: true, head: 'budget', value: (row) => row.annual },
  department: { width: 150, order: 'department', value: (row) => row.department },
  agency: { width: 170, order: 'agency', value: (row) => row.agency },
  nature: { width: 150, order: 'nature', head: 'nature', value: (row) => row.nature },
  year: { width: 70, order: 'year', number: true, head: 'year', value: (row) => row.year },
  weight: { width: 70, order: 'weight', number: true, value: (row) => row.weight },
  actual: { width: 110, order: 'actual', value: (row) => row.actual },
  score: { width: 70, order: 'score', number: true, value: (row) => row.score },
} as const satisfies Record<string, ListColumn>;

export type ColumnName = keyof typeof COLUMNS;
export const COLUMN_NAMES = Object.keys(COLUMNS) as ColumnName[];
export const FIRST_COLUMNS: readonly ColumnName[] = [
  'name',
  'raw',
  'strength',
  'level',
  'dimension',
  'project',
  'findings',
  'place',
];
export const columnOf = (name: ColumnName): ListColumn => COLUMNS[name];

/** What stands over the columns that are shown. */
export const headsOf = (shown: readonly ColumnName[]): Head[] =>
  shown.flatMap((name) => columnOf(name).head ?? []);

/** What rows of the list can be grouped by. */
export const GROUPS = [
  'department',
  'agency',
  'nature',
  'year',
  'project',
  'level1',
  'level2',
  'strength',
  'measurable',
  'kind',
  'dimension',
  'comparator',
  'severity',
] as const satisfies DimensionName[];
export type GroupName = (typeof GROUPS)[number];
