import type { Connector } from '../connector.ts';
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
  // jaccard refuses an empty text.
  const alike = `CASE WHEN length(o.name_norm) > 0 AND length(me.name_norm) > 0 THEN jaccard(o.name_norm, me.name_norm) ELSE 0 END`;
  return `WITH me AS (SELECT record, name_norm, level2 FROM indicator_fact WHERE record = ${literal(record)})
SELECT o.record, o.form_id, o.project, o.name, o.raw, o.source_file, o.source_line
FROM indicator_fact o JOIN me ON o.level2 = me.level2 AND o.record <> me.record
WHERE o.strength = 'number' AND o.raw IS NOT NULL AND NOT o.noted
  AND (right(o.name_norm, 2) = right(me.name_norm, 2) OR ${alike} >= 0.34)
QUALIFY row_number() OVER (PARTITION BY o.name_norm, o.raw ORDER BY o.form_order, o.ordinal) = 1
ORDER BY ${alike} DESC, o.form_order, o.ordinal
LIMIT ${Math.trunc(most)}`;
}
