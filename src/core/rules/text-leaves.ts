import type { Connector } from '#core/store/connector.ts';
import { identifier } from '#core/store/sql.ts';
import { leafSql, type LeafWriter } from './compile.ts';
import { isReference, paramName } from './condition.ts';
import type { OperatorName } from './operators.ts';

/** Operators that look into a text: the answer is the same wherever the text stands. */
const LOOKING: ReadonlySet<OperatorName> = new Set([
  'containsAny',
  'containsNone',
  'startsWithAny',
  'endsWithAny',
  'endsWithNone',
  'matches',
]);
/** Below so many records every text is looked at where it stands. */
const FEWEST_RECORDS = 20_000;
/** A column is worth its join from so many questions on. */
const FEWEST_QUESTIONS = 3;
/** How often a text must come on average. */
const FEWEST_REPEATS = 4;
let tables = 0;

/**
 * The leaves of many rules that look into texts of one view. Where texts repeat (half a million indicators share a few thousand names), each
 * question is answered once for each distinct text, in a table that is joined to the view `f`.
 */
export class TextLeaves {
  readonly #view: string;
  /** By column: the predicate → the column of its answer. */
  readonly #asked = new Map<string, Map<string, string>>();
  readonly #tables = new Map<string, string>();
  readonly #made: string[] = [];

  constructor(view: string) {
    this.#view = view;
  }

  /** Writes a leaf as it stands and remembers what it asks. */
  readonly note: LeafWriter = (leaf, params, facts) => {
    const sql = leafSql(leaf, params, facts, false);
    const constant = !isReference(leaf.value) || paramName(leaf.value.fact) !== null;
    if (!constant || !LOOKING.has(leaf.operator)) return sql;
    const own = this.#asked.get(leaf.fact) ?? new Map<string, string>();
    this.#asked.set(leaf.fact, own);
    if (!own.has(sql)) own.set(sql, `answer${own.size}`);
    return sql;
  };

  /** Writes a leaf by its answer where there is one. */
  readonly write: LeafWriter = (leaf, params, facts, certain) => {
    const table = this.#tables.get(leaf.fact);
    const answer = this.#asked.get(leaf.fact)?.get(leafSql(leaf, params, facts, false));
    if (table === undefined || answer === undefined) return leafSql(leaf, params, facts, certain);
    return certain ? `coalesce(${table}.${answer}, FALSE)` : `${table}.${answer}`;
  };

  /** Answers what was noted, for columns whose texts repeat. `drop` removes the tables it makes. */
  async answer(db: Connector, records: number, options: { signal?: AbortSignal }): Promise<void> {
    if (records < FEWEST_RECORDS || this.#asked.size === 0) return;
    for (const [column, asked] of this.#asked) {
      if (asked.size < FEWEST_QUESTIONS) continue;
      const [texts, table] = [`text_${++tables}`, `text_leaf_${tables}`];
      this.#made.push(texts, table);
      const name = identifier(column);
      await db.query(`CREATE TEMP TABLE ${texts} AS SELECT DISTINCT ${name} FROM ${this.#view}`, options);
      const [count] = await db.query<{ n: number }>(
        `SELECT CAST(count(*) AS DOUBLE) AS n FROM ${texts}`,
        options,
      );
      if (count!.n * FEWEST_REPEATS > records) continue;
      const answers = [...asked].map(([sql, answer]) => `${sql} AS ${answer}`);
      await db.query(
        `CREATE TEMP TABLE ${table} AS SELECT ${name} AS answered, ${answers.join(', ')} FROM ${texts}`,
        options,
      );
      this.#tables.set(column, table);
    }
  }

  /** What stands behind `FROM view f`. */
  joins(): string {
    return [...this.#tables]
      .map(([column, table]) => ` LEFT JOIN ${table} ON ${table}.answered = f.${identifier(column)}`)
      .join('');
  }

  async drop(db: Connector): Promise<void> {
    for (const table of this.#made) await db.query(`DROP TABLE IF EXISTS ${table}`);
  }
}
