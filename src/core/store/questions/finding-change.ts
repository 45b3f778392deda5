import type { Connector } from '../connector.ts';

/** How many findings came and went between two runs, told by their fingerprints; twins count as often as they stand. */
export interface FindingChange {
  added: number;
  gone: number;
}

/** Remembers the findings of the last run for a comparison with the next. */
export async function keepFindings(db: Connector): Promise<void> {
  await db.query('CREATE OR REPLACE TEMP TABLE finding_before AS SELECT fingerprint FROM finding');
}

/** What changed since `keepFindings`. */
export async function findingChange(db: Connector): Promise<FindingChange> {
  const [change] = await db.query<FindingChange>(findingChangeSql());
  return change ?? { added: 0, gone: 0 };
}

export function findingChangeSql(): string {
  return `SELECT coalesce(sum(greatest(now - was, 0)), 0)::DOUBLE AS added, coalesce(sum(greatest(was - now, 0)), 0)::DOUBLE AS gone
FROM (
  SELECT fingerprint, sum(now) AS now, sum(was) AS was FROM (
    SELECT fingerprint, 1 AS now, 0 AS was FROM finding UNION ALL SELECT fingerprint, 0 AS now, 1 AS was FROM finding_before
  ) GROUP BY fingerprint
)`;
}
