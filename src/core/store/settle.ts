import type { Connector } from './connector.ts';
import { identifier, literal } from './sql.ts';
import { VIEWS } from './views.ts';

/**
 * Turns the fact views into tables of the same name, once a portfolio is loaded: rules and screens read them many times,
 * and the views look across all rows anew each time. `createSchema` brings the views back.
 */
export async function settleFacts(db: Connector): Promise<void> {
  for (const view of Object.keys(VIEWS)) {
    const name = identifier(view);
    const settled = identifier(`${view}_settled`);
    await db.query(`CREATE OR REPLACE TABLE ${settled} AS SELECT * FROM ${name}`);
    await db.query(`DROP VIEW ${name}`);
    await db.query(`ALTER TABLE ${settled} RENAME TO ${name}`);
  }
}

/** Drops the tables that stand under the names of the fact views. */
export async function unsettleFacts(db: Connector): Promise<void> {
  const names = Object.keys(VIEWS).map((view) => literal(view));
  const settled = await db.query<{ table_name: string }>(
    `SELECT table_name FROM duckdb_tables() WHERE table_name IN (${names.join(', ')})`,
  );
  for (const { table_name } of settled) await db.query(`DROP TABLE ${identifier(table_name)}`);
}
