import type { Connector } from '../connector.ts';
import { literal } from '../sql.ts';
import { FILE_CATALOG } from '../portfolio-file.ts';
import { VIEWS } from '../views.ts';

/** One column of a table or fact view (settled into a table) of the database. */
export interface SchemaColumn {
  table: string;
  view: boolean;
  column: string;
  type: string;
}

/** Every column of every table and view that a name means, tables first, columns in their own order: a table in memory stands before the file's of the same name. */
export async function schemaList(db: Connector): Promise<SchemaColumn[]> {
  return db.query<SchemaColumn>(schemaListSql());
}

export function schemaListSql(): string {
  const facts = Object.keys(VIEWS).map((view) => literal(view));
  return `SELECT c.table_name AS "table", c.table_name IN (${facts.join(', ')}) AS "view", c.column_name AS "column", c.data_type AS type
FROM duckdb_columns() c
WHERE NOT c.internal AND c.database_name IN ('memory', ${literal(FILE_CATALOG)}) AND c.schema_name = 'main'
  AND (c.database_name = 'memory' OR c.table_name NOT IN
    (SELECT table_name FROM duckdb_tables() WHERE database_name = 'memory' AND schema_name = 'main'))
ORDER BY "view", c.table_name, c.column_index`;
}
