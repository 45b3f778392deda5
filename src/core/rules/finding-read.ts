import { SCOPES, type Finding } from '#core/model/finding.ts';
import type { Connector, Row } from '#core/store/connector.ts';
import { FACT_VIEWS } from '#core/store/facts.ts';
import { citedLines } from '#core/store/questions/cited-lines.ts';
import { findingFilings } from '#core/store/questions/finding-filing.ts';
import type { FindingRow } from '#core/store/questions/finding-list.ts';
import { identifier, literal } from '#core/store/sql.ts';
import { factsOf } from './condition.ts';
import type { Language } from './message.ts';
import { relatedOf, type Related } from './related.ts';
import type { ResolvedRule } from './resolve.ts';

/** Each query looks through the facts of all records for its own. */
const ROWS_PER_QUERY = 20_000;
/** Findings handed over at a time. */
const PER_PAGE = 2_000;

export interface ReadOptions {
  /** Of `Finding.message`; default `zh`. */
  language?: Language;
  signal?: AbortSignal;
  /** Of this rule only. */
  rule?: string;
  /** The first so many. */
  most?: number;
  /** Without evidence and other places, which take longest to read. */
  bare?: boolean;
  /** Asked often: waits when the thread was held long enough (a page's), else answers `undefined`. */
  breathe?(): Promise<void> | undefined;
}

/** All findings of the last run, in their order, with evidence and other places; `rules` are those that ran. For reports: a screen reads pages. */
export async function readFindings(
  db: Connector,
  rules: readonly ResolvedRule[],
  options: ReadOptions = {},
): Promise<Finding[]> {
  const all: Finding[] = [];
  for await (const { findings } of findingSlices(db, rules, options))
    for (const finding of findings) all.push(finding);
  return all;
}

/** The same a few thousand at a time, with the printed lines they stand at (by `file:line`), for whoever writes them on. */
export async function* findingSlices(
  db: Connector,
  rules: readonly ResolvedRule[],
  { language = 'zh', rule, most = Infinity, bare = false, signal, breathe }: ReadOptions = {},
): AsyncGenerator<{ findings: Finding[]; printed: Map<string, string> }> {
  const ruleOf = new Map(rules.map((resolved) => [resolved.rule.id, resolved]));
  const own = rule === undefined ? 'TRUE' : `rule = ${literal(rule)}`;
  let from = 0;
  for (let left = most; left > 0;) {
    const [last] = await db.query<{ n: number; upto: number | null }>(
      `SELECT CAST(count(*) AS DOUBLE) AS n, CAST(max(finding_order) AS DOUBLE) AS upto FROM (
         SELECT finding_order FROM finding WHERE finding_order > ${from} AND ${own} ORDER BY finding_order LIMIT ${Math.min(left, ROWS_PER_QUERY)})`,
    );
    if (!last || last.upto === null) return;
    const where = `finding_order > ${from} AND finding_order <= ${last.upto} AND ${own}`;
    from = last.upto;
    left -= last.n;
    const rows = await db.query<FindingRow>(`SELECT * FROM finding WHERE ${where} ORDER BY finding_order`, {
      signal,
    });
    const filings = await findingFilings(db, where);
    const evidence = bare ? null : await evidenceOf(db, rules, where, signal);
    const related = bare ? null : await relatedByRule(db, ruleOf, rows);
    const cited = new Map(
      (await citedLines(db, where)).map(({ file, line, text }) => [`${file}:${line}`, text]),
    );
    let findings: Finding[] = [];
    let printed = new Map<string, string>();
    for (const [i, row] of rows.entries()) {
      if (i % 100 === 99) await breathe?.();
      const filing = filings.get(row.finding_order);
      const facts = evidence?.get(row.finding_order) ?? {};
      const reads = evidence ? factsOf(ruleOf.get(row.rule)?.rule.conditions ?? { all: [] }) : [];
      findings.push({
        rule: row.rule,
        code: row.code,
        severity: row.severity,
        declaredSeverity: row.declared_severity,
        scope: row.scope,
        review: row.review,
        formId: row.form_id,
        department: filing?.department ?? null,
        unit: filing?.unit ?? null,
        year: filing?.year ?? null,
        project: row.project,
        record: row.record,
        indicator: row.indicator,
        raw: row.raw,
        money: row.money,
        message: language === 'zh' ? row.message_zh : row.message_en,
        evidence: Object.fromEntries(reads.map((fact) => [fact, facts[fact] ?? null])),
        source: {
          file: row.source_file ?? '',
          page: null,
          sheet: null,
          line: row.source_line,
          row: null,
          column: null,
        },
        related: related?.get(row.rule)?.get(row.record) ?? [],
        checkOriginal: row.check_original,
        fingerprint: row.fingerprint,
        waived: row.waived,
      });
      const place = `${row.source_file}:${row.source_line}`;
      const text = cited.get(place);
      if (text !== undefined) printed.set(place, text);
      if (findings.length === PER_PAGE || i === rows.length - 1) {
        yield { findings, printed };
        findings = [];
        printed = new Map();
      }
    }
  }
}

/** The facts that the rules' conditions read of the records of some findings, by `finding_order`. */
async function evidenceOf(
  db: Connector,
  rules: readonly ResolvedRule[],
  where: string,
  signal: AbortSignal | undefined,
): Promise<Map<number, Row>> {
  const evidence = new Map<number, Row>();
  for (const scope of SCOPES) {
    const own = rules.filter(({ rule }) => rule.scope === scope);
    const facts = [...new Set(own.flatMap(({ rule }) => factsOf(rule.conditions)))];
    if (facts.length === 0) continue;
    const rows = await db.query<Row>(
      `SELECT o.finding_order, ${facts.map((fact) => `f.${identifier(fact)}`).join(', ')}
       FROM (SELECT finding_order, record FROM finding WHERE scope = '${scope}' AND ${where}) o JOIN ${FACT_VIEWS[scope]} f ON f.record = o.record`,
      { signal },
    );
    for (const row of rows) evidence.set(row['finding_order'] as number, row);
  }
  return evidence;
}

async function relatedByRule(
  db: Connector,
  ruleOf: ReadonlyMap<string, ResolvedRule>,
  rows: readonly FindingRow[],
): Promise<Map<string, Map<string, Related>>> {
  const byRule = new Map<string, Map<string, Related>>();
  for (const id of new Set(rows.map((row) => row.rule))) {
    const resolved = ruleOf.get(id);
    const records = rows.filter((row) => row.rule === id).map((row) => row.record);
    if (resolved) byRule.set(id, await relatedOf(db, resolved, [...new Set(records)]));
  }
  return byRule;
}
