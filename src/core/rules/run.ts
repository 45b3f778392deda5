import { SCOPES, type Finding, type Outcome } from '#core/model/finding.ts';
import type { Connector } from '#core/store/connector.ts';
import { findingsOf, type Told } from './findings.ts';
import { fingerprintsMet } from './flagged.ts';
import { judgeScope, type Judged, type Verdict } from './judging.ts';
import type { Language } from './message.ts';
import { countOutcomes } from './outcomes.ts';
import { storeRun } from './run-tables.ts';
import type { ResolvedSet } from './resolve.ts';
import { inForce, reportWaivers, type Waiver, type WaiverReport } from './waiver.ts';

const ROWS_PER_QUERY = 20_000;

export interface RunOptions {
  /** `counts` leaves the findings in the database unread and the table `finding` empty; default `all`. */
  findings?: 'all' | 'counts';
  /** Of `Finding.message`; the table holds both languages. Default `zh`. */
  language?: Language;
  waivers?: readonly Waiver[];
  /** ISO day or time against which waivers expire; needed when there are waivers. */
  now?: string;
  /** Whether the tables `outcome` and `finding` are filled; default true. */
  store?: boolean;
  onProgress?(done: { rules: number; of: number; findings: number }): void;
  signal?: AbortSignal;
  /** Asked often while findings are made: waits when the thread was held long enough (a page's), else answers `undefined`. */
  breathe?(): Promise<void> | undefined;
}

export interface Run {
  set: { name: string; version: string };
  /** One a rule of the set, by code. */
  outcomes: Outcome[];
  /** By file, line, rule; empty when only counts were asked for. */
  findings: Finding[];
  waivers: WaiverReport;
  /** Rules that failed while running, with DuckDB's message; each is an outcome with `errors`. */
  failures: { rule: string; message: string }[];
}

/**
 * Runs a rule set over the loaded portfolio: one evaluation of each fact view, all rules in SQL, messages only for what is flagged.
 * The tables are replaced when everything has gone well, so an aborted run leaves the last one standing.
 * @throws the signal's reason when aborted; DuckDB's error when the fact views are not there
 */
export async function run(db: Connector, set: ResolvedSet, options: RunOptions = {}): Promise<Run> {
  const { waivers = [], now = '', language = 'zh', signal, breathe } = options;
  if (waivers.length > 0 && now === '') throw new RangeError('waivers need `now`');
  const active = new Set(inForce(waivers, now).map((waiver) => waiver.fingerprint));
  const outcomes: Outcome[] = [];
  const told: Told[] = [];
  const failures: Run['failures'] = [];
  const met = new Set<string>();
  let rulesDone = 0;
  const progress = () =>
    options.onProgress?.({ rules: rulesDone, of: set.rules.length, findings: told.length });

  for (const scope of SCOPES) {
    const rules = set.rules.filter(({ rule }) => rule.scope === scope);
    if (rules.length === 0) continue;
    const judged = await judgeScope(db, scope, rules, { signal });
    try {
      failures.push(...judged.failures.map(({ resolved, message }) => ({ rule: resolved.rule.id, message })));
      const counted = await countOutcomes(db, judged, { signal });
      outcomes.push(...counted);
      for (const chunk of chunks(judged, counted)) {
        signal?.throwIfAborted();
        await collect(judged, chunk, counted);
        rulesDone += chunk.length;
        progress();
      }
      rulesDone = outcomes.length;
      progress();
    } finally {
      await judged.drop();
    }
  }

  async function collect(judged: Judged, chunk: Verdict[], counted: Outcome[]): Promise<void> {
    const outcomeOf = new Map(counted.map((outcome) => [outcome.rule, outcome]));
    if (options.findings === 'counts') {
      for (const { rule, fingerprint, rows } of await fingerprintsMet(db, judged, chunk, [...active], { signal })) {
        outcomeOf.get(rule)!.waived += rows;
        met.add(fingerprint);
      }
      return;
    }
    for (const one of await findingsOf(db, judged, chunk, language, { signal, breathe })) {
      const { finding } = one;
      finding.waived = active.has(finding.fingerprint);
      if (finding.waived) {
        outcomeOf.get(finding.rule)!.waived++;
        met.add(finding.fingerprint);
      }
      told.push(one);
    }
  }

  outcomes.sort((a, b) => order(a.code, b.code));
  await breathe?.();
  const sorted = inOrder(told);
  signal?.throwIfAborted();
  if (options.store ?? true) await storeRun(db, outcomes, sorted, breathe);
  return {
    set: { name: set.name, version: set.version },
    outcomes,
    findings: sorted.map(({ finding }) => finding),
    waivers: reportWaivers(waivers, now, met),
    failures,
  };
}

/** Rules that flagged something, as many in one query as give some thousand rows; those of one query share a verdict table. */
function chunks(judged: Judged, outcomes: readonly Outcome[]): Verdict[][] {
  const flagged = new Map(outcomes.map((outcome) => [outcome.rule, outcome.flagged]));
  const all: Verdict[][] = [];
  let rows = 0;
  for (const verdict of judged.verdicts) {
    const own = flagged.get(verdict.resolved.rule.id) ?? 0;
    if (own === 0) continue;
    const last = all.at(-1);
    rows += own;
    if (last && last[0]!.table === verdict.table && rows <= ROWS_PER_QUERY) last.push(verdict);
    else {
      all.push([verdict]);
      rows = own;
    }
  }
  return all;
}

const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** By file, line, rule, record; numbers stand for the texts, since half a million are sorted in a second that way. */
function inOrder(told: readonly Told[]): Told[] {
  const rank = (texts: Iterable<string>) =>
    new Map([...new Set(texts)].sort(order).map((text, i) => [text, i] as const));
  const files = rank(told.map(({ finding }) => finding.source.file));
  const rules = rank(told.map(({ finding }) => finding.rule));
  const keyed = told.map((one) => ({
    one,
    file: files.get(one.finding.source.file)!,
    line: one.finding.source.line ?? 0,
    rule: rules.get(one.finding.rule)!,
  }));
  keyed.sort(
    (a, b) =>
      a.file - b.file || a.line - b.line || a.rule - b.rule || order(a.one.finding.record, b.one.finding.record),
  );
  return keyed.map(({ one }) => one);
}
