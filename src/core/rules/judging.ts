import type { Scope } from '#core/model/finding.ts';
import type { Connector } from '#core/store/connector.ts';
import { FACTS, FACT_VIEWS } from '#core/store/facts.ts';
import { literal } from '#core/store/sql.ts';
import { compile, type LeafWriter } from './compile.ts';
import { factsOf } from './condition.ts';
import { placeholders } from './message.ts';
import type { ResolvedRule } from './resolve.ts';
import { TextLeaves } from './text-leaves.ts';

/** The page's DuckDB can crash on a statement of some 80 KiB. */
export const STATEMENT_LIMIT = 48_000;

/** Of the form: where its parts stand and which of them carry a reading note. */
const FORM_COLUMNS = [
  'goal_line',
  'funding_line',
  'dates_line',
  'goal_noted',
  'funding_noted',
  'head_noted',
  'table_noted',
];

/** One rule judged; `checked` and `flagged` are predicates over the tables of `Judged`. */
export interface Verdict {
  resolved: ResolvedRule;
  checked: string;
  flagged: string;
}

/** One scope judged. */
export interface Judged {
  scope: Scope;
  /** What stands after FROM: every record with its facts, the columns of its form, and the verdicts. */
  table: string;
  /** The same of the records that one rule flags; `most`: only the first so many. */
  flagged(verdict: Verdict, most?: number): string;
  /** The same without the columns of its form. */
  lean: string;
  /** The verdicts alone, one row a record; `form` is its form's number, where a record belongs to one. */
  counted: string;
  /** The columns that hold the verdicts; records with the same ones are judged alike, and `bit_or` of them keeps each rule's worst. */
  words: string[];
  records: number;
  verdicts: Verdict[];
  failures: { resolved: ResolvedRule; message: string }[];
  /** Names the facts judged: another text when they are made anew. */
  facts: string;
}

interface Options {
  signal?: AbortSignal;
}

/** The verdicts of a scope, kept from run to run as long as its facts are the same. */
interface Kept {
  facts: string;
  table: string;
  records: number;
  words: string[];
  /** What was judged, as SQL → where its answers are. */
  places: Map<string, Place>;
}

/** The answers of a rule as a digit to base 4 of an integer column: 0 not applicable, 1 clean, 2 flagged. One column a rule took ten times as long to write and to count. */
interface Place {
  word: string;
  digit: number;
}
/** Digits in a signed integer of 64 bits. */
const DIGITS = 31;
const unit = (digit: number) => 4n ** BigInt(digit);

const KEPT = new WeakMap<Connector, Map<Scope, Kept>>();
let tables = 0;

/** A database in memory that packs its columns: verdicts on ten million records take a third of the room there. */
const PACKED = 'verdicts';
const kindOf = (db: Connector) => (db.numbersRows === false ? 'TEMP TABLE' : 'TABLE');
const tableNamed = (db: Connector, of: string) => `${db.numbersRows === false ? '' : `${PACKED}.main.`}verdict_${of}_${++tables}`;

/**
 * Judges rules over the fact view of their scope, with the facts in use only, in one statement; a set too long for one takes several.
 * A rule judged before over the same facts is not judged again. One whose SQL fails is set apart with DuckDB's message; the others go on.
 */
export async function judgeScope(
  db: Connector,
  scope: Scope,
  rules: readonly ResolvedRule[],
  options: Options = {},
): Promise<Judged> {
  const view = FACT_VIEWS[scope];
  const there = await viewColumns(db, view, options);
  const facts = await factsNow(db, view, options);
  const kept = await keptOf(db, scope, facts, 4 * rules.length + 40);
  const failures: Judged['failures'] = [];
  const readable = rules.filter((resolved) => {
    const lost = columnsOf(resolved).filter((column) => !there.has(column));
    if (lost.length > 0) failures.push({ resolved, message: `no column ${lost.join(', ')} in ${view}` });
    return lost.length === 0;
  });
  const compiled = readable
    .map((resolved): Compiled => ({ resolved, sql: verdictSql(resolved) }))
    .filter(({ resolved, sql: { length } }) => {
      if (length > STATEMENT_LIMIT)
        failures.push({ resolved, message: `${length} characters of SQL, more than ${STATEMENT_LIMIT}: shorten its word lists` });
      return length <= STATEMENT_LIMIT;
    });
  const fresh = new Map(compiled.filter(({ sql }) => !kept.places.has(sql)).map((one) => [one.sql, one]));
  for (const batch of batches([...fresh.values()])) {
    try {
      await judge(db, scope, kept, batch, options);
    } catch (error) {
      options.signal?.throwIfAborted();
      const able = await thatRun(db, view, batch, failures, options);
      if (able.length === batch.length) throw error;
      await judge(db, scope, kept, able, options);
    }
  }
  return {
    scope,
    table: judgedSql(db, scope, kept.table),
    flagged: ({ flagged }, most) => judgedSql(db, scope, flaggedSql(kept.table, flagged, most)),
    lean: leanSql(db, scope, kept.table),
    counted: kept.table,
    words: kept.words,
    records: kept.records,
    verdicts: compiled.flatMap(({ resolved, sql }) => {
      const place = kept.places.get(sql);
      return place === undefined ? [] : [{ resolved, checked: atLeast(1, place), flagged: atLeast(2, place) }];
    }),
    failures,
    facts,
  };
}

/** What tells the facts of a view from those before; empty where it cannot be told. */
async function factsNow(db: Connector, view: string, options: Options): Promise<string> {
  if (db.numbersRows === false) return '';
  const found = await db.query<{ facts: string }>(
    `SELECT concat_ws('.', database_oid, table_oid, estimated_size) AS facts FROM duckdb_tables() WHERE table_name = ${literal(view)} ORDER BY facts`,
    options,
  );
  return found.map(({ facts }) => facts).join(' ');
}

/** The verdicts that still hold, or a table without any when the facts are others or more than `most` were gathered. */
async function keptOf(db: Connector, scope: Scope, facts: string, most: number): Promise<Kept> {
  const all = KEPT.get(db) ?? new Map<Scope, Kept>();
  KEPT.set(db, all);
  const last = all.get(scope);
  if (last && last.facts === facts && facts !== '' && last.places.size <= most) return last;
  if (last) await db.query(`DROP TABLE IF EXISTS ${last.table}`);
  if (db.numbersRows !== false) await db.query(`ATTACH IF NOT EXISTS ':memory:' AS ${PACKED} (COMPRESS)`);
  const table = tableNamed(db, scope.replace('-', '_'));
  await db.query(`CREATE ${kindOf(db)} ${table} AS SELECT ${keysSql(db, scope)} FROM ${FACT_VIEWS[scope]} f`);
  const [count] = await db.query<{ n: number }>(`SELECT CAST(count(*) AS DOUBLE) AS n FROM ${table}`);
  const kept: Kept = { facts, table, records: count?.n ?? 0, words: [], places: new Map<string, Place>() };
  all.set(scope, kept);
  return kept;
}

/** Drops all verdicts, so that the next run starts from nothing. */
export async function forgetVerdicts(db: Connector): Promise<void> {
  for (const { table } of KEPT.get(db)?.values() ?? []) await db.query(`DROP TABLE IF EXISTS ${table}`);
  KEPT.delete(db);
}

/** Adds the verdicts of a batch. The first of a table replace it: to write beside what is there costs more. */
async function judge(
  db: Connector,
  scope: Scope,
  kept: Kept,
  batch: readonly Compiled[],
  options: Options,
): Promise<void> {
  if (batch.length === 0) return;
  const view = FACT_VIEWS[scope];
  const texts = new TextLeaves(view);
  for (const { resolved } of batch) verdictSql(resolved, 1n, texts.note);
  const places = batch.map((_, i): Place => ({ word: `verdicts${kept.words.length + Math.floor(i / DIGITS)}`, digit: i % DIGITS }));
  const words = [...new Set(places.map(({ word }) => word))];
  const table = tableNamed(db, view);
  try {
    if (db.numbersRows !== false && scope === 'indicator') await texts.answer(db, kept.records, options);
    const digits = batch.map(({ resolved }, i) => verdictSql(resolved, unit(places[i]!.digit), texts.write));
    const columns = words.map((word) => `${digits.filter((_, i) => places[i]!.word === word).join('\n+ ')} AS ${word}`);
    const select = `SELECT ${keysSql(db, scope)}, ${columns.join(', ')} FROM ${view} f${texts.joins()}`;
    const both = kept.words.length > 0 ? `SELECT k.*, n.* EXCLUDE (${keys(scope)}) FROM ${kept.table} k JOIN (${select}) n ON n.row = k.row` : select;
    await db.query(`CREATE ${kindOf(db)} ${table} AS ${both}`, options);
  } finally {
    await texts.drop(db);
  }
  await db.query(`DROP TABLE IF EXISTS ${kept.table}`);
  kept.table = table;
  kept.words.push(...words);
  batch.forEach(({ sql }, i) => kept.places.set(sql, places[i]!));
}

/** Those of a batch that run when each stands alone; the others go to the failures. */
async function thatRun(
  db: Connector,
  view: string,
  batch: readonly Compiled[],
  failures: Judged['failures'],
  options: Options,
): Promise<Compiled[]> {
  const able: Compiled[] = [];
  for (const one of batch)
    try {
      await db.query(`SELECT max(${one.sql}) AS worst FROM ${view}`, options);
      able.push(one);
    } catch (error) {
      options.signal?.throwIfAborted();
      failures.push({ resolved: one.resolved, message: error instanceof Error ? error.message : String(error) });
    }
  return able;
}

async function viewColumns(db: Connector, view: string, options: Options): Promise<Set<string>> {
  const rows = await db.query<{ column_name: string }>(`SELECT column_name FROM (DESCRIBE ${view})`, options);
  return new Set(rows.map((row) => row.column_name));
}

/** The facts that a rule reads or puts into its message. */
export function columnsOf({ rule }: ResolvedRule): string[] {
  const told = [rule.message.zh, rule.message.en]
    .flatMap((template) => placeholders(template).found.map((p) => p.fact))
    .filter((fact) => Object.hasOwn(FACTS[rule.scope], fact));
  return [...new Set([...factsOf(rule.applies), ...factsOf(rule.conditions), ...told])];
}

/** What joins a verdict to its record `f`: the row's number, or where there is none the record's key. */
const rowKey = (db: Connector) => (db.numbersRows === false ? 'f.record' : 'CAST(f.rowid AS INTEGER)');

/** Whether the digit is `least` or more. */
const atLeast = (least: 1 | 2, { word, digit }: Place) => `${word} % ${unit(digit + 1)} >= ${BigInt(least) * unit(digit)}`;

/** A record of these scopes belongs to one form. */
export const isOfForm = (scope: Scope) => scope === 'indicator' || scope === 'project';

/** What a table of verdicts has besides them: the record, and its form by number where there is one. */
const keys = (scope: Scope) => (isOfForm(scope) ? 'row, form' : 'row');
const keysSql = (db: Connector, scope: Scope) =>
  `${rowKey(db)} AS row${isOfForm(scope) ? ', CAST(f.form_order AS INTEGER) AS form' : ''}`;

const flaggedSql = (verdicts: string, flagged: string, most?: number) =>
  `(SELECT * FROM ${verdicts} WHERE ${flagged}${most === undefined ? '' : ` ORDER BY row LIMIT ${Math.trunc(most)}`})`;

const leanSql = (db: Connector, scope: Scope, verdicts: string) =>
  `(SELECT f.*, v.* EXCLUDE (${keys(scope)}) FROM ${rowsSql(db, scope, verdicts)})`;

const rowsSql = (db: Connector, scope: Scope, verdicts: string) =>
  `${verdicts} v JOIN ${FACT_VIEWS[scope]} f ON ${db.numbersRows === false ? 'f.record' : 'f.rowid'} = v.row`;

function judgedSql(db: Connector, scope: Scope, verdicts: string): string {
  const lean = leanSql(db, scope, verdicts);
  if (!isOfForm(scope)) return lean;
  const form = FORM_COLUMNS.map((column) => `p.${column} AS form_${column}`);
  // One join inside the other: where both stand side by side, ClickHouse calls the columns of a star by their tables.
  return `(SELECT j.*, ${form.join(', ')} FROM ${lean} j LEFT JOIN project p ON p.form_id = j.form_id)`;
}

interface Compiled {
  resolved: ResolvedRule;
  sql: string;
}

/** What a rule does not apply to is judged no further: DuckDB narrows down the rows of a condition only where it stands behind WHEN by itself. */
function verdictSql({ rule, params }: ResolvedRule, unit = 1n, leaf?: LeafWriter): string {
  const { applies, conditions } = compile(rule, params, FACTS[rule.scope], { leaf, certain: false });
  const value = (digit: bigint) => `CAST(${digit * unit} AS BIGINT)`;
  return `CASE WHEN ${applies} THEN CASE WHEN ${conditions} THEN ${value(2n)} ELSE ${value(1n)} END ELSE ${value(0n)} END`;
}

function batches(rules: readonly Compiled[]): Compiled[][] {
  const all: Compiled[][] = [];
  let room = 0;
  for (const one of rules) {
    if (one.sql.length > room || all.length === 0) {
      all.push([]);
      room = STATEMENT_LIMIT;
    }
    room -= one.sql.length;
    all.at(-1)!.push(one);
  }
  return all;
}
