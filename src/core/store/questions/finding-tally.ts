import type { Finding } from '#core/model/finding.ts';
import type { Connector } from '../connector.ts';
import { literal } from '../sql.ts';

/** How many findings of the last run are alike in this. */
export interface TallyRow extends Pick<Finding, 'rule' | 'severity' | 'waived' | 'checkOriginal'> {
  count: number;
}

export function findingTally(db: Connector): Promise<TallyRow[]> {
  return db.query<TallyRow>(
    `SELECT rule, severity, waived, check_original AS "checkOriginal", CAST(count(*) AS DOUBLE) AS "count"
     FROM finding GROUP BY rule, severity, waived, check_original ORDER BY rule, severity, waived, check_original`,
  );
}

/** Fingerprints named in one statement. */
const AT_ONCE = 1_000;

/** Those of some fingerprints that findings of the last run have. */
export async function metFingerprints(db: Connector, some: readonly string[]): Promise<Set<string>> {
  const met = new Set<string>();
  for (let from = 0; from < some.length; from += AT_ONCE) {
    const list = some.slice(from, from + AT_ONCE).map((one) => literal(one));
    const rows = await db.query<{ fingerprint: string }>(
      `SELECT DISTINCT fingerprint FROM finding WHERE fingerprint IN (${list.join(', ')})`,
    );
    for (const { fingerprint } of rows) met.add(fingerprint);
  }
  return met;
}
