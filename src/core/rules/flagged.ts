import type { Scope } from '#core/model/finding.ts';
import type { Connector, Row } from '#core/store/connector.ts';
import { identifier, literal } from '#core/store/sql.ts';
import { columnsOf, type Judged, type Verdict } from './judging.ts';

/** Members of a group that a finding lists; a name may stand in thousands of projects. */
const MEMBER_LIMIT = 50;

interface Options {
  signal?: AbortSignal;
}

/**
 * The rows that some rules of one verdict table flagged: `_rule` is the rule's place in `verdicts`, `_…` what every finding shows,
 * the rest the facts of all these rules by name.
 */
export function flaggedRows(db: Connector, judged: Judged, verdicts: readonly Verdict[], options: Options): Promise<Row[]> {
  const { scope } = judged;
  const group = scope === 'name-group';
  const shown: Record<string, string> = {
    _rule: 'v.rule',
    _record: 'f.record',
    _form: group ? 'NULL' : 'f.form_id',
    _project: { indicator: 'f.project', project: 'f.name', 'name-group': 'NULL' }[scope],
    _indicator: scope === 'project' ? 'NULL' : 'f.name',
    _raw: scope === 'indicator' ? 'f.raw' : 'NULL',
    _money: group ? 'f.annual_sum' : 'f.annual',
    _file: group ? 'NULL' : 'f.source_file',
    _line: group ? 'NULL' : 'f.source_line',
    _goal_line: group ? 'NULL' : 'CAST(f.form_goal_line AS DOUBLE)',
    _funding_line: group ? 'NULL' : 'CAST(f.form_funding_line AS DOUBLE)',
    _row_noted: scope === 'project' ? 'FALSE' : 'f.noted',
    _goal_noted: group ? 'FALSE' : 'f.form_goal_noted',
    _funding_noted: group ? 'FALSE' : 'f.form_funding_noted',
    _head_noted: group ? 'FALSE' : 'f.form_head_noted',
    _table_noted: group ? 'FALSE' : 'f.form_table_noted',
    _fingerprint: fingerprintSql(scope, verdicts),
  };
  const list = Object.entries(shown).map(([name, sql]) => `${sql} AS ${name}`);
  const facts = [...new Set(verdicts.flatMap(({ resolved }) => columnsOf(resolved)))];
  const columns = [...list, ...facts.map((column) => `f.${identifier(column)}`)];
  return db.query<Row>(`SELECT ${columns.join(', ')} FROM ${flaggedFrom(judged, verdicts)}`, options);
}

/** How many of the rows that each rule flagged have a fingerprint among those given. */
export async function fingerprintsMet(
  db: Connector,
  judged: Judged,
  verdicts: readonly Verdict[],
  among: readonly string[],
  options: Options,
): Promise<{ rule: string; fingerprint: string; rows: number }[]> {
  if (among.length === 0) return [];
  const rows = await db.query<{ rule: number; fingerprint: string; n: number }>(
    `SELECT rule, fingerprint, CAST(count(*) AS DOUBLE) AS n
     FROM (SELECT v.rule, ${fingerprintSql(judged.scope, verdicts)} AS fingerprint FROM ${flaggedFrom(judged, verdicts)})
     WHERE fingerprint IN (${among.map((one) => literal(one)).join(', ')}) GROUP BY ALL`,
    options,
  );
  return rows.map(({ rule, fingerprint, n }) => ({ rule: verdicts[rule]!.resolved.rule.id, fingerprint, rows: n }));
}

/** Members of the groups flagged by these rules, by record, in the order of the forms. */
export async function membersOfGroups(
  db: Connector,
  judged: Judged,
  verdicts: readonly Verdict[],
  options: Options,
): Promise<Map<string, Row[]>> {
  const rows = await db.query<Row>(
    `SELECT f.record, p.name AS project, i.name AS indicator, i.raw, i.source_file AS file,
       CAST(i.source_line AS DOUBLE) AS line
     FROM (SELECT DISTINCT f.record, f.year FROM ${flaggedFrom(judged, verdicts)}) f
     JOIN indicator i ON i.name_norm = f.record
     JOIN project p ON p.form_id = i.form_id AND p.year IS NOT DISTINCT FROM f.year
     QUALIFY row_number() OVER (PARTITION BY f.record ORDER BY p.form_order, i.ordinal) <= ${MEMBER_LIMIT}
     ORDER BY f.record, p.form_order, i.ordinal`,
    options,
  );
  const members = new Map<string, Row[]>();
  for (const row of rows) {
    const record = String(row.record);
    members.set(record, [...(members.get(record) ?? []), row]);
  }
  return members;
}

/** The forms that share the goal of a flagged form, itself left out, in the order of the forms. */
export async function projectsOfGoals(
  db: Connector,
  judged: Judged,
  verdicts: readonly Verdict[],
  options: Options,
): Promise<(record: string) => Row[]> {
  const flagged = `(SELECT DISTINCT f.record, p.goal_norm FROM (SELECT f.record FROM ${flaggedFrom(judged, verdicts)}) f
    JOIN project p ON p.form_id = f.record WHERE p.goal_norm IS NOT NULL)`;
  const goals = await db.query<{ record: string; goal: string }>(
    `SELECT record, md5(goal_norm) AS goal FROM ${flagged}`,
    options,
  );
  const forms = await db.query<Row>(
    `SELECT md5(p.goal_norm) AS goal, p.form_id AS record, p.name AS project, NULL AS indicator, NULL AS raw,
       p.source_file AS file, CAST(coalesce(p.goal_line, p.source_line) AS DOUBLE) AS line
     FROM project p WHERE p.goal_norm IN (SELECT goal_norm FROM ${flagged})
     QUALIFY row_number() OVER (PARTITION BY p.goal_norm ORDER BY p.form_order) <= ${MEMBER_LIMIT + 1}
     ORDER BY p.form_order`,
    options,
  );
  const goalOf = new Map(goals.map(({ record, goal }) => [record, goal]));
  const formsOf = new Map<unknown, Row[]>();
  for (const form of forms) {
    const group = formsOf.get(form.goal);
    if (group) group.push(form);
    else formsOf.set(form.goal, [form]);
  }
  return (record) =>
    (formsOf.get(goalOf.get(record)) ?? []).filter((row) => row.record !== record).slice(0, MEMBER_LIMIT);
}

function flaggedFrom(judged: Judged, verdicts: readonly Verdict[]): string {
  const table = verdicts[0]!.table;
  const pairs = verdicts.map(({ column }, i) => `CASE WHEN ${column} = 2 THEN ${i} END`).join(', ');
  const some = verdicts.map(({ column }) => `${column} = 2`).join(' OR ');
  return `(SELECT row, unnest([${pairs}]) AS rule FROM ${table} WHERE ${some}) v
    JOIN ${judged.facts} f ON f.rowid = v.row WHERE v.rule IS NOT NULL`;
}

/** Rule id, project, year, level 2, indicator and printed value as 16 hex digits; a group takes all its values. */
function fingerprintSql(scope: Scope, verdicts: readonly Verdict[]): string {
  const ids = literal(verdicts.map(({ resolved }) => resolved.rule.id));
  const year = 'CAST(CAST(f.year AS BIGINT) AS VARCHAR)';
  const parts = {
    indicator: ['f.project', year, 'f.level2', 'f.name', 'f.raw'],
    project: ['f.name', year, 'NULL', 'NULL', 'NULL'],
    'name-group': ['NULL', year, 'NULL', 'f.name', `array_to_string(list_sort(f.raw_values), chr(30))`],
  }[scope];
  const texts = [`(${ids})[v.rule + 1]`, ...parts.map((part) => `coalesce(${part}, '')`)];
  return `substr(sha256(concat_ws(chr(31), ${texts.join(', ')})), 1, 16)`;
}
