import type { Connector } from '../connector.ts';
import { sharedCharactersSql } from '../shared-characters.ts';
import { literal } from '../sql.ts';

/** A like-named indicator of the portfolio that states a number. */
export interface PeerTarget {
  record: string;
  form_id: string;
  project: string;
  name: string;
  raw: string;
  source_file: string;
  source_line: number | null;
}

/**
 * How others put a number to something alike: indicators of the same 二级 whose name ends the same way or shares a
 * third of its characters, the most alike first. Rows with a reading note are no example.
 */
export async function peerTargets(db: Connector, record: string, most = 3): Promise<PeerTarget[]> {
  return db.query<PeerTarget>(peerTargetsSql(record, most));
}

export function peerTargetsSql(record: string, most = 3): string {
  const alike = sharedCharactersSql('name_norm', 'mine');
  return `WITH me AS (SELECT record, name_norm, level2 FROM indicator_fact WHERE record = ${literal(record)}),
name AS (
  SELECT DISTINCT o.name_norm, me.name_norm AS mine FROM indicator o JOIN me ON o.level2 = me.level2 WHERE o.strength = 'number'
),
near AS (SELECT name_norm, ${alike} AS alike FROM name WHERE right(name_norm, 2) = right(mine, 2) OR ${alike} >= 1 / 3)
SELECT o.record, o.form_id, o.project, o.name, o.raw, o.source_file, o.source_line
FROM indicator_fact o JOIN me ON o.level2 = me.level2 AND o.record <> me.record JOIN near ON near.name_norm = o.name_norm
WHERE o.strength = 'number' AND o.raw IS NOT NULL AND NOT o.noted
QUALIFY row_number() OVER (PARTITION BY o.name_norm, o.raw ORDER BY o.form_order, o.ordinal) = 1
ORDER BY near.alike DESC, o.form_order, o.ordinal
LIMIT ${Math.trunc(most)}`;
}
