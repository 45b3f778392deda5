import type { Connector } from '#core/store/connector.ts';
import { TABLES } from '#core/store/schema.ts';
import { literal } from '#core/store/sql.ts';
import { FOUND, findingStatements, fingerprintSql } from './finding-sql.ts';
import type { Judged, Verdict } from './judging.ts';

interface Options {
  signal?: AbortSignal;
}

const TYPES = TABLES['finding']!;
/** Fingerprints in one statement. */
const AT_ONCE = 1_000;
let stagings = 0;

/** Findings on their way into table `finding`: gathered in no order, put in order at the end. */
export class Staging {
  readonly #db: Connector;
  readonly #found: string;
  readonly #waived: string;

  private constructor(db: Connector) {
    this.#db = db;
    const n = ++stagings;
    this.#found = `staged_finding_${n}`;
    this.#waived = `staged_waiver_${n}`;
  }

  /** Makes the temporary tables; `waived` are the fingerprints that a waiver covers. `drop` removes them. */
  static async open(db: Connector, waived: readonly string[]): Promise<Staging> {
    const staging = new Staging(db);
    const columns = FOUND.map((name) => `${name} ${TYPES[name]}`).join(', ');
    await db.query(`CREATE TEMP TABLE ${staging.#found} (${columns})`);
    await db.query(`CREATE TEMP TABLE ${staging.#waived} (fingerprint VARCHAR)`);
    for (let from = 0; from < waived.length; from += AT_ONCE) {
      const some = waived.slice(from, from + AT_ONCE).map((one) => `(${literal(one)})`);
      await db.query(`INSERT INTO ${staging.#waived} VALUES ${some.join(', ')}`);
    }
    return staging;
  }

  /** Adds the findings of rules of one scope; `onRules` hears how many rules each statement did. */
  async add(
    judged: Judged,
    verdicts: readonly Verdict[],
    onRules: (rules: number) => void,
    options: Options,
  ): Promise<void> {
    for (const { sql, rules } of findingStatements(judged, verdicts)) {
      options.signal?.throwIfAborted();
      await this.#db.query(`INSERT INTO ${this.#found} ${sql}`, options);
      onRules(rules);
    }
  }

  /** Puts the findings into table `finding` in one step, by file, line, rule and record; `finding_order` counts from 1. */
  async settle(options: Options): Promise<void> {
    const columns = Object.keys(TYPES).map((name) => {
      if (name === 'finding_order')
        return `CAST(row_number() OVER (ORDER BY source_file, coalesce(source_line, 0), rule, record) AS INTEGER) AS finding_order`;
      return name === 'waived' ? `fingerprint IN (SELECT fingerprint FROM ${this.#waived}) AS waived` : name;
    });
    await this.#db.query(`CREATE OR REPLACE TABLE finding AS SELECT ${columns.join(', ')} FROM ${this.#found}`, options);
  }

  /** Of table `finding`: how many findings of each rule are waived, and which fingerprints. */
  waived(options: Options): Promise<Waived[]> {
    return this.#db.query(`${WAIVED} FROM finding WHERE waived GROUP BY ALL`, options);
  }

  /** The same of rules judged, without making their findings. */
  async waivedOf(judged: Judged, verdicts: readonly Verdict[], options: Options): Promise<Waived[]> {
    const found: Waived[] = [];
    for (const { resolved, column } of verdicts)
      found.push(
        ...(await this.#db.query<Waived>(
          `${WAIVED} FROM (SELECT ${literal(resolved.rule.id)} AS rule, ${fingerprintSql(judged.scope, resolved)} AS fingerprint
           FROM ${judged.table} WHERE ${column} = 2) WHERE fingerprint IN (SELECT fingerprint FROM ${this.#waived}) GROUP BY ALL`,
          options,
        )),
      );
    return found;
  }

  async drop(): Promise<void> {
    await this.#db.query(`DROP TABLE IF EXISTS ${this.#found}`);
    await this.#db.query(`DROP TABLE IF EXISTS ${this.#waived}`);
  }
}

/** Findings of one rule that one waiver covers. */
export interface Waived {
  rule: string;
  fingerprint: string;
  rows: number;
}

const WAIVED = 'SELECT rule, fingerprint, CAST(count(*) AS DOUBLE) AS rows';
