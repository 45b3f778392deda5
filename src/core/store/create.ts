import type { Connector } from './connector.ts';
import { TABLES } from './schema.ts';
import { identifier } from './sql.ts';
import { unsettleFacts } from './settle.ts';
import { VIEWS } from './views.ts';

/** Makes every table anew and empty, then the fact views over them. */
export async function createSchema(db: Connector): Promise<void> {
  await unsettleFacts(db);
  for (const statement of schemaSql()) await db.query(statement);
}

/** The statements of `createSchema`, in order. */
export function schemaSql(): string[] {
  const tables = Object.entries(TABLES).map(([table, columns]) => {
    const list = Object.entries(columns).map(([name, type]) => `${identifier(name)} ${type}`);
    return `CREATE OR REPLACE TABLE ${identifier(table)} (${list.join(', ')})`;
  });
  const views = Object.entries(VIEWS).map(
    ([view, select]) => `CREATE OR REPLACE VIEW ${identifier(view)} AS ${select}`,
  );
  return [...tables, ...views];
}
