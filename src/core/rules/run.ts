import { SCOPES, type Outcome } from '#core/model/finding.ts';
import type { Connector } from '#core/store/connector.ts';
import { perCase } from './cases.ts';
import { Staging, type Waived } from './finding-table.ts';
import { judgeScope } from './judging.ts';
import { createMessageMacros } from './message-sql.ts';
import { countOutcomes } from './outcomes.ts';
import { storeOutcomes } from './run-tables.ts';
import type { ResolvedSet } from './resolve.ts';
import { forgetVerdicts } from './kept-verdicts.ts';
import { inForce, reportWaivers, type Waiver, type WaiverReport } from './waiver.ts';

export interface RunOptions {
  /** `counts` makes no findings and leaves the table `finding` empty; default `all`. */
  findings?: 'all' | 'counts';
  waivers?: readonly Waiver[];
  /** Writes down what each record is judged by, so that a run after the next load judges only records that have changed. */
  remember?: boolean;
  /** ISO day or time against which waivers expire; needed when there are waivers. */
  now?: string;
  /** Hears what is known when a scope has been judged: outcomes of it and of those before, waived ones not yet counted. */
  onScope?(outcomes: readonly Outcome[]): void;
  onProgress?(done: { rules: number; of: number; findings: number }): void;
  signal?: AbortSignal;
}

export interface Run {
  set: { name: string; version: string };
  /** One a rule of the set, by code. */
  outcomes: Outcome[];
  waivers: WaiverReport;
  /** Rules that failed while running, with DuckDB's message; each is an outcome with `errors`. */
  failures: { rule: string; message: string }[];
}

/**
 * Runs a rule set over the loaded portfolio: each fact view is read once, all rules are judged and all findings made in the database; none
 * of them passes through here (`readFindings` reads them). The tables `finding` and `outcome` are replaced when everything has gone well,
 * so an aborted run leaves the last one standing.
 * @throws the signal's reason when aborted; DuckDB's error when the fact views are not there
 */
export async function run(db: Connector, set: ResolvedSet, options: RunOptions = {}): Promise<Run> {
  const { waivers = [], now = '', findings = 'all', remember, signal } = options;
  if (waivers.length > 0 && now === '') throw new RangeError('waivers need `now`');
  const active = [...new Set(inForce(waivers, now).map((waiver) => waiver.fingerprint))];
  const outcomes: Outcome[] = [];
  const failures: Run['failures'] = [];
  const waived: Waived[] = [];
  let rules = 0;
  let found = 0;
  const cases = set.rules.flatMap(perCase);
  const progress = () => options.onProgress?.({ rules, of: cases.length, findings: found });

  await createMessageMacros(db);
  const staging = await Staging.open(db, active);
  try {
    for (const scope of SCOPES) {
      const own = cases.filter(({ rule }) => rule.scope === scope);
      if (own.length === 0) continue;
      const before = rules;
      const judged = await judgeScope(db, scope, own, { remember, signal });
      failures.push(...judged.failures.map(({ resolved, message }) => ({ rule: resolved.rule.id, message })));
      const counted = await countOutcomes(db, judged, { signal });
      outcomes.push(...counted);
      options.onScope?.([...outcomes]);
      found += counted.reduce((sum, outcome) => sum + outcome.flagged, 0);
      const flagging = new Set(
        counted.filter((outcome) => outcome.flagged > 0).map((outcome) => outcome.rule),
      );
      const verdicts = judged.verdicts.filter(({ resolved }) => flagging.has(resolved.rule.id));
      const made = findings === 'all' ? staging.carry(judged, verdicts) : new Set<string>();
      const fresh = verdicts.filter(({ resolved }) => !made.has(resolved.rule.id));
      rules += own.length - fresh.length;
      progress();
      if (findings === 'all')
        await staging.add(judged, fresh, (done) => ((rules += done), progress()), { signal });
      else if (active.length > 0) waived.push(...(await staging.waivedOf(judged, verdicts, { signal })));
      rules = before + own.length;
    }
    progress();
    signal?.throwIfAborted();
    await staging.settle({ signal });
    if (findings === 'all' && active.length > 0) waived.push(...(await staging.waived({})));
  } finally {
    await staging.drop();
    if (db.numbersRows === false) await forgetVerdicts(db);
  }
  const outcomeOf = new Map(outcomes.map((outcome) => [outcome.rule, outcome]));
  for (const { rule, rows } of waived) outcomeOf.get(rule)!.waived += rows;
  const given = new Map(set.rules.map(({ rule, severity }) => [rule.id, severity]));
  for (const outcome of outcomes) outcome.severity = given.get(outcome.rule) ?? outcome.severity;
  outcomes.sort((a, b) => (a.code < b.code ? -1 : a.code > b.code ? 1 : 0));
  await storeOutcomes(db, outcomes);
  return {
    set: { name: set.name, version: set.version },
    outcomes,
    waivers: reportWaivers(waivers, now, new Set(waived.map(({ fingerprint }) => fingerprint))),
    failures,
  };
}
