import { SEVERITIES } from '#core/model/finding.ts';
import type { Connector } from '../connector.ts';
import { OPEN_FINDING } from '../filter.ts';
import { attachPacked, PACKED } from '../packed.ts';
import { columnsSql, literal } from '../sql.ts';

/** What the rules say of the coded indicators, beside them. Of a portfolio that was not judged both tables are empty. */
export const JUDGED = `${PACKED}.main.judged`;
export const JUDGED_RULE = 'explore.judged_rule';
const TABLES = {
  /** One row for each of `coded_indicator`, in its order. */
  [JUDGED]: {
    id: 'INTEGER', // as in `coded_indicator`
    severity: 'TINYINT', // the heaviest: place in SEVERITIES, 0 = no finding
    rules: 'INTEGER', // a set of rules, 0 = none
  },
  /** Which rules a set holds: one row for each. */
  [JUDGED_RULE]: { rules: 'INTEGER', rule: 'VARCHAR', review: 'VARCHAR' },
};

/** Fills the tables `JUDGED` and `JUDGED_RULE`; the coded forms are there. */
export type Judge = (db: Connector) => Promise<void>;

/** Bits of one word of a set of rules. */
const WORD = 62;

export async function createJudged(db: Connector): Promise<void> {
  await attachPacked(db);
  for (const [table, columns] of Object.entries(TABLES))
    await db.query(`CREATE OR REPLACE TABLE ${table} (${columnsSql(columns)})`);
  await db.query(`CREATE VIEW explore.judged AS FROM ${JUDGED}`);
}

/** Reads off the open findings of the last run what the rules say. */
export const judgeByFindings: Judge = async (db) => {
  await db.query(
    `CREATE TABLE explore.numbered AS SELECT rule, any_value(review) AS review, (row_number() OVER (ORDER BY rule))::INTEGER - 1 AS bit
FROM ${OPEN_FINDING} GROUP BY rule`,
  );
  const [numbered] = await db.query<{ n: number }>('SELECT count(*)::DOUBLE AS n FROM explore.numbered');
  const words = Array.from({ length: Math.ceil(numbered!.n / WORD) }, (_, w) => `w${w}`);
  if (words.length === 0) return;
  const bits = words.map(
    (word, w) =>
      `bit_or(CASE WHEN n.bit // ${WORD} = ${w} THEN CAST(1 AS BIGINT) << (n.bit % ${WORD}) ELSE 0 END) AS ${word}`,
  );
  await db.query(`CREATE TABLE explore.found AS SELECT f.record, ${bits.join(', ')},
  min(list_position(${literal(SEVERITIES)}, f.severity))::TINYINT AS severity
FROM ${OPEN_FINDING} f JOIN explore.numbered n ON n.rule = f.rule GROUP BY f.record`);
  const list = words.join(', ');
  await db.query(`CREATE TABLE explore.set_of AS SELECT (row_number() OVER (ORDER BY ${list}))::INTEGER AS rules, ${list}
FROM (SELECT DISTINCT ${list} FROM explore.found)`);
  await db.query(`INSERT INTO ${JUDGED} SELECT c.id, coalesce(f.severity, 0), coalesce(s.rules, 0)
FROM coded_indicator c JOIN indicator i ON i.rowid = c.id LEFT JOIN explore.found f ON f.record = i.form_id || '/' || i.ordinal
LEFT JOIN explore.set_of s ON ${words.map((word) => `s.${word} = f.${word}`).join(' AND ')} ORDER BY c.rowid`);
  const member = words.map(
    (word, w) => `(n.bit // ${WORD} = ${w} AND (s.${word} >> (n.bit % ${WORD})) & 1 = 1)`,
  );
  await db.query(`INSERT INTO ${JUDGED_RULE} SELECT s.rules, n.rule, n.review
FROM explore.set_of s JOIN explore.numbered n ON ${member.join(' OR ')}`);
  for (const table of ['numbered', 'found', 'set_of']) await db.query(`DROP TABLE explore.${table}`);
};
