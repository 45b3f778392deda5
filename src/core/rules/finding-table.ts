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

/** How the findings in table `finding` were made: the table's own mark, and by rule what they rest on. */
interface Made {
  table: string;
  rules: ReadonlyMap<string, string>;
}
const MADE = new WeakMap<Connector, Made>();

/** Findings on their way into table `finding`: gathered in no order, put in order at the end. */
export class Staging {
  readonly #db: Connector;
  readonly #found: string;
  readonly #waived: string;
  /** The findings that stand in table `finding`. */
  readonly #made: ReadonlyMap<string, string>;
  /** What the findings of each rule of this run rest on. */
  readonly #rests = new Map<string, string>();

  private constructor(db: Connector, made: ReadonlyMap<string, string>) {
    this.#db = db;
    this.#made = made;
    const n = ++stagings;
    this.#found = `staged_finding_${n}`;
    this.#waived = `staged_waiver_${n}`;
  }

  /** Makes the temporary tables; `waived` are the fingerprints that a waiver covers. `drop` removes them. */
  static async open(db: Connector, waived: readonly string[]): Promise<Staging> {
    const made = MADE.get(db);
    const standing = made && made.table !== '' && made.table === (await findingTable(db));
    const staging = new Staging(db, standing ? made.rules : new Map());
    const columns = FOUND.map((name) => `${name} ${TYPES[name]}`).join(', ');
    await db.query(`CREATE TEMP TABLE ${staging.#found} (${columns})`);
    await db.query(`CREATE TEMP TABLE ${staging.#waived} (fingerprint VARCHAR)`);
    for (let from = 0; from < waived.length; from += AT_ONCE) {
      const some = waived.slice(from, from + AT_ONCE).map((one) => `(${literal(one)})`);
      await db.query(`INSERT INTO ${staging.#waived} VALUES ${some.join(', ')}`);
    }
    return staging;
  }

  /** Which of these rules have their findings in table `finding` already, from the same facts, conditions, messages and severity. */
  carry(judged: Judged, verdicts: readonly Verdict[]): ReadonlySet<string> {
    const carried = new Set<string>();
    for (const id of new Set(verdicts.map(({ resolved }) => resolved.rule.id))) {
      const own = verdicts.filter(({ resolved }) => resolved.rule.id === id);
      const rests = JSON.stringify([judged.facts, own.map(({ resolved }) => resolved)]);
      if (judged.facts !== '') this.#rests.set(id, rests);
      if (this.#made.get(id) === rests && judged.facts !== '') carried.add(id);
    }
    return carried;
  }

  /** Adds the findings of rules of one scope; `onRules` hears how many rules each statement did. */
  async add(
    judged: Judged,
    verdicts: readonly Verdict[],
    onRules: (rules: number) => void,
    options: Options & { most?: number },
  ): Promise<void> {
    for (const { sql, rules } of findingStatements(judged, verdicts, options.most)) {
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
    const carried = [...this.#rests].filter(([id, rests]) => this.#made.get(id) === rests).map(([id]) => literal(id));
    const found = FOUND.join(', ');
    const from =
      carried.length === 0
        ? this.#found
        : `(SELECT ${found} FROM ${this.#found} UNION ALL SELECT ${found} FROM finding WHERE rule IN (${carried.join(', ')}))`;
    MADE.delete(this.#db);
    await this.#db.query(`CREATE OR REPLACE TABLE finding AS SELECT ${columns.join(', ')} FROM ${from}`, options);
    MADE.set(this.#db, { table: await findingTable(this.#db), rules: this.#rests });
  }

  /** Of table `finding`: how many findings of each rule are waived, and which fingerprints. */
  waived(options: Options): Promise<Waived[]> {
    return this.#db.query(`${WAIVED} FROM finding WHERE waived GROUP BY ALL`, options);
  }

  /** The same of rules judged, without making their findings. */
  async waivedOf(judged: Judged, verdicts: readonly Verdict[], options: Options): Promise<Waived[]> {
    const found: Waived[] = [];
    for (const { resolved, flagged } of verdicts)
      found.push(
        ...(await this.#db.query<Waived>(
          `${WAIVED} FROM (SELECT ${literal(resolved.rule.id)} AS rule, ${fingerprintSql(judged.scope, resolved)} AS fingerprint
           FROM ${judged.table} WHERE ${flagged}) WHERE fingerprint IN (SELECT fingerprint FROM ${this.#waived}) GROUP BY ALL`,
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

/** What tells the table `finding` from the one before it. */
async function findingTable(db: Connector): Promise<string> {
  if (db.numbersRows === false) return '';
  const found = await db.query<{ mark: string }>(
    `SELECT concat_ws('.', database_oid, table_oid, estimated_size) AS mark FROM duckdb_tables() WHERE table_name = 'finding'`,
  );
  return found.map(({ mark }) => mark).join(' ');
}

/** Findings of one rule that one waiver covers. */
export interface Waived {
  rule: string;
  fingerprint: string;
  rows: number;
}

const WAIVED = 'SELECT rule, fingerprint, CAST(count(*) AS DOUBLE) AS rows';
