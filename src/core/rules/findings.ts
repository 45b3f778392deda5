import type { Finding, Severity } from '#core/model/finding.ts';
import type { Source } from '#core/model/source.ts';
import type { Connector, Row, Value } from '#core/store/connector.ts';
import type { FactAbout } from '#core/store/fact.ts';
import { FACTS } from '#core/store/facts.ts';
import { identifier, literal } from '#core/store/sql.ts';
import { factsOf } from './condition.ts';
import { columnsOf, type Judged, type Verdict } from './judging.ts';
import { template, type Language } from './message.ts';
import type { ResolvedRule } from './resolve.ts';

/** Members of a group that a finding lists; a name may stand in thousands of projects. */
const RELATED_LIMIT = 50;

const LOWERED: Record<Severity, Severity> = { error: 'warning', warning: 'info', info: 'info' };
const CHECK_FIRST: Record<Language, string> = { zh: '先核对原件：', en: 'Check the original first: ' };

/** A finding and its message in both languages. */
export interface Told {
  finding: Finding;
  zh: string;
  en: string;
}

/** The findings of one rule, from the rows it flagged. `waived` is left false; the order is that of the records. */
export async function findingsOf(
  db: Connector,
  judged: Judged,
  verdict: Verdict,
  language: Language,
  options: { signal?: AbortSignal },
): Promise<Told[]> {
  const { resolved } = verdict;
  const columns = columnsOf(resolved);
  const rows = await db.query<Row>(flaggedSql(judged, verdict, columns), options);
  const members = judged.scope === 'name-group' ? await membersOf(db, judged, verdict, options) : null;
  const evidence = factsOf(resolved.rule.conditions);
  const say = { zh: template(resolved.rule.message.zh, 'zh'), en: template(resolved.rule.message.en, 'en') };
  return rows.map((row) => {
    const doubt = row._doubt === true;
    const zh = (doubt ? CHECK_FIRST.zh : '') + say.zh(row, resolved.params);
    const en = (doubt ? CHECK_FIRST.en : '') + say.en(row, resolved.params);
    const message = language === 'zh' ? zh : en;
    return { finding: finding(resolved, row, evidence, members?.get(String(row._record)), message), zh, en };
  });
}

/** Fingerprints of the rows that one rule flagged, for counting waived ones without reading findings. */
export async function fingerprintsOf(
  db: Connector,
  judged: Judged,
  verdict: Verdict,
  among: readonly string[],
  options: { signal?: AbortSignal },
): Promise<string[]> {
  if (among.length === 0) return [];
  const sql = `SELECT * FROM (SELECT ${fingerprintSql(verdict.resolved)} AS fingerprint FROM ${flaggedFrom(judged, verdict)}) WHERE fingerprint IN (${among.map((f) => literal(f)).join(', ')})`;
  return (await db.query<{ fingerprint: string }>(sql, options)).map((row) => row.fingerprint);
}

const flaggedFrom = (judged: Judged, { table, column }: Verdict) =>
  `${table} v JOIN ${judged.facts} f ON f.rowid = v.row WHERE v.${column} = 2`;

function flaggedSql(judged: Judged, verdict: Verdict, columns: readonly string[]): string {
  const { scope } = judged;
  const { resolved } = verdict;
  const shown: Record<string, string> = {
    _record: 'f.record',
    _form: scope === 'name-group' ? 'NULL' : 'f.form_id',
    _project: { indicator: 'f.project', project: 'f.name', 'name-group': 'NULL' }[scope],
    _indicator: scope === 'project' ? 'NULL' : 'f.name',
    _raw: scope === 'indicator' ? 'f.raw' : 'NULL',
    _money: scope === 'name-group' ? 'f.annual_sum' : 'f.annual',
    _file: scope === 'name-group' ? 'NULL' : 'f.source_file',
    _line: lineSql(resolved),
    _doubt: doubtSql(resolved),
    _fingerprint: fingerprintSql(resolved),
  };
  const list = Object.entries(shown).map(([name, sql]) => `${sql} AS ${name}`);
  const facts = columns.map((column) => `f.${identifier(column)}`);
  return `SELECT ${[...list, ...facts].join(', ')} FROM ${flaggedFrom(judged, verdict)} ORDER BY v.row`;
}

/** A rule id, project, year, level 2, indicator and printed value as 16 hex digits; a group takes all its values. */
function fingerprintSql({ rule }: ResolvedRule): string {
  const year = 'CAST(CAST(f.year AS BIGINT) AS VARCHAR)';
  const parts = {
    indicator: ['f.project', year, 'f.level2', 'f.name', 'f.raw'],
    project: ['f.name', year, 'NULL', 'NULL', 'NULL'],
    'name-group': ['NULL', year, 'NULL', 'f.name', `array_to_string(list_sort(f.raw_values), chr(30))`],
  }[rule.scope];
  const texts = [literal(rule.id), ...parts.map((part) => `coalesce(${part}, '')`)];
  return `substr(sha256(concat_ws(chr(31), ${texts.join(', ')})), 1, 16)`;
}

function aboutOf({ rule }: ResolvedRule): FactAbout[] {
  const facts = [...factsOf(rule.conditions), ...factsOf(rule.applies)];
  return [...new Set(facts.map((fact) => FACTS[rule.scope][fact]?.about ?? 'none'))];
}

/** Where to look: the part of the form that the first fact read is about. */
function lineSql(resolved: ResolvedRule): string {
  if (resolved.rule.scope === 'name-group') return 'NULL';
  if (resolved.rule.scope === 'indicator') return 'f.source_line';
  const part = aboutOf(resolved).find((about) => about in PART_LINE);
  const line = part && PART_LINE[part as keyof typeof PART_LINE];
  return line ? `coalesce(CAST(f.${line} AS DOUBLE), f.source_line)` : 'f.source_line';
}

const PART_LINE = { goal: 'form_goal_line', funding: 'form_funding_line' } as const;

const NOTED: Record<FactAbout, string | null> = {
  row: 'f.noted',
  goal: 'f.form_goal_noted',
  funding: 'f.form_funding_noted',
  head: 'f.form_head_noted',
  none: null,
};

function doubtSql(resolved: ResolvedRule): string {
  if (resolved.rule.scope === 'name-group') return 'coalesce(f.noted, FALSE)';
  const noted = aboutOf(resolved)
    .filter((about) => !(about === 'row' && resolved.rule.scope === 'project'))
    .flatMap((about) => NOTED[about] ?? []);
  return noted.length === 0 ? 'FALSE' : noted.map((column) => `coalesce(${column}, FALSE)`).join(' OR ');
}

function finding(
  { rule, severity }: ResolvedRule,
  row: Row,
  evidence: readonly string[],
  members: Finding['related'] | undefined,
  message: string,
): Finding {
  const checkOriginal = row._doubt === true;
  const found: Record<string, unknown> = {};
  for (const fact of evidence) found[fact] = row[fact] ?? null;
  return {
    rule: rule.id,
    code: rule.code,
    severity: checkOriginal && rule.doubt !== 'keep' ? LOWERED[severity] : severity,
    declaredSeverity: severity,
    scope: rule.scope,
    review: rule.review,
    formId: text(row._form),
    project: text(row._project),
    record: String(row._record),
    indicator: text(row._indicator),
    raw: text(row._raw),
    money: row._money as number | null,
    message,
    evidence: found,
    source: members?.[0]?.source ?? place(row._file, row._line),
    related: members ?? [],
    checkOriginal,
    fingerprint: String(row._fingerprint),
    waived: false,
  };
}

async function membersOf(
  db: Connector,
  judged: Judged,
  verdict: Verdict,
  options: { signal?: AbortSignal },
): Promise<Map<string, Finding['related']>> {
  const rows = await db.query<Row>(
    `SELECT f.record, p.name AS project, i.name AS indicator, i.raw, i.source_file AS file,
       CAST(i.source_line AS DOUBLE) AS line
     FROM (SELECT f.record, f.year FROM ${flaggedFrom(judged, verdict)}) f
     JOIN indicator i ON i.name_norm = f.record
     JOIN project p ON p.form_id = i.form_id AND p.year IS NOT DISTINCT FROM f.year
     QUALIFY row_number() OVER (PARTITION BY f.record ORDER BY p.form_order, i.ordinal) <= ${RELATED_LIMIT}
     ORDER BY f.record, p.form_order, i.ordinal`,
    options,
  );
  const members = new Map<string, Finding['related']>();
  for (const row of rows) {
    const record = String(row.record);
    const list = members.get(record) ?? [];
    list.push({
      project: text(row.project) ?? '',
      indicator: text(row.indicator),
      raw: text(row.raw),
      source: place(row.file, row.line),
    });
    members.set(record, list);
  }
  return members;
}

function text(value: Value | undefined): string | null {
  return value === null || value === undefined ? null : String(value);
}

function place(file: Value | undefined, line: Value | undefined): Source {
  return { file: text(file) ?? '', page: null, sheet: null, line: (line as number | null) ?? null, row: null, column: null };
}
