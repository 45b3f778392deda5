import type { Scope } from '#core/model/finding.ts';
import type { Connector } from '#core/store/connector.ts';
import { FACTS, FACT_VIEWS } from '#core/store/facts.ts';
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
  added_places: number[] | null;
  gone_places: number[] | null;
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
  project:
    'record, form_id, NULL AS ordinal, name AS project, NULL AS name, NULL AS raw, source_line AS line',
  'name-group':
    'record, NULL AS form_id, NULL AS ordinal, projects_text AS project, name, values_text AS raw, NULL AS line',
  department:
    'record, NULL AS form_id, NULL AS ordinal, name AS project, NULL AS name, NULL AS raw, source_line AS line',
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
  // Rows that neither version applies to are left out; where both apply to the same ones, those that are left need not be asked again.
  const alike = was === null || was.applies === applies;
  const [looked, wasLooked, either] = alike
    ? ['TRUE', 'TRUE', compile(now.rule, now.params, FACTS[scope], { certain: false }).applies]
    : [applies, was.applies, `${applies} OR ${was.applies}`];
  const most = Math.trunc(options.samples ?? 5);
  const first = (which: string) => `arg_min(place, ${ORDER[scope]}, ${most}) FILTER (${which})`;
  const count = (which: string) => `CAST(count(*) FILTER (${which}) AS DOUBLE)`;
  const { by: form, column: money } = MONEY[scope];
  const columns = [...new Set([form, money, ...ORDER[scope].match(/[a-z_]+/g)!])];
  const [row] = await db.query<Counts & { money: number | null }>(
    `WITH judged AS MATERIALIZED (SELECT CAST(rowid AS DOUBLE) AS place, ${columns.join(', ')}, ${looked} AS looked, ${looked} AND ${conditions} AS flagged,
  ${was ? `${wasLooked} AND ${was.conditions}` : 'FALSE'} AS was FROM ${view} WHERE ${either})
SELECT (SELECT CAST(count(*) AS DOUBLE) FROM ${view}) AS records, ${count('looked')} AS checked, ${count('flagged')} AS flagged, ${count('was')} AS before,
  ${count('flagged AND NOT was')} AS added, ${count('was AND NOT flagged')} AS gone,
  ${first('flagged AND NOT was')} AS added_places, ${first('was AND NOT flagged')} AS gone_places,
  (SELECT sum(m) FROM (SELECT any_value(${money}) AS m FROM judged WHERE flagged GROUP BY ${form})) AS money
FROM judged`,
    options,
  );
  const counts = row!;
  const [addedPlaces, gonePlaces] = [counts.added_places ?? [], counts.gone_places ?? []];
  const shown = await recordsAt(db, scope, [...addedPlaces, ...gonePlaces], options);
  const pick = (places: number[]) => places.flatMap((place) => shown.get(place) ?? []);
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
    addedSamples: pick(addedPlaces),
    goneSamples: pick(gonePlaces),
  };
}

async function recordsAt(
  db: Connector,
  scope: Scope,
  places: readonly number[],
  options: { signal?: AbortSignal },
): Promise<Map<number, ChangedRecord>> {
  if (places.length === 0) return new Map();
  const rows = await db.query<ChangedRecord & { place: number }>(
    `SELECT CAST(rowid AS DOUBLE) AS place, ${SHOWN[scope]} FROM ${FACT_VIEWS[scope]} WHERE rowid IN (${places.map(Math.trunc).join(', ')})`,
    options,
  );
  return new Map(rows.map(({ place, ...record }) => [place, record as ChangedRecord]));
}
