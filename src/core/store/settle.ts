import type { Connector } from './connector.ts';
import { part } from './part.ts';
import { identifier } from './sql.ts';
import { IN_PARTS, VIEWS } from './views.ts';

/**
 * Evaluates the fact views once, into tables under their names: rules and screens read them many times, and they look
 * across all rows. Each may read those before it. A part holds at most so many indicators. `createSchema` drops them.
 */
export async function settleFacts(db: Connector, most = Infinity): Promise<void> {
  const [size] = await db.query<{ rows: number }>('SELECT CAST(count(*) AS DOUBLE) AS rows FROM indicator');
  for (const [view, select] of Object.entries(VIEWS)) {
    const inParts = IN_PARTS[view];
    const parts = inParts ? Math.ceil((size?.rows ?? 0) / Math.min(most, inParts.indicators)) : 1;
    if (!inParts || parts < 2) {
      await db.query(`CREATE OR REPLACE TABLE ${identifier(view)} AS ${select}`);
      continue;
    }
    for (let n = 0; n < parts; n++) {
      const rows = inParts.select(part(n, parts));
      await db.query(
        n === 0
          ? `CREATE OR REPLACE TABLE ${identifier(view)} AS ${rows}`
          : `INSERT INTO ${identifier(view)} ${rows}`,
      );
    }
  }
}
