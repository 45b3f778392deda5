import { SEVERITIES, type Severity } from '#core/model/finding.ts';
import { STRENGTHS, type Strength } from '#core/model/indicator.ts';
import type { Connector } from '../connector.ts';
import { identifier, literal } from '../sql.ts';
import { hitSql, rowsSql, whereSql, withHitSql, type CodedFilter } from './coded-filter.ts';
import { codeSql, isMany, type By } from './groups.ts';

/** One row of the list of indicators. Money in yuan, `value` in base units. */
export interface ListedRow {
  /** Its place in the list, from 0. */
  place: number;
  record: string;
  form_id: string;
  ordinal: number;
  project: string;
  year: number | null;
  department: string | null;
  agency: string | null;
  nature: string | null;
  annual: number | null;
  level1: string | null;
  level2: string | null;
  name: string;
  raw: string | null;
  kind: string;
  strength: Strength;
  comparator: string | null;
  value: number | null;
  unit: string | null;
  dimension: string;
  weight: number | null;
  actual: string | null;
  score: number | null;
  notes: string[];
  findings: number;
  severity: Severity | null;
  source_file: string;
  source_line: number | null;
}

/** A group of the list: its value, how many rows, their money, and how many of each strength. */
export interface ListGroup {
  value: string | null;
  label: string | null;
  rows: number;
  money: number;
  strengths: Record<Strength, number>;
}

/** What the list can be ordered by, as SQL over the coded `e`, `indicator i` and `project p`. Missing values stand last. */
const ORDERS = {
  place: 'e.id',
  name: 'i.name',
  raw: 'i.raw',
  strength: 'e.strength',
  level: 'nullif(e.level1, 0) * 1000 + e.level2',
  level1: 'nullif(e.level1, 0)',
  level2: 'nullif(e.level2, 0)',
  kind: 'nullif(e.kind, 0)',
  comparator: 'nullif(e.comparator, 0)',
  dimension: 'nullif(e.dimension, 0)',
  value: 'e.number',
  unit: 'i.unit',
  project: 'p.name',
  department: 'nullif(e.department, 0)',
  agency: 'nullif(e.agency, 0)',
  nature: 'nullif(e.nature, 0)',
  year: 'nullif(e.year, 0)',
  annual: 'e.annual',
  weight: 'i.weight',
  actual: 'i.actual',
  score: 'i.score',
  findings: `nullif(${SEVERITIES.length + 1} - e.severity, ${SEVERITIES.length + 1})`,
} as const;

export type ListOrder = keyof typeof ORDERS;
export const LIST_ORDERS = Object.keys(ORDERS) as ListOrder[];

/** Which rows in which order. */
export interface ListPlan {
  coded: CodedFilter;
  order: ListOrder;
  descending: boolean;
  group: By | null;
}

/**
 * Puts the rows of a filter in order, once, as `explore.shown`: a window of any place is then read in milliseconds. All rows as they lie
 * are in order already, and are not written again: ten million would not fit a page's memory twice.
 * Gives how many there are, and the groups in their order when rows are grouped. More than `most` that would have to be put in order are not:
 * `beyond` says how many it would be, and the list before stays.
 */
export async function listRows(
  db: Connector,
  plan: ListPlan,
  most = Infinity,
): Promise<{ total: number; groups: ListGroup[]; beyond?: number }> {
  const asTheyLie = (await isWhole(db, plan)) ? AS_THEY_LIE : null;
  if (!asTheyLie && most < Infinity) {
    const [rows] = await db.query<{ n: number }>(
      `${withHitSql(plan.coded)}SELECT count(*)::DOUBLE AS n FROM ${rowsSql(plan.coded)}`,
    );
    if (rows!.n > most) return { total: 0, groups: [], beyond: rows!.n };
  }
  if (!asTheyLie) await db.query(`CREATE OR REPLACE TABLE explore.sorted AS ${sortedSql(plan)}`);
  await db.query(`CREATE OR REPLACE VIEW explore.shown AS ${asTheyLie ?? 'FROM explore.sorted'}`);
  if (asTheyLie) await db.query('DROP TABLE IF EXISTS explore.sorted');
  const [count] = await db.query<{ total: number }>('SELECT count(*)::DOUBLE AS total FROM explore.shown');
  const groups = plan.group ? await db.query<GroupRow>(groupsSql(plan.group)) : [];
  return {
    total: count?.total ?? 0,
    groups: groups.map(({ value, label, rows, money, ...counts }) => ({
      value,
      label,
      rows,
      money,
      strengths: counts,
    })),
  };
}

type GroupRow = Omit<ListGroup, 'strengths'> & Record<Strength, number>;

/** Rows are numbered from 0 in the order of the forms, unless some were taken out. */
const AS_THEY_LIE = `SELECT id, id::INTEGER AS place, 0 AS grp, strength, money FROM coded_indicator`;

async function isWhole(db: Connector, { coded, order, descending, group }: ListPlan): Promise<boolean> {
  if (order !== 'place' || descending || group || whereSql(coded) !== 'TRUE') return false;
  const [ids] = await db.query<{ whole: boolean }>(
    'SELECT coalesce(max(id) + 1, 0) = count(*) AS whole FROM coded_indicator',
  );
  return ids!.whole;
}

function sortedSql({ coded, order, descending, group }: ListPlan): string {
  const by = ORDERS[order];
  const grouped = group && !isMany(group) ? codeSql(group, 'e.') : '0';
  const names = by.startsWith('i.') ? ' JOIN indicator i ON i.rowid = e.id' : '';
  const forms = by.startsWith('p.') ? ' JOIN project p ON p.form_order = e.project' : '';
  const sorted = [
    ...(group ? [`nullif(${grouped}, 0) NULLS LAST`] : []),
    ...(order === 'place' && !descending ? [] : [`${by} ${descending ? 'DESC' : 'ASC'} NULLS LAST`]),
    'e.id',
  ];
  const reads = [...(group ? [group] : []), ...(order === 'findings' ? (['severity'] as const) : [])];
  return `WITH ${hitSql(coded)}e AS (SELECT * FROM ${rowsSql(coded, { reads })})
SELECT e.id, (row_number() OVER (ORDER BY ${sorted.join(', ')}))::INTEGER - 1 AS place, ${grouped} AS grp, e.strength, e.money
FROM e${names}${forms} ORDER BY place`;
}

function groupsSql(by: By): string {
  const counts = STRENGTHS.map(
    (s, i) => `(count(*) FILTER (WHERE strength = ${i + 1}))::DOUBLE AS ${identifier(s)}`,
  );
  return `SELECT v.value, v.label, count(*)::DOUBLE AS rows, coalesce(sum(money), 0)::DOUBLE AS money, ${counts.join(', ')}
FROM explore.shown s LEFT JOIN explore.value v ON v.dimension = ${literal(by)} AND v.code = s.grp
GROUP BY s.grp, v.value, v.label ORDER BY min(s.place)`;
}

/** Rows `from` up to, but without, `to` of what `listRows` put in order. */
export async function listWindow(db: Connector, from: number, to: number): Promise<ListedRow[]> {
  const ids = await db.query<{ id: number }>(
    `SELECT id::DOUBLE AS id FROM explore.shown WHERE place >= ${Math.trunc(from)} AND place < ${Math.trunc(to)} ORDER BY place`,
  );
  if (ids.length === 0) return [];
  return db.query<ListedRow>(windowSql(ids.map(({ id }) => id)));
}

function windowSql(ids: readonly number[]): string {
  const list = ids.map((id) => Math.trunc(id)).join(', ');
  return `SELECT s.place::DOUBLE AS place, i.form_id || '/' || i.ordinal AS record, i.form_id, i.ordinal::DOUBLE AS ordinal, p.name AS project,
  p.year::DOUBLE AS year, p.department, p.unit AS agency, p.nature, p.annual, i.level1, i.level2, i.name, i.raw, i.kind, i.strength,
  i.comparator, i.value, i.unit, i.dimension, i.weight, i.actual, i.score, coalesce(i.notes, []) AS notes,
  coalesce(f.n, 0)::DOUBLE AS findings, (${literal(SEVERITIES)})[nullif(e.severity, 0)] AS severity, i.source_file,
  i.source_line::DOUBLE AS source_line
FROM (SELECT rowid AS id, * FROM indicator WHERE rowid IN (${list})) i
JOIN (SELECT id, place FROM explore.shown WHERE id IN (${list})) s ON s.id = i.id
JOIN project p ON p.form_id = i.form_id
LEFT JOIN (FROM explore.judged WHERE id IN (${list})) e ON e.id = i.id
LEFT JOIN (SELECT rules, count(*) AS n FROM explore.rule_of GROUP BY rules) f ON f.rules = e.rules
ORDER BY s.place`;
}
