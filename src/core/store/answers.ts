import type { Connector, Row } from './connector.ts';
import { literal } from './sql.ts';

/** Asks through `db` and keeps every answer in its table `answer`, for whoever asks the same of the file later. */
export function remembering(db: Connector): Connector {
  return {
    insert: (table, rows) => db.insert(table, rows),
    async query<T = Row>(sql: string, options?: { signal?: AbortSignal }) {
      const rows = await db.query<T>(sql, options);
      await db.query(
        `INSERT INTO answer SELECT ${literal(sql)}, ${literal(JSON.stringify(rows))}
         WHERE NOT EXISTS (FROM answer WHERE sql = ${literal(sql)})`,
      );
      return rows;
    },
  };
}

/** The questions that a portfolio file brings answers to. */
export class Answers {
  readonly #known: ReadonlySet<string>;

  private constructor(known: ReadonlySet<string>) {
    this.#known = known;
  }

  static async of(db: Connector): Promise<Answers> {
    const rows = await db.query<{ sql: string }>('SELECT sql FROM answer');
    return new Answers(new Set(rows.map(({ sql }) => sql)));
  }

  /** SQL that reads the answer to `sql` as one text of JSON, its column `rows`; `undefined` for a question that was not asked. */
  to(sql: string): string | undefined {
    return this.#known.has(sql) ? `SELECT rows FROM answer WHERE sql = ${literal(sql)}` : undefined;
  }
}
