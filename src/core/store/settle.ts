import type { Connector } from './connector.ts';
import { identifier } from './sql.ts';
import { IN_PARTS, VIEWS } from './views.ts';

/** Indicators whose names are grouped, or whose forms are made, at a time: a million at once took more than 3 GB. */
const ROWS_A_PART = 150_000;

/**
 * Evaluates the fact views once, into tables under their names: rules and screens read them many times, and they look
 * across all rows. Each may read those before it. `createSchema` drops them.
 */
export async function settleFacts(db: Connector, rowsAPart = ROWS_A_PART): Promise<void> {
  const [size] = await db.query<{ rows: number }>('SELECT CAST(count(*) AS DOUBLE) AS rows FROM indicator');
  const parts = Math.ceil((size?.rows ?? 0) / rowsAPart);
  for (const [view, select] of Object.entries(VIEWS)) {
    const inParts = IN_PARTS[view];
    if (!inParts || parts < 2) {
      await db.query(`CREATE OR REPLACE TABLE ${identifier(view)} AS ${select}`);
      continue;
    }
    for (let part = 0; part < parts; part++) {
      const rows = inParts.select(`hash(${inParts.by}) % ${parts} = ${part}`);
      await db.query(
        part === 0
          ? `CREATE OR REPLACE TABLE ${identifier(view)} AS ${rows}`
          : `INSERT INTO ${identifier(view)} ${rows}`,
      );
    }
  }
}
