import type { Scope } from '#core/model/finding.ts';
import type { Connector } from '#core/store/connector.ts';
import { FACTS, FACT_VIEWS } from '#core/store/facts.ts';
import { identifier } from '#core/store/sql.ts';
import { compile } from './compile.ts';
import { factsOf } from './condition.ts';
import { placeholders } from './message.ts';
import type { ResolvedRule } from './resolve.ts';

// The page's DuckDB can crash on a statement of some 80 KiB.
const STATEMENT_LIMIT = 48_000;

/** Columns of every fact view of a scope that findings show besides the facts a rule reads. */
const SHOWN: Record<Scope, readonly string[]> = {
  indicator: ['form_id', 'project', 'year', 'level2', 'name', 'raw', 'annual', 'noted', 'source_file', 'source_line'],
  project: ['form_id', 'name', 'year', 'annual', 'source_file', 'source_line'],
  'name-group': ['name', 'year', 'raw_values', 'annual_sum', 'noted'],
};

/** Of the form: where its parts stand and which of them carry a reading note. */
const FORM_COLUMNS = ['goal_line', 'funding_line', 'dates_line', 'goal_noted', 'funding_noted', 'head_noted', 'table_noted'];

/** One rule whose verdicts stand in `column` of `table`: 0 not applicable, 1 clean, 2 flagged; `row` is the rowid in the facts. */
export interface Verdict {
  resolved: ResolvedRule;
  table: string;
  column: string;
}

/** One scope judged: its facts and verdicts are temporary tables until `drop` is called. */
export interface Judged {
  scope: Scope;
  facts: string;
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
 * Evaluates the fact view of a scope once and all its rules over it, in as few statements as their length allows.
 * A rule whose SQL fails is set apart with DuckDB's message; the others go on.
 */
export async function judgeScope(
  db: Connector,
  scope: Scope,
  rules: readonly ResolvedRule[],
  options: Options = {},
): Promise<Judged> {
  const stem = `judged_${scope.replace('-', '_')}_${++runs}`;
  const facts = `${stem}_fact`;
  const tables: string[] = [];
  const judged: Judged = {
    scope,
    facts,
    records: 0,
    verdicts: [],
    failures: [],
    async drop() {
      for (const table of tables) await db.query(`DROP TABLE IF EXISTS ${table}`);
    },
  };
  const make = async (table: string, select: string) => {
    await db.query(`CREATE TEMP TABLE ${table} AS ${select}`, options);
    tables.push(table);
  };
  try {
    const there = await viewColumns(db, scope, options);
    const readable = rules.filter((resolved) => {
      const lost = columnsOf(resolved).filter((column) => !there.has(column));
      if (lost.length > 0) judged.failures.push({ resolved, message: `no column ${lost.join(', ')} in ${FACT_VIEWS[scope]}` });
      return lost.length === 0;
    });
    await make(facts, factsSql(scope, readable, there));
    const [count] = await db.query<{ n: number }>(`SELECT CAST(count(*) AS DOUBLE) AS n FROM ${facts}`, options);
    judged.records = count?.n ?? 0;
    for (const batch of batches(readable)) {
      const table = `${stem}_${judged.verdicts.length}`;
      const placed = (some: readonly Compiled[], name: string) =>
        some.map(({ resolved }, i): Verdict => ({ resolved, table: name, column: `v${i}` }));
      try {
        await make(table, verdictSql(facts, batch));
        judged.verdicts.push(...placed(batch, table));
      } catch (error) {
        options.signal?.throwIfAborted();
        for (const [i, one] of batch.entries())
          try {
            await make(`${table}_${i}`, verdictSql(facts, [one]));
            judged.verdicts.push(...placed([one], `${table}_${i}`));
          } catch (alone) {
            options.signal?.throwIfAborted();
            judged.failures.push({ resolved: one.resolved, message: messageOf(alone ?? error) });
          }
      }
    }
    return judged;
  } catch (error) {
    await judged.drop();
    throw error;
  }
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
  if (scope === 'name-group') return `SELECT ${own.join(', ')} FROM ${FACT_VIEWS[scope]} f`;
  const form = FORM_COLUMNS.map((column) => `p.${column} AS form_${column}`);
  return `SELECT ${[...own, ...form].join(', ')} FROM ${FACT_VIEWS[scope]} f LEFT JOIN project p ON p.form_id = f.form_id`;
}

interface Compiled {
  resolved: ResolvedRule;
  sql: string;
}

function batches(rules: readonly ResolvedRule[]): Compiled[][] {
  const all: Compiled[][] = [];
  let room = 0;
  for (const resolved of rules) {
    const { applies, conditions } = compile(resolved.rule, resolved.params);
    const sql = `CASE WHEN NOT ${applies} THEN 0 WHEN ${conditions} THEN 2 ELSE 1 END`;
    if (sql.length > room) {
      all.push([]);
      room = STATEMENT_LIMIT;
    }
    room -= sql.length;
    all.at(-1)!.push({ resolved, sql });
  }
  return all;
}

function verdictSql(facts: string, batch: readonly Compiled[]): string {
  const columns = batch.map(({ sql }, i) => `CAST(${sql} AS UTINYINT) AS v${i}`);
  return `SELECT rowid AS row, ${columns.join(', ')} FROM ${facts}`;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
