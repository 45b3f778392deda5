import type { Connector } from './connector.ts';
import { identifier } from './sql.ts';
import { VIEWS } from './views.ts';

/**
 * Evaluates the fact views once, into tables under their names: rules and screens read them many times, and they look
 * across all rows. Each may read those before it. `createSchema` drops them.
 */
export async function settleFacts(db: Connector): Promise<void> {
  for (const [view, select] of Object.entries(VIEWS))
    await db.query(`CREATE OR REPLACE TABLE ${identifier(view)} AS ${select}`);
}
