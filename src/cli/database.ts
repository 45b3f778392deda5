import type { Connector, Row } from '#core/store/connector.ts';

/** What a command works on: core's two verbs, and what a person's own SQL needs. */
export interface Database extends Connector {
  /** Like `query`, keeping column names and order also when there is no row. */
  table(sql: string, options?: { signal?: AbortSignal }): Promise<{ columns: string[]; rows: Row[] }>;
  /** How many statements a text holds; throws the parser's error. */
  statements(sql: string): Promise<number>;
  close(): void | Promise<void>;
}
