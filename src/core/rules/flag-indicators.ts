import { SEVERITIES } from '#core/model/finding.ts';
import type { Connector } from '#core/store/connector.ts';
import { JUDGED, JUDGED_RULE } from '#core/store/explore/judged.ts';
import { literal } from '#core/store/sql.ts';
import { perCase } from './cases.ts';
import { fingerprintTable } from './fingerprint-table.ts';
import { doubtsOf, doubtSql, fingerprintSql, severitySql } from './finding-sql.ts';
import { judgeScope, type Judged, type Verdict } from './judging.ts';
import type { ResolvedSet } from './resolve.ts';
import { inForce, type Waiver } from './waiver.ts';

/** Indicators of so many forms at a time, about: what is held of them meanwhile takes some 75 MB; a page has not three times that to spare. */
const INDICATORS = 250_000;

export interface FlagOptions {
  waivers: readonly Waiver[];
  /** ISO day or time against which waivers expire. */
  now: string;
  /** Indicators taken at a time, about. */
  most?: number;
  /** Hears which share is done, from 0 to 1. */
  onProgress?(share: number): void;
  signal?: AbortSignal;
}

/**
 * Says of every indicator which rules of a set flag it and how heavily, off the verdicts and without making findings, which of a large portfolio
 * do not fit: fills `JUDGED` and `JUDGED_RULE`, as `judgeByFindings` would with all findings of the set made.
 */
export async function flagIndicators(db: Connector, set: ResolvedSet, options: FlagOptions): Promise<void> {
  const { most = INDICATORS, signal } = options;
  const cases = set.rules.filter(({ rule }) => rule.scope === 'indicator').flatMap(perCase);
  const judged = await judgeScope(db, 'indicator', cases, { signal });
  if (judged.verdicts.length === 0) return;
  const ask = (sql: string) => db.query(sql, { signal });
  const alike = [...judged.words, ...doubtsOf('indicator'), 'waived'].join(', ');
  const ways = (records: string, from: string) => waysSql(judged.verdicts, alike, records, from);
  await ask(`CREATE OR REPLACE TEMP TABLE flagging_form AS ${FORMS}`);
  await findWaived(db, judged, options);
  await ask(`CREATE OR REPLACE TEMP TABLE flagging_way AS ${ways(`(${recordsSql(judged, 'FALSE')})`, '0')}`);
  const [last] = await db.query<{ first: number }>(
    'SELECT coalesce(max(first), -1)::DOUBLE AS first FROM flagging_form',
  );
  for (let from = 0; from <= last!.first; from += most) {
    const forms = `first >= ${from} AND first < ${from + most}`;
    await ask(`CREATE OR REPLACE TEMP TABLE flagging AS ${recordsSql(judged, forms)}`);
    const fresh = `(SELECT DISTINCT ${alike} FROM flagging ANTI JOIN flagging_way USING (${alike}))`;
    await ask(`INSERT INTO flagging_way ${ways(fresh, '(SELECT count(*) FROM flagging_way)')}`);
    await ask(`INSERT INTO ${JUDGED} SELECT f.id, w.severity, CASE WHEN len(w.found) = 0 THEN 0 ELSE w.way END
FROM flagging f JOIN flagging_way w USING (${alike}) ORDER BY f.id`);
    options.onProgress?.(Math.min(1, (from + most) / (last!.first + 1)));
  }
  const reviews = set.rules.map(({ rule }) => `(${literal(rule.id)}, ${literal(rule.review)})`).join(', ');
  await ask(`INSERT INTO ${JUDGED_RULE} SELECT f.way, f.rule, r.review
FROM (SELECT way, unnest(found) AS rule FROM flagging_way) f JOIN (VALUES ${reviews}) r(rule, review) ON r.rule = f.rule`);
  for (const table of ['flagging_form', 'flagging_waiver', 'flagging_waived', 'flagging_way', 'flagging'])
    await ask(`DROP TABLE IF EXISTS ${table}`);
}

/** Every form: the id of its first indicator, and which of its parts were hard to read. The ordinals of its indicators count from 1. */
const FORMS = `SELECT c.project AS form, min(c.id) AS first, ${['goal', 'funding', 'head', 'table']
  .map((part) => `coalesce(any_value(p.${part}_noted), FALSE) AS form_${part}_noted`)
  .join(', ')}
FROM coded_indicator c JOIN project p ON p.form_order = c.project GROUP BY c.project`;

/** The indicators of some forms: id, verdicts, what was hard to read, and which findings a waiver covers. */
function recordsSql({ counted, words }: Judged, forms: string): string {
  return `SELECT r.*, coalesce(w.rules, '') AS waived FROM (
  SELECT (o.first + f.ordinal - 1)::INTEGER AS id, ${words.map((word) => `v.${word}`).join(', ')}, coalesce(f.noted, FALSE) AS noted,
    o.* EXCLUDE (form, first)
  FROM (FROM flagging_form WHERE ${forms}) o JOIN ${counted} v ON v.form = o.form JOIN indicator_fact f ON f.rowid = v.row
) r LEFT JOIN (SELECT id, string_agg(DISTINCT rule, ' ' ORDER BY rule) AS rules FROM flagging_waived GROUP BY id) w ON w.id = r.id`;
}

/** The ways in which records differ, numbered on from `from`, each with the rules that flag it and the heaviest severity. */
function waysSql(verdicts: readonly Verdict[], alike: string, records: string, from: string): string {
  const found = verdicts.map(({ resolved, flagged }) => {
    const open = `(${flagged}) AND NOT list_contains(string_split(waived, ' '), ${literal(resolved.rule.id)})`;
    const severity = severitySql(resolved, doubtSql('indicator', resolved), (one) =>
      String(SEVERITIES.indexOf(one) + 1),
    );
    return {
      rule: `CASE WHEN ${open} THEN ${literal(resolved.rule.id)} END`,
      severity: `CASE WHEN ${open} THEN ${severity} END`,
    };
  });
  const listed = (what: 'rule' | 'severity') => `[${found.map((one) => one[what]).join(', ')}]`;
  return `SELECT ${alike}, (row_number() OVER () + ${from})::INTEGER AS way,
  list_filter(${listed('rule')}, lambda rule: rule IS NOT NULL) AS found, coalesce(list_min(${listed('severity')}), 0)::TINYINT AS severity
FROM ${records}`;
}

/** Fills `flagging_waived`: a row for each finding that a waiver covers. */
async function findWaived(
  db: Connector,
  { table, verdicts }: Judged,
  { waivers, now, signal }: FlagOptions,
): Promise<void> {
  await db.query('CREATE OR REPLACE TEMP TABLE flagging_waived (id INTEGER, rule VARCHAR)');
  if (waivers.length === 0) return;
  await fingerprintTable(
    db,
    'flagging_waiver',
    inForce(waivers, now).map(({ fingerprint }) => fingerprint),
  );
  for (const { resolved, flagged } of verdicts)
    await db.query(
      `INSERT INTO flagging_waived SELECT o.first + r.ordinal - 1, ${literal(resolved.rule.id)}
FROM (SELECT form_order, ordinal FROM ${table} WHERE ${flagged} AND ${fingerprintSql('indicator', resolved)} IN (FROM flagging_waiver)) r
JOIN flagging_form o ON o.form = r.form_order`,
      { signal },
    );
}
