import type { Scope, Severity } from '#core/model/finding.ts';
import type { FactAbout } from '#core/store/fact.ts';
import { FACTS } from '#core/store/facts.ts';
import { literal } from '#core/store/sql.ts';
import { factsOf } from './condition.ts';
import { STATEMENT_LIMIT, type Judged, type Verdict } from './judging.ts';
import type { Language } from './message.ts';
import { templateSql } from './message-sql.ts';
import type { ResolvedRule } from './resolve.ts';

const LOWERED: Record<Severity, Severity> = { error: 'warning', warning: 'info', info: 'info' };
/** Stands before the message of a finding whose record was hard to read. */
export const CHECK_FIRST: Record<Language, string> = { zh: '先核对原件：', en: 'Check the original first: ' };

/** Columns of a judged table that findings show as they are, by scope. */
const SHOWN: Record<Scope, { form: string; project: string; indicator: string; raw: string; money: string }> =
  {
    indicator: { form: 'form_id', project: 'project', indicator: 'name', raw: 'raw', money: 'annual' },
    project: { form: 'form_id', project: 'name', indicator: 'NULL', raw: 'NULL', money: 'annual' },
    'name-group': { form: 'NULL', project: 'NULL', indicator: 'name', raw: 'NULL', money: 'annual_sum' },
    department: { form: 'NULL', project: 'name', indicator: 'NULL', raw: 'NULL', money: 'annual' },
  };

/** The column that says whether the reader had trouble with a part of the record. */
const NOTED: Record<Scope, Partial<Record<FactAbout, string>>> = {
  indicator: {
    row: 'noted',
    goal: 'form_goal_noted',
    funding: 'form_funding_noted',
    head: 'form_head_noted',
    table: 'form_table_noted',
  },
  project: {
    goal: 'form_goal_noted',
    funding: 'form_funding_noted',
    head: 'form_head_noted',
    table: 'form_table_noted',
  },
  'name-group': { row: 'noted' },
  department: { row: 'noted' },
};

/** Of which records findings are made: all that a rule flags, without it. */
export type Which = Parameters<Judged['flagged']>[1];

/** The findings of one rule, columns named as those of table `finding`, without `finding_order` and `waived`; in no order. */
export function findingSql({ scope, flagged }: Judged, verdict: Verdict, which?: Which): string {
  const { resolved } = verdict;
  const { rule, severity, params } = resolved;
  const shown = SHOWN[scope];
  const message = (language: Language) =>
    `CASE WHEN check_original THEN ${literal(CHECK_FIRST[language])} ELSE '' END || ${templateSql(rule.message[language], language, params, FACTS[scope])}`;
  const columns = {
    rule: literal(rule.id),
    code: literal(rule.code),
    severity: severitySql(resolved, 'check_original', literal),
    declared_severity: literal(severity),
    scope: literal(scope),
    review: literal(rule.review),
    form_id: shown.form,
    record: 'record',
    project: shown.project,
    indicator: shown.indicator,
    raw: shown.raw,
    money: shown.money,
    message_zh: message('zh'),
    message_en: message('en'),
    check_original: 'check_original',
    fingerprint: fingerprintSql(scope, resolved),
    source_file: `coalesce(source_file, '')`,
    source_line: `CAST(${lineSql(scope, resolved)} AS INTEGER)`,
  };
  const list = Object.entries(columns).map(([name, sql]) => `${sql} AS ${name}`);
  return `SELECT ${list.join(', ')} FROM (SELECT *, ${doubtSql(scope, resolved)} AS check_original FROM ${flagged(verdict, which)})`;
}

/** Whether the reader had trouble with what a rule reads of a record, over the columns of `Judged.table`. */
export function doubtSql(scope: Scope, resolved: ResolvedRule): string {
  const noted = aboutsOf(resolved).flatMap((about) => NOTED[scope][about] ?? []);
  return noted.map((part) => `coalesce(${part}, FALSE)`).join(' OR ') || 'FALSE';
}

/** The severity of a rule's finding where `doubt` says whether the record was hard to read; `write`: how a severity is put into SQL. */
export function severitySql(
  { rule, severity }: ResolvedRule,
  doubt: string,
  write: (severity: Severity) => string,
): string {
  return rule.doubt === 'keep'
    ? write(severity)
    : `CASE WHEN ${doubt} THEN ${write(LOWERED[severity])} ELSE ${write(severity)} END`;
}

/** The columns that `doubtSql` reads. */
export const doubtsOf = (scope: Scope): string[] => [...new Set(Object.values(NOTED[scope]))];

/** The columns of `findingSql`, in its order. */
export const FOUND = [
  'rule',
  'code',
  'severity',
  'declared_severity',
  'scope',
  'review',
  'form_id',
  'record',
  'project',
  'indicator',
  'raw',
  'money',
  'message_zh',
  'message_en',
  'check_original',
  'fingerprint',
  'source_file',
  'source_line',
] as const;

/** The findings of several rules as few statements of bearable length, each with the number of rules in it. */
export function findingStatements(
  judged: Judged,
  verdicts: readonly Verdict[],
  which?: Which,
): { sql: string; rules: number }[] {
  const all: { sql: string; rules: number }[] = [];
  for (const verdict of verdicts) {
    const sql = findingSql(judged, verdict, which);
    const last = all.at(-1);
    if (last && last.sql.length + sql.length < STATEMENT_LIMIT) {
      last.sql += `\nUNION ALL ${sql}`;
      last.rules++;
    } else all.push({ sql, rules: 1 });
  }
  return all;
}

/** Rule id, project, year, level 2, indicator and printed value as 16 hex digits; a group takes all its values. */
export function fingerprintSql(scope: Scope, { rule }: ResolvedRule): string {
  const year = 'CAST(CAST(year AS BIGINT) AS VARCHAR)';
  const parts = {
    indicator: ['project', year, 'level2', 'name', 'raw'],
    project: ['name', year, 'NULL', 'NULL', 'NULL'],
    'name-group': ['NULL', year, 'NULL', 'name', 'array_to_string(list_sort(raw_values), chr(30))'],
    department: ['name', year, 'form_kind', 'NULL', 'NULL'],
  }[scope];
  const texts = parts.map((part) => (part === 'NULL' ? `''` : `coalesce(${part}, '')`));
  return `substr(sha256(concat_ws(chr(31), ${[literal(rule.id), ...texts].join(', ')})), 1, 16)`;
}

/** The parts of the form that the rule's conditions read, in the order first met; a group is doubtful as a whole. */
function aboutsOf({ rule }: ResolvedRule): FactAbout[] {
  if (rule.scope === 'name-group' || rule.scope === 'department') return ['row'];
  const facts = [...factsOf(rule.conditions), ...factsOf(rule.applies)];
  return [...new Set(facts.map((fact) => FACTS[rule.scope][fact]?.about ?? 'none'))];
}

/** Where to look: an indicator's own line, or the part of the form that the first fact read is about. */
function lineSql(scope: Scope, resolved: ResolvedRule): string {
  if (scope !== 'project') return 'source_line';
  const part = aboutsOf(resolved).find((about) => about === 'goal' || about === 'funding');
  return part ? `coalesce(form_${part}_line, source_line)` : 'source_line';
}
