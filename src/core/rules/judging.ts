import type { Scope } from '#core/model/finding.ts';
import type { Connector } from '#core/store/connector.ts';
import { FACTS, FACT_VIEWS } from '#core/store/facts.ts';
import { identifier } from '#core/store/sql.ts';
import { compile } from './compile.ts';
import { factsOf } from './condition.ts';
import { placeholders } from './message.ts';
import type { ResolvedRule } from './resolve.ts';

/** The page's DuckDB can crash on a statement of some 80 KiB. */
export const STATEMENT_LIMIT = 48_000;

/** Columns of every fact view of a scope that findings show besides the facts a rule reads. */
const SHOWN: Record<Scope, readonly string[]> = {
  indicator: ['form_id', 'project', 'year', 'level2', 'name', 'raw', 'annual', 'noted', 'source_file', 'source_line'],
  project: ['form_id', 'name', 'year', 'annual', 'source_file', 'source_line'],
  'name-group': ['name', 'year', 'raw_values', 'annual_sum', 'noted', 'source_file', 'source_line'],
  department: ['form_id', 'name', 'year', 'form_kind', 'annual', 'noted', 'source_file', 'source_line'],
};

/** Of the form: where its parts stand and which of them carry a reading note. */
const FORM_COLUMNS = ['goal_line', 'funding_line', 'dates_line', 'goal_noted', 'funding_noted', 'head_noted', 'table_noted'];

/** One rule whose verdicts stand in `column` of the judged table: 0 not applicable, 1 clean, 2 flagged. */
export interface Verdict {
  resolved: ResolvedRule;
  column: string;
}

/** One scope judged: a temporary table of one row a record, its facts and its verdicts, until `drop` is called. */
export interface Judged {
  scope: Scope;
  table: string;
  records: number;
  verdicts: Verdict[];
  failures: { resolved: ResolvedRule; message: string }[];
  drop(): Promise<void>;
}

interface Options {
  signal?: AbortSignal;
}

let runs = 0;

/**
 * Reads the fact view of a scope once, with the facts in use only, and judges all its rules over it in that statement; a set too long for
 * one statement takes several. A rule whose SQL fails is set apart with DuckDB's message; the others go on.
 */
export async function judgeScope(
  db: Connector,
  scope: Scope,
  rules: readonly ResolvedRule[],
  options: Options = {},
): Promise<Judged> {
  const stem = `judged_${scope.replace('-', '_')}_${++runs}`;
  const judged: Judged = {
    scope,
    table: '',
    records: 0,
    verdicts: [],
    failures: [],
    async drop() {
      if (judged.table !== '') await db.query(`DROP TABLE IF EXISTS ${judged.table}`);
    },
  };
  const there = await viewColumns(db, scope, options);
  const readable = rules.filter((resolved) => {
    const lost = columnsOf(resolved).filter((column) => !there.has(column));
    if (lost.length > 0) judged.failures.push({ resolved, message: `no column ${lost.join(', ')} in ${FACT_VIEWS[scope]}` });
    return lost.length === 0;
  });
  let source = `(${factsSql(scope, readable, there)})`;
  try {
    for (const [i, batch] of batches(readable).entries()) {
      const table = `${stem}_${i}`;
      const from = judged.verdicts.length;
      let able = batch;
      const make = () => db.query(`CREATE TEMP TABLE ${table} AS ${verdictSql(source, able, from)}`, options);
      try {
        await make();
      } catch (error) {
        options.signal?.throwIfAborted();
        able = await thatRun(db, source, batch, judged.failures, options);
        if (able.length === batch.length) throw error;
        await make();
      }
      await judged.drop();
      judged.table = source = table;
      judged.verdicts.push(...able.map(({ resolved }, k) => ({ resolved, column: `v${from + k}` })));
    }
    const [count] = await db.query<{ n: number }>(`SELECT CAST(count(*) AS DOUBLE) AS n FROM ${source}`, options);
    judged.records = count?.n ?? 0;
    return judged;
  } catch (error) {
    await judged.drop();
    throw error;
  }
}

/** Those of a batch that run when each stands alone; the others go to the failures. */
async function thatRun(
  db: Connector,
  source: string,
  batch: readonly Compiled[],
  failures: Judged['failures'],
  options: Options,
): Promise<Compiled[]> {
  const able: Compiled[] = [];
  for (const one of batch)
    try {
      await db.query(`SELECT max(v0) AS worst FROM (${verdictSql(source, [one], 0)})`, options);
      able.push(one);
    } catch (error) {
      options.signal?.throwIfAborted();
      failures.push({ resolved: one.resolved, message: error instanceof Error ? error.message : String(error) });
    }
  return able;
}

async function viewColumns(db: Connector, scope: Scope, options: Options): Promise<Set<string>> {
  const rows = await db.query<{ column_name: string }>(
    `SELECT column_name FROM (DESCRIBE ${FACT_VIEWS[scope]})`,
    options,
  );
  return new Set(rows.map((row) => row.column_name));
}

/** The facts that a rule reads or puts into its message. */
export function columnsOf({ rule }: ResolvedRule): string[] {
  const told = [rule.message.zh, rule.message.en]
    .flatMap((template) => placeholders(template).found.map((p) => p.fact))
    .filter((fact) => Object.hasOwn(FACTS[rule.scope], fact));
  return [...new Set([...factsOf(rule.applies), ...factsOf(rule.conditions), ...told])];
}

function factsSql(scope: Scope, rules: readonly ResolvedRule[], there: ReadonlySet<string>): string {
  const columns = new Set(['record', ...SHOWN[scope].filter((c) => there.has(c)), ...rules.flatMap(columnsOf)]);
  const own = [...columns].map((column) => `f.${identifier(column)}`);
  if (scope === 'name-group' || scope === 'department') return `SELECT ${own.join(', ')} FROM ${FACT_VIEWS[scope]} f`;
  const form = FORM_COLUMNS.map((column) => `p.${column} AS form_${column}`);
  return `SELECT ${[...own, ...form].join(', ')} FROM ${FACT_VIEWS[scope]} f LEFT JOIN project p ON p.form_id = f.form_id`;
}

interface Compiled {
  resolved: ResolvedRule;
  sql: string;
}

/** At least one batch, so that the records can be counted where no rule can be judged. */
function batches(rules: readonly ResolvedRule[]): Compiled[][] {
  const all: Compiled[][] = [[]];
  let room = STATEMENT_LIMIT;
  for (const resolved of rules) {
    const { applies, conditions } = compile(resolved.rule, resolved.params);
    const sql = `CASE WHEN NOT ${applies} THEN 0 WHEN ${conditions} THEN 2 ELSE 1 END`;
    if (sql.length > room && all.at(-1)!.length > 0) {
      all.push([]);
      room = STATEMENT_LIMIT;
    }
    room -= sql.length;
    all.at(-1)!.push({ resolved, sql });
  }
  return all;
}

function verdictSql(source: string, batch: readonly Compiled[], from: number): string {
  const columns = batch.map(({ sql }, i) => `CAST(${sql} AS UTINYINT) AS v${from + i}`);
  return `SELECT ${['*', ...columns].join(', ')} FROM ${source}`;
}
