import type { Connector } from '../connector.ts';
import { identifier } from '../sql.ts';

/** What becomes of a view's rows when one predicate takes the place of another. */
export interface ConditionChange {
  before: number;
  after: number;
  added: number;
  gone: number;
  /** Names of rows that only the new predicate takes, ten at most. */
  examples: string[];
}

/**
 * Counts the rows of a fact view under two predicates of it, both TRUE or FALSE on every row as `compile` gives them.
 */
export async function conditionChange(
  db: Connector,
  view: string,
  before: string,
  after: string,
): Promise<ConditionChange> {
  const [row] = await db.query<ConditionChange>(conditionChangeSql(view, before, after));
  return row ?? { before: 0, after: 0, added: 0, gone: 0, examples: [] };
}

export function conditionChangeSql(view: string, before: string, after: string): string {
  return `SELECT (count(*) FILTER (was))::DOUBLE AS before, (count(*) FILTER (is_now))::DOUBLE AS after,
  (count(*) FILTER (is_now AND NOT was))::DOUBLE AS added, (count(*) FILTER (was AND NOT is_now))::DOUBLE AS gone,
  coalesce(list(name ORDER BY record) FILTER (is_now AND NOT was), [])[1:10] AS examples
FROM (SELECT record, name, (${before}) AS was, (${after}) AS is_now FROM ${identifier(view)})`;
}
