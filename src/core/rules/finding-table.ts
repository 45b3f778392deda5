import type { Connector } from '#core/store/connector.ts';
import { TABLES } from '#core/store/schema.ts';
import { literal } from '#core/store/sql.ts';
import { FOUND, findingStatements, fingerprintSql } from './finding-sql.ts';
import { fingerprintTable } from './fingerprint-table.ts';
import type { Judged, Verdict } from './judging.ts';

interface Options {
  signal?: AbortSignal;
}

const TYPES = TABLES['finding']!;
let stagings = 0;

/** Where the findings of the last run wait while the portfolio is loaded anew. */
const ASIDE = 'finding_before';

/** The findings that were made last: where they stand, the mark of table `finding` then, and by rule what they rest on. */
interface Made {
  place: 'finding' | typeof ASIDE;
  mark: string;
  rules: ReadonlyMap<string, string>;
}
const MADE = new WeakMap<Connector, Made>();

/** Keeps the findings of the last run at hand while tables are made anew: after it, those of records that stayed as they were need not be made again. */
export async function setFindingsAside(db: Connector): Promise<void> {
  const made = MADE.get(db);
  if (!made || made.mark === '' || made.mark !== (await findingTable(db))) return;
  await db.query(`DROP TABLE IF EXISTS ${ASIDE}`);
  await db.query(`ALTER TABLE finding RENAME TO ${ASIDE}`);
  MADE.set(db, { ...made, place: ASIDE, mark: '' });
}

/** Findings on their way into table `finding`: gathered in no order, put in order at the end. */
export class Staging {
  readonly #db: Connector;
  readonly #found: string;
  readonly #waived: string;
  /** The findings of the last run, as far as they can be had. */
  readonly #made: Pick<Made, 'place' | 'rules'>;
  /** What the findings of each rule of this run rest on. */
  readonly #rests = new Map<string, string>();
  /** Rules whose findings come over: all of them, or those of unchanged records. */
  readonly #carried = new Map<string, Judged | 'all'>();

  private constructor(db: Connector, made: Pick<Made, 'place' | 'rules'>) {
    this.#db = db;
    this.#made = made;
    const n = ++stagings;
    this.#found = `staged_finding_${n}`;
    this.#waived = `staged_waiver_${n}`;
  }

  /** Makes the temporary tables; `waived` are the fingerprints that a waiver covers. `drop` removes them. */
  static async open(db: Connector, waived: readonly string[]): Promise<Staging> {
    const made = MADE.get(db);
    const standing =
      made && (made.place === ASIDE || (made.mark !== '' && made.mark === (await findingTable(db))));
    const staging = new Staging(db, standing ? made : { place: 'finding', rules: new Map() });
    const columns = FOUND.map((name) => `${name} ${TYPES[name]}`).join(', ');
    await db.query(`CREATE TEMP TABLE ${staging.#found} (${columns})`);
    await fingerprintTable(db, staging.#waived, waived);
    return staging;
  }

  /** Which of these rules need no findings made: they are there from the same facts, conditions, messages and severity. */
  carry(judged: Judged, verdicts: readonly Verdict[]): ReadonlySet<string> {
    const whole = new Set<string>();
    if (judged.facts === '') return whole;
    for (const id of new Set(verdicts.map(({ resolved }) => resolved.rule.id))) {
      const own = verdicts.flatMap(({ resolved }) => (resolved.rule.id === id ? [resolved] : []));
      const rests = (facts: string) => JSON.stringify([facts, own]);
      this.#rests.set(id, rests(judged.facts));
      const made = this.#made.rules.get(id);
      if (made === rests(judged.facts)) {
        whole.add(id);
        this.#carried.set(id, 'all');
      } else if (judged.before !== null && made === rests(judged.before)) this.#carried.set(id, judged);
    }
    return whole;
  }

  /** Adds the findings of rules of one scope; of a rule some of whose findings come over, the others. `onRules` hears how many rules each statement did. */
  async add(
    judged: Judged,
    verdicts: readonly Verdict[],
    onRules: (rules: number) => void,
    options: Options & { most?: number },
  ): Promise<void> {
    const { most, ...how } = options;
    const partly = (verdict: Verdict) => this.#carried.get(verdict.resolved.rule.id) === judged;
    const statements = [
      ...findingStatements(
        judged,
        verdicts.filter((verdict) => !partly(verdict)),
        { most },
      ),
      ...findingStatements(judged, verdicts.filter(partly), { changed: true }),
    ];
    for (const { sql, rules } of statements) {
      how.signal?.throwIfAborted();
      await this.#db.query(`INSERT INTO ${this.#found} ${sql}`, how);
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
    const from = [`SELECT ${FOUND.join(', ')} FROM ${this.#found}`, ...this.#carriedSql()];
    MADE.delete(this.#db);
    await this.#db.query(
      `CREATE OR REPLACE TABLE finding AS SELECT ${columns.join(', ')} FROM (${from.join('\nUNION ALL ')})`,
      options,
    );
    if (this.#made.place === ASIDE) await this.#db.query(`DROP TABLE IF EXISTS ${ASIDE}`);
    MADE.set(this.#db, { place: 'finding', mark: await findingTable(this.#db), rules: this.#rests });
  }

  /** The findings that come over, a statement for those of each scope and one for rules that keep all of them. */
  #carriedSql(): string[] {
    const rulesOf = new Map<Judged | 'all', string[]>();
    for (const [id, judged] of this.#carried)
      rulesOf.set(judged, [...(rulesOf.get(judged) ?? []), literal(id)]);
    return [...rulesOf].map(([judged, rules]) => {
      const unchanged = judged === 'all' ? '' : ` AND record IN (SELECT record FROM ${judged.unchanged})`;
      return `SELECT ${FOUND.join(', ')} FROM ${this.#made.place} WHERE rule IN (${rules.join(', ')})${unchanged}`;
    });
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
