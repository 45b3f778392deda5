import type { Connector } from '../connector.ts';

/** One column of a table or view of the database. */
export interface SchemaColumn {
  table: string;
  view: boolean;
  column: string;
  type: string;
}

/** Every column of every table and view, tables first, columns in their own order. */
export async function schemaList(db: Connector): Promise<SchemaColumn[]> {
  return db.query<SchemaColumn>(schemaListSql());
}

export function schemaListSql(): string {
  return `SELECT c.table_name AS "table", v.view_name IS NOT NULL AS "view", c.column_name AS "column", c.data_type AS type
FROM duckdb_columns() c
LEFT JOIN (SELECT view_name, schema_name FROM duckdb_views() WHERE NOT internal) v
  ON v.view_name = c.table_name AND v.schema_name = c.schema_name
WHERE NOT c.internal AND c.schema_name = 'main'
ORDER BY "view", c.table_name, c.column_index`;
}
