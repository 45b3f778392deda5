import type { Scope } from '#core/model/finding.ts';
import type { Connector } from '#core/store/connector.ts';
import { FACT_VIEWS } from '#core/store/facts.ts';
import { literal } from '#core/store/sql.ts';
import { compile } from './compile.ts';
import type { Params, Rule } from './rule.ts';

/** A record that one version of a rule flags and the other does not. `form_id` and `ordinal` say where it is shown. */
export interface ChangedRecord {
  record: string;
  form_id: string | null;
  ordinal: number | null;
  project: string | null;
  name: string | null;
  raw: string | null;
  line: number | null;
}

/** What a rule says of the loaded portfolio beside what it said before: records = notApplicable + checked. */
export interface RuleChange {
  records: number;
  checked: number;
  flagged: number;
  notApplicable: number;
  /** Flagged by the version before. */
  before: number;
  added: number;
  gone: number;
  /** Annual budget of the forms flagged, each once, yuan; of groups, of all their members. */
  money: number;
  /** The first of those newly flagged and of those no longer flagged, in the order of the forms. */
  addedSamples: ChangedRecord[];
  goneSamples: ChangedRecord[];
}

interface Counts {
  records: number;
  checked: number;
  flagged: number;
  before: number;
  added: number;
  gone: number;
  added_records: string[] | null;
  gone_records: string[] | null;
}

/** Order of the forms; the largest groups first. */
const ORDER: Record<Scope, string> = {
  indicator: 'form_order * 100000 + ordinal',
  project: 'form_order',
  'name-group': '-n_projects',
  department: '-annual',
};

/** What money is counted by, so that each budget counts once, and the column it stands in. */
export const MONEY: Record<Scope, { by: string; column: string }> = {
  indicator: { by: 'form_order', column: 'annual' },
  project: { by: 'form_order', column: 'annual' },
  'name-group': { by: 'record', column: 'annual_sum' },
  department: { by: 'record', column: 'annual' },
};

const SHOWN: Record<Scope, string> = {
  indicator: 'record, form_id, ordinal, project, name, raw, source_line AS line',
  project: 'record, form_id, NULL AS ordinal, name AS project, NULL AS name, NULL AS raw, source_line AS line',
  'name-group':
    'record, NULL AS form_id, NULL AS ordinal, projects_text AS project, name, values_text AS raw, NULL AS line',
  department: 'record, NULL AS form_id, NULL AS ordinal, name AS project, NULL AS name, NULL AS raw, source_line AS line',
};

/**
 * Judges the whole portfolio by a rule not yet saved, in one pass over its fact view, beside the version `before` (none: everything
 * flagged is new). A version of another scope looks at other records and counts as none.
 */
export async function ruleChange(
  db: Connector,
  now: { rule: Rule; params: Params },
  before: { rule: Rule; params: Params } | null,
  options: { samples?: number; signal?: AbortSignal } = {},
): Promise<RuleChange> {
  const { scope } = now.rule;
  const view = FACT_VIEWS[scope];
  const { applies, conditions } = compile(now.rule, now.params);
  const was = before && before.rule.scope === scope ? compile(before.rule, before.params) : null;
  const most = Math.trunc(options.samples ?? 5);
  const first = (which: string) => `arg_min(record, ${ORDER[scope]}, ${most}) FILTER (${which})`;
  const count = (which: string) => `CAST(count(*) FILTER (${which}) AS DOUBLE)`;
  const { by: form, column: money } = MONEY[scope];
  const columns = [...new Set(['record', form, money, ...ORDER[scope].match(/[a-z_]+/g)!])];
  const [row] = await db.query<Counts & { money: number | null }>(
    `WITH judged AS MATERIALIZED (SELECT ${columns.join(', ')}, ${applies} AS looked, ${applies} AND ${conditions} AS flagged,
  ${was ? `${was.applies} AND ${was.conditions}` : 'FALSE'} AS was FROM ${view}
  WHERE ${applies}${was && was.applies !== applies ? ` OR ${was.applies}` : ''})
SELECT (SELECT CAST(count(*) AS DOUBLE) FROM ${view}) AS records, ${count('looked')} AS checked, ${count('flagged')} AS flagged, ${count('was')} AS before,
  ${count('flagged AND NOT was')} AS added, ${count('was AND NOT flagged')} AS gone,
  ${first('flagged AND NOT was')} AS added_records, ${first('was AND NOT flagged')} AS gone_records,
  (SELECT sum(m) FROM (SELECT any_value(${money}) AS m FROM judged WHERE flagged GROUP BY ${form})) AS money
FROM judged`,
    options,
  );
  const counts = row!;
  const [addedRecords, goneRecords] = [counts.added_records ?? [], counts.gone_records ?? []];
  const shown = await recordsOf(db, scope, [...addedRecords, ...goneRecords], options);
  const pick = (records: string[]) => records.flatMap((record) => shown.get(record) ?? []);
  const { records, checked, flagged, added, gone } = counts;
  return {
    records,
    checked,
    flagged,
    notApplicable: records - checked,
    before: counts.before,
    added,
    gone,
    money: counts.money ?? 0,
    addedSamples: pick(addedRecords),
    goneSamples: pick(goneRecords),
  };
}

async function recordsOf(
  db: Connector,
  scope: Scope,
  records: readonly string[],
  options: { signal?: AbortSignal },
): Promise<Map<string, ChangedRecord>> {
  if (records.length === 0) return new Map();
  const rows = await db.query<ChangedRecord>(
    `SELECT ${SHOWN[scope]} FROM ${FACT_VIEWS[scope]} WHERE record IN (${records.map((r) => literal(r)).join(', ')})`,
    options,
  );
  return new Map(rows.map((row) => [row.record, row]));
}
