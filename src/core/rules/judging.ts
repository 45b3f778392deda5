import type { Scope } from '#core/model/finding.ts';
import type { Connector } from '#core/store/connector.ts';
import { FACTS, FACT_VIEWS } from '#core/store/facts.ts';
import { factsOf } from './condition.ts';
import { placeholders } from './message.ts';
import { judgedSql, keys, keysSql, leanSql } from './record-sql.ts';
import type { ResolvedRule } from './resolve.ts';
import { TextLeaves } from './text-leaves.ts';
import { atLeast, DIGITS, unit, verdictSql, type Place } from './verdict-sql.ts';
import { keptVerdicts } from './kept-verdicts.ts';
import { verdictTable, type Kept } from './verdict-table.ts';

/** The page's DuckDB can crash on a statement of some 80 KiB. */
export const STATEMENT_LIMIT = 48_000;

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
  /** The same of the records that one rule flags; `most`: only the first so many; `changed`: only those that are not `unchanged`. */
  flagged(verdict: Verdict, which?: { most?: number; changed?: boolean }): string;
  /** The records whose verdicts came over from the facts `before`, without the columns of their forms; `null` when all were judged by these facts. */
  unchanged: string | null;
  before: string | null;
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
  /** Writes down what each record is judged by: a run after the next import judges only what has changed. */
  remember?: boolean;
  signal?: AbortSignal;
}

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
  const kept = await keptVerdicts(db, scope, { ...options, columns: there, most: 4 * rules.length + 40 });
  const known = kept.known;
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
        failures.push({
          resolved,
          message: `${length} characters of SQL, more than ${STATEMENT_LIMIT}: shorten its word lists`,
        });
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
    table: judgedSql(db, scope, kept.table, known),
    flagged: ({ flagged }, { most, changed } = {}) =>
      judgedSql(
        db,
        scope,
        flaggedSql(kept, changed ? `(${flagged}) AND ${among(kept)}` : flagged, most),
        known,
      ),
    unchanged:
      kept.over && leanSql(db, scope, `(SELECT * FROM ${kept.table} WHERE NOT ${among(kept)})`, known),
    lean: leanSql(db, scope, kept.table, known),
    counted: kept.table,
    words: kept.words,
    records: kept.records,
    verdicts: compiled.flatMap(({ resolved, sql }) => {
      const place = kept.places.get(sql);
      return place === undefined
        ? []
        : [{ resolved, checked: atLeast(1, place), flagged: atLeast(2, place) }];
    }),
    failures,
    facts: kept.facts,
    before: kept.over?.facts ?? null,
  };
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
  const places = batch.map((_, i): Place => ({
    word: `verdicts${kept.words.length + Math.floor(i / DIGITS)}`,
    digit: i % DIGITS,
  }));
  const words = [...new Set(places.map(({ word }) => word))];
  const { create, table } = verdictTable(db, view);
  try {
    if (db.numbersRows !== false && scope === 'indicator') await texts.answer(db, kept.records, options);
    const digits = batch.map(({ resolved }, i) => verdictSql(resolved, unit(places[i]!.digit), texts.write));
    const columns = words.map(
      (word) => `${digits.filter((_, i) => places[i]!.word === word).join('\n+ ')} AS ${word}`,
    );
    const select = `SELECT ${keysSql(db, scope)}, ${columns.join(', ')} FROM ${view} f${texts.joins()}`;
    const both =
      kept.words.length > 0 || kept.known
        ? `SELECT k.*, n.* EXCLUDE (${keys(scope, false)}) FROM ${kept.table} k JOIN (${select}) n ON n.row = k.row`
        : select;
    await db.query(`${create} AS ${both}`, options);
  } finally {
    await texts.drop(db);
  }
  await db.query(`DROP TABLE IF EXISTS ${kept.table}`);
  kept.table = table;
  kept.words.push(...words);
  batch.forEach(({ resolved, sql }, i) => kept.places.set(sql, { ...places[i]!, resolved }));
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
      failures.push({
        resolved: one.resolved,
        message: error instanceof Error ? error.message : String(error),
      });
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

const among = ({ over }: Kept) => (over ? `row IN (SELECT row FROM ${over.changed})` : 'TRUE');

const flaggedSql = ({ table }: Kept, flagged: string, most?: number) =>
  `(SELECT * FROM ${table} WHERE ${flagged}${most === undefined ? '' : ` ORDER BY row LIMIT ${Math.trunc(most)}`})`;

interface Compiled {
  resolved: ResolvedRule;
  sql: string;
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
