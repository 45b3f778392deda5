import type { Scope } from '#core/model/finding.ts';
import type { Connector } from '#core/store/connector.ts';
import { FACT_VIEWS } from '#core/store/facts.ts';
import { attachPacked } from '#core/store/packed.ts';
import { literal } from '#core/store/sql.ts';
import { carryOver } from './carry-over.ts';
import { keysSql, knownSql, recordsSql } from './record-sql.ts';
import { countOf, dropKept, verdictTable, type Kept } from './verdict-table.ts';

const KEPT = new WeakMap<Connector, Map<Scope, Kept>>();

interface Options {
  /** Writes down what each record is judged by, so that its verdicts can be carried over to other facts. */
  remember?: boolean;
  signal?: AbortSignal;
}

/**
 * The verdicts that still hold: all of them while the facts are the same, those of unchanged records where it is known what they were judged by;
 * else a table without any, as also when more than `most` rules were gathered. `columns` are those of the fact view.
 */
export async function keptVerdicts(
  db: Connector,
  scope: Scope,
  { columns, most, remember = false, signal }: Options & { columns: ReadonlySet<string>; most: number },
): Promise<Kept> {
  const facts = await factsNow(db, FACT_VIEWS[scope]);
  const all = KEPT.get(db) ?? new Map<Scope, Kept>();
  KEPT.set(db, all);
  const last = all.get(scope);
  const knows = remember && facts !== '';
  const few = last !== undefined && facts !== '' && last.places.size <= most;
  if (few && last.facts === facts && (last.known || !knows)) return last;
  if (db.numbersRows !== false) await attachPacked(db);
  const over =
    few && knows && last.known && last.facts !== facts && last.words.length > 0
      ? await carryOver(db, scope, last, { facts, columns, signal })
      : null;
  const kept = over ?? (await emptyKept(db, scope, facts, knows ? columns : null, signal));
  all.set(scope, kept);
  if (last) await dropKept(db, last);
  return kept;
}

async function emptyKept(
  db: Connector,
  scope: Scope,
  facts: string,
  columns: ReadonlySet<string> | null,
  signal?: AbortSignal,
): Promise<Kept> {
  const { create, table } = verdictTable(db, scope);
  const known = columns !== null;
  const select = known
    ? `SELECT ${keysSql(db, scope)}, ${knownSql(scope, columns)} AS known FROM ${recordsSql(scope)}`
    : `SELECT ${keysSql(db, scope)} FROM ${FACT_VIEWS[scope]} f`;
  await db.query(`${create} AS ${select}`, { signal });
  return { facts, table, records: await countOf(db, table), words: [], places: new Map(), known, over: null };
}

/** Drops all verdicts, so that the next run starts from nothing. */
export async function forgetVerdicts(db: Connector): Promise<void> {
  for (const kept of KEPT.get(db)?.values() ?? []) await dropKept(db, kept);
  KEPT.delete(db);
}

async function factsNow(db: Connector, view: string): Promise<string> {
  if (db.numbersRows === false) return '';
  const found = await db.query<{ facts: string }>(
    `SELECT concat_ws('.', database_oid, table_oid, estimated_size) AS facts FROM duckdb_tables() WHERE table_name = ${literal(view)} ORDER BY facts`,
  );
  return found.map(({ facts }) => facts).join(' ');
}
