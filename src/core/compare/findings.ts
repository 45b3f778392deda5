import { SEVERITIES, type Finding, type Severity } from '#core/model/finding.ts';
import type { Source } from '#core/model/source.ts';
import type { Lock } from '#core/rules/lock.ts';

/** What a comparison needs of a finding. */
export type ComparedFinding = Pick<
  Finding,
  | 'rule'
  | 'code'
  | 'severity'
  | 'scope'
  | 'project'
  | 'record'
  | 'indicator'
  | 'raw'
  | 'message'
  | 'fingerprint'
  | 'waived'
> & { source: Pick<Source, 'file' | 'line' | 'row'> };

/** A finding as every side of a comparison holds it, whatever more was written of it. */
export function comparedFinding(finding: ComparedFinding): ComparedFinding {
  const { rule, code, severity, scope, project, record, indicator, raw, message, fingerprint, waived } =
    finding;
  const { file, line, row } = finding.source;
  return {
    rule,
    code,
    severity,
    scope,
    project,
    record,
    indicator,
    raw,
    message,
    fingerprint,
    waived,
    source: { file, line, row },
  };
}

/** What a comparison needs of a run; `zhunxing/run@1` holds it. */
export interface ComparedRun {
  rules: { set: string; version: string };
  data: { sha256: string; files?: readonly { file: string; sha256: string }[] };
  /** What the run depended on; runs of older versions lack it, and a change is then laid to the data or the rules as far as they tell. */
  lock?: Lock;
  outcomes: readonly { rule: string; severity: Severity }[];
  findings: readonly ComparedFinding[];
}

export const STATES = ['new', 'changed', 'open', 'fixed'] as const;
/** `changed`: the same indicator of the same project, with another value or severity. */
export type State = (typeof STATES)[number];

export const CAUSES = ['data', 'rules', 'program', 'either'] as const;
/** Why a finding is not as it was: the forms changed, the rule or its settings did, the program or its word lists did, or more than one of these. */
export type Cause = (typeof CAUSES)[number];

export interface Difference {
  state: State;
  /** `null` where nothing changed. */
  cause: Cause | null;
  before: ComparedFinding | null;
  after: ComparedFinding | null;
}

/** Compares two runs finding by finding: every finding of both is in exactly one difference. Those of the later run first, in its order. */
export function compareFindings(before: ComparedRun, after: ComparedRun): Difference[] {
  const causeOf = causes(before, after);
  const partner = partners(before.findings, after.findings);
  const taken = new Set(partner.values());
  const differences = after.findings.map((now): Difference => {
    const old = partner.get(now) ?? null;
    if (old === null) return { state: 'new', cause: causeOf(now), before: null, after: now };
    const same = old.raw === now.raw && old.severity === now.severity;
    return { state: same ? 'open' : 'changed', cause: same ? null : causeOf(now), before: old, after: now };
  });
  for (const old of before.findings)
    if (!taken.has(old)) differences.push({ state: 'fixed', cause: causeOf(old), before: old, after: null });
  return differences;
}

/** The finding of the earlier run that each of the later one continues: by fingerprint, else the same value elsewhere, else the same indicator. */
function partners(
  before: readonly ComparedFinding[],
  after: readonly ComparedFinding[],
): Map<ComparedFinding, ComparedFinding> {
  const partner = new Map<ComparedFinding, ComparedFinding>();
  const taken = new Set<ComparedFinding>();
  for (const key of KEYS) {
    const waiting = new Map<string, ComparedFinding[]>();
    for (const old of before) {
      if (taken.has(old)) continue;
      const queue = waiting.get(key(old));
      if (queue) queue.push(old);
      else waiting.set(key(old), [old]);
    }
    for (const queue of waiting.values()) queue.reverse();
    for (const now of after) {
      if (partner.has(now)) continue;
      const old = waiting.get(key(now))?.pop();
      if (!old) continue;
      partner.set(now, old);
      taken.add(old);
    }
  }
  return partner;
}

const joined = (...parts: (string | null)[]) => parts.map((part) => part ?? '').join('\u001f');
const subject = (one: ComparedFinding) =>
  joined(one.rule, one.project, one.indicator, one.scope === 'name-group' ? one.record : null);
const KEYS: ((one: ComparedFinding) => string)[] = [
  (one) => one.fingerprint,
  (one) => joined(subject(one), one.raw),
  subject,
];

/** Lays a change to what changed. Findings of a whole form or of several can turn on other documents, so only unchanged data as a whole clears the data there. */
function causes(before: ComparedRun, after: ComparedRun): (finding: ComparedFinding) => Cause | null {
  const sameData = before.data.sha256 === after.data.sha256;
  const files = new Map(before.data.files?.map(({ file, sha256 }) => [file, sha256]));
  const kept = new Set(
    after.data.files?.flatMap(({ file, sha256 }) => (files.get(file) === sha256 ? [file] : [])),
  );
  const sameProgram = programOf(before) === programOf(after);
  const [old, now] = [settingsOf(before), settingsOf(after)];
  return (finding) => {
    const data = !sameData && !(finding.scope === 'indicator' && kept.has(finding.source.file));
    const rules = old.get(finding.rule) !== now.get(finding.rule);
    const changed: Cause[] = [];
    if (data) changed.push('data');
    if (rules) changed.push('rules');
    if (!sameProgram) changed.push('program');
    return changed.length > 1 ? 'either' : (changed[0] ?? null);
  };
}

const programOf = ({ lock }: ComparedRun) => JSON.stringify(lock ? [lock.version, lock.words] : null);

/** Each rule that ran and all that decides how, as text. */
function settingsOf(run: ComparedRun): Map<string, string> {
  if (run.lock) return new Map(run.lock.rules.map(({ id, ...rest }) => [id, JSON.stringify(rest)]));
  return new Map(
    run.outcomes.map(({ rule, severity }) => [rule, `${run.rules.set} ${run.rules.version} ${severity}`]),
  );
}

/** How many findings of each state, by cause; waived ones are counted apart. */
export function countStates(differences: readonly Difference[]): Record<
  State,
  {
    open: number;
    waived: number;
    causes: Partial<Record<Cause, number>>;
    severities: Record<Severity, number>;
  }
> {
  const blank = () => ({
    open: 0,
    waived: 0,
    causes: {} as Partial<Record<Cause, number>>,
    severities: Object.fromEntries(SEVERITIES.map((severity) => [severity, 0])) as Record<Severity, number>,
  });
  const counts = { new: blank(), changed: blank(), open: blank(), fixed: blank() };
  for (const { state, cause, before, after } of differences) {
    const count = counts[state];
    const finding = (after ?? before)!;
    if (finding.waived) {
      count.waived += 1;
      continue;
    }
    count.open += 1;
    count.severities[finding.severity] += 1;
    if (cause) count.causes[cause] = (count.causes[cause] ?? 0) + 1;
  }
  return counts;
}
