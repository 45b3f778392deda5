import type { Connector } from '#core/store/connector.ts';
import { PACKED } from '#core/store/packed.ts';
import type { ResolvedRule } from './resolve.ts';
import type { Place } from './verdict-sql.ts';

/** The verdicts of a scope, kept from run to run. */
export interface Kept {
  /** Names the facts judged: another text when they are made anew; empty where it cannot be told. */
  facts: string;
  table: string;
  records: number;
  /** The columns that hold the verdicts. */
  words: string[];
  /** What was judged, as SQL → by which rule, and where its answers are. */
  places: Map<string, Place & { resolved: ResolvedRule }>;
  /** Whether column `known` tells what each record was judged by, so that its verdicts hold under other facts as long as that is the same. */
  known: boolean;
  /** Where verdicts came over from other facts: which these were, and the table of the rows judged anew, by `row`. */
  over: { facts: string; changed: string } | null;
}

let tables = 0;

/** How a statement that makes a table of verdicts begins, and the table's name. */
export function verdictTable(db: Connector, of: string): { create: string; table: string } {
  const name = `verdict_${of.replace('-', '_')}_${++tables}`;
  if (db.numbersRows === false) return { create: `CREATE TEMP TABLE ${name}`, table: name };
  return { create: `CREATE TABLE ${PACKED}.main.${name}`, table: `${PACKED}.main.${name}` };
}

/** Drops the tables of verdicts that are no longer kept. */
export async function dropKept(db: Connector, { table, over }: Kept): Promise<void> {
  await db.query(`DROP TABLE IF EXISTS ${table}`);
  if (over) await db.query(`DROP TABLE IF EXISTS ${over.changed}`);
}

/** How many rows a table has. */
export async function countOf(db: Connector, table: string): Promise<number> {
  const [count] = await db.query<{ n: number }>(`SELECT CAST(count(*) AS DOUBLE) AS n FROM ${table}`);
  return count?.n ?? 0;
}
