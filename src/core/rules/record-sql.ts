import type { Scope } from '#core/model/finding.ts';
import type { Connector } from '#core/store/connector.ts';
import { FACT_VIEWS } from '#core/store/facts.ts';
import { identifier } from '#core/store/sql.ts';

/** Of the form: where its parts stand and which of them carry a reading note. */
const FORM_COLUMNS = [
  'goal_line',
  'funding_line',
  'dates_line',
  'goal_noted',
  'funding_noted',
  'head_noted',
  'table_noted',
];

/** A record of these scopes belongs to one form. */
export const isOfForm = (scope: Scope) => scope === 'indicator' || scope === 'project';

/** What joins a verdict to its record `f`: the row's number, or where there is none the record's key. */
const rowKey = (db: Connector) => (db.numbersRows === false ? 'f.record' : 'CAST(f.rowid AS INTEGER)');

/** What a table of verdicts has of its record: which it is, and its form by number where there is one. */
export const keysSql = (db: Connector, scope: Scope) =>
  `${rowKey(db)} AS row${isOfForm(scope) ? ', CAST(f.form_order AS INTEGER) AS form' : ''}`;

/** The columns of a table of verdicts that are no verdicts. */
export const keys = (scope: Scope, known: boolean) =>
  ['row', ...(isOfForm(scope) ? ['form'] : []), ...(known ? ['known'] : [])].join(', ');

/** Every record of a table of verdicts with its facts and the verdicts. */
export const leanSql = (db: Connector, scope: Scope, verdicts: string, known: boolean) =>
  `(SELECT f.*, v.* EXCLUDE (${keys(scope, known)}) FROM ${verdicts} v JOIN ${FACT_VIEWS[scope]} f ON ${
    db.numbersRows === false ? 'f.record' : 'f.rowid'
  } = v.row)`;

/** The same with the columns of its form. */
export function judgedSql(db: Connector, scope: Scope, verdicts: string, known: boolean): string {
  const lean = leanSql(db, scope, verdicts, known);
  if (!isOfForm(scope)) return lean;
  const form = FORM_COLUMNS.map((column) => `p.${column} AS form_${column}`);
  // One join inside the other: where both stand side by side, ClickHouse calls the columns of a star by their tables.
  return `(SELECT j.*, ${form.join(', ')} FROM ${lean} j LEFT JOIN project p ON p.form_id = j.form_id)`;
}

/**
 * What a record `f` of `recordsSql` was judged by and what its findings show, as one number: all its columns but the place of its form among the others.
 * `columns` are those of its fact view.
 */
export function knownSql(scope: Scope, columns: Iterable<string>): string {
  const own = [...columns]
    .filter((column) => column !== 'form_order')
    .map((column) => `f.${identifier(column)}`);
  const form = isOfForm(scope) ? FORM_COLUMNS.map((column) => `p.${column}`) : [];
  return `hash(${[...own, ...form].join(', ')})`;
}

/** All records `f` of a scope, beside their forms `p`. */
export const recordsSql = (scope: Scope) =>
  `${FACT_VIEWS[scope]} f${isOfForm(scope) ? ' LEFT JOIN project p ON p.form_id = f.form_id' : ''}`;
