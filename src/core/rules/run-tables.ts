import type { Outcome } from '#core/model/finding.ts';
import { arrowRows } from '#core/store/arrow.ts';
import type { Connector } from '#core/store/connector.ts';

/** Replaces the contents of the table `outcome`. */
export async function storeOutcomes(db: Connector, outcomes: readonly Outcome[]): Promise<void> {
  await db.query('DELETE FROM outcome');
  if (outcomes.length === 0) return;
  const rows = outcomes.map(({ notApplicable, ...outcome }) => ({
    ...outcome,
    not_applicable: notApplicable,
  }));
  await db.insert('outcome', arrowRows('outcome', rows));
}
