import type { Scope } from '#core/model/finding.ts';
import type { Connector } from '#core/store/connector.ts';
import { FACT_VIEWS } from '#core/store/facts.ts';
import { keysSql, knownSql, recordsSql } from './record-sql.ts';
import { unit, verdictSql } from './verdict-sql.ts';
import { countOf, verdictTable, type Kept } from './verdict-table.ts';

interface Options {
  signal?: AbortSignal;
}

/** From this share of changed records on, all are judged anew: their names are looked at once then. */
const MOST_CHANGED = 0.5;

/**
 * The verdicts `last` under facts that were made anew, after an import or a correction: those of records whose facts are the same come over,
 * the others are judged by the same rules. `null` where too much has changed for that, or a rule fails.
 * @throws the signal's reason when aborted
 */
export async function carryOver(
  db: Connector,
  scope: Scope,
  last: Kept,
  { facts, columns, signal }: Options & { facts: string; columns: ReadonlySet<string> },
): Promise<Kept | null> {
  const { create, table } = verdictTable(db, scope);
  const changed = verdictTable(db, `${scope}_changed`);
  const words = last.words.map((word) => `o.${word}`);
  const drop = async () => {
    for (const one of [table, changed.table]) await db.query(`DROP TABLE IF EXISTS ${one}`);
  };
  try {
    await db.query(
      `${create} AS SELECT n.*, ${words.join(', ')}
FROM (SELECT ${keysSql(db, scope)}, ${knownSql(scope, columns)} AS known FROM ${recordsSql(scope)}) n LEFT JOIN ${last.table} o ON o.known = n.known`,
      { signal },
    );
    await db.query(`${changed.create} AS SELECT row FROM ${table} WHERE ${last.words[0]} IS NULL`, {
      signal,
    });
    const records = await countOf(db, table);
    const all = await countOf(db, FACT_VIEWS[scope]);
    if (records !== all || (await countOf(db, changed.table)) > all * MOST_CHANGED) {
      await drop();
      return null;
    }
    for (const word of last.words) {
      const digits = [...last.places.values()].filter((place) => place.word === word);
      const sum = digits.map(({ resolved, digit }) => verdictSql(resolved, unit(digit)));
      await db.query(
        `UPDATE ${table} SET ${word} = n.now FROM (SELECT ${keysSql(db, scope)}, ${sum.join('\n+ ')} AS now FROM ${FACT_VIEWS[scope]} f
WHERE f.rowid IN (SELECT row FROM ${changed.table})) n WHERE n.row = ${table}.row`,
        { signal },
      );
    }
    return { ...last, facts, table, records, over: { facts: last.facts, changed: changed.table } };
  } catch {
    await drop();
    signal?.throwIfAborted();
    // Judged from nothing, a rule that fails is told by name.
    return null;
  }
}
