import type { Connector } from './connector.ts';
import { TABLES } from './schema.ts';
import { columnsSql, identifier } from './sql.ts';
import { VIEWS } from './views.ts';

/** Makes every table anew and empty, and drops the facts; `load` makes these. */
export async function createSchema(db: Connector): Promise<void> {
  for (const view of Object.keys(VIEWS)) await db.query(`DROP TABLE IF EXISTS ${identifier(view)}`);
  for (const [table, columns] of Object.entries(TABLES)) {
    await db.query(`CREATE OR REPLACE TABLE ${identifier(table)} (${columnsSql(columns)})`);
  }
}
