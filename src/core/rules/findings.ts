import type { Finding, Severity } from '#core/model/finding.ts';
import type { Source } from '#core/model/source.ts';
import type { Connector, Row, Value } from '#core/store/connector.ts';
import type { FactAbout } from '#core/store/fact.ts';
import { FACTS } from '#core/store/facts.ts';
import { factsOf } from './condition.ts';
import { flaggedRows, membersOfGroups, projectsOfGoals } from './flagged.ts';
import type { Judged, Verdict } from './judging.ts';
import { template, type Language } from './message.ts';
import type { ResolvedRule } from './resolve.ts';

const LOWERED: Record<Severity, Severity> = { error: 'warning', warning: 'info', info: 'info' };
/** Stands before the message of a finding whose record was hard to read. */
export const CHECK_FIRST: Record<Language, string> = { zh: '先核对原件：', en: 'Check the original first: ' };

/** A finding and its message in both languages. */
export interface Told {
  finding: Finding;
  zh: string;
  en: string;
}

/** The findings of rules that stand in one verdict table. `waived` is left false; in no order. */
export async function findingsOf(
  db: Connector,
  judged: Judged,
  verdicts: readonly Verdict[],
  language: Language,
  options: { signal?: AbortSignal; breathe?(): Promise<void> | undefined },
): Promise<Told[]> {
  const rows = await flaggedRows(db, judged, verdicts, options);
  const members = judged.scope === 'name-group' ? await membersOfGroups(db, judged, verdicts, options) : null;
  const onGoals = verdicts.filter(({ resolved }) => readsGoalGroup(resolved));
  const sharers =
    judged.scope === 'project' && onGoals.length > 0 ? await projectsOfGoals(db, judged, onGoals, options) : null;
  const tellers = verdicts.map(({ resolved }) => teller(resolved, language));
  const relatedTo = (row: Row) =>
    sharers && onGoals.includes(verdicts[row._rule as number]!)
      ? sharers(String(row._record))
      : members?.get(String(row._record));
  const told: Told[] = [];
  for (const [i, row] of rows.entries()) {
    told.push(tellers[row._rule as number]!(row, relatedTo(row)));
    if (i % 100 === 99) await options.breathe?.();
  }
  return told;
}

/** A rule on a goal that several projects share: the others belong to its findings. */
const readsGoalGroup = ({ rule }: ResolvedRule) => factsOf(rule.conditions).includes('goal_group_size');

/** Works out once what is the same for every finding of a rule. */
function teller(resolved: ResolvedRule, language: Language): (row: Row, members?: Row[]) => Told {
  const { rule, severity, params } = resolved;
  const evidence = factsOf(rule.conditions);
  const abouts = aboutsOf(resolved);
  const zhSentence = template(rule.message.zh, 'zh');
  const enSentence = template(rule.message.en, 'en');
  return (row, members) => {
    const checkOriginal = abouts.some((about) => row[NOTED[about]] === true);
    const zh = (checkOriginal ? CHECK_FIRST.zh : '') + zhSentence(row, params);
    const en = (checkOriginal ? CHECK_FIRST.en : '') + enSentence(row, params);
    const related = (members ?? []).map((member) => ({
      project: text(member.project) ?? '',
      indicator: text(member.indicator),
      raw: text(member.raw),
      source: place(member.file, member.line),
    }));
    const found: Record<string, unknown> = {};
    for (const fact of evidence) found[fact] = row[fact] ?? null;
    const finding: Finding = {
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
      message: language === 'zh' ? zh : en,
      evidence: found,
      source: (rule.scope === 'name-group' ? related[0]?.source : undefined) ?? place(row._file, lineOf(rule.scope, abouts, row)),
      related,
      checkOriginal,
      fingerprint: String(row._fingerprint),
      waived: false,
    };
    return { finding, zh, en };
  };
}

const NOTED: Record<FactAbout, string> = {
  row: '_row_noted',
  goal: '_goal_noted',
  funding: '_funding_noted',
  head: '_head_noted',
  table: '_table_noted',
  none: '',
};

/** The parts of the form that the rule's conditions read, in the order first met; a group is doubtful as a whole. */
function aboutsOf({ rule }: ResolvedRule): FactAbout[] {
  if (rule.scope === 'name-group') return ['row'];
  const facts = [...factsOf(rule.conditions), ...factsOf(rule.applies)];
  return [...new Set(facts.map((fact) => FACTS[rule.scope][fact]?.about ?? 'none'))];
}

/** Where to look: an indicator's own line, or the part of the form that the first fact read is about. */
function lineOf(scope: Finding['scope'], abouts: readonly FactAbout[], row: Row): Value | undefined {
  if (scope !== 'project') return row._line;
  const part = abouts.find((about) => about === 'goal' || about === 'funding');
  return (part && row[`_${part}_line`]) ?? row._line;
}

function text(value: Value | undefined): string | null {
  return value === null || value === undefined ? null : String(value);
}

function place(file: Value | undefined, line: Value | undefined): Source {
  return { file: text(file) ?? '', page: null, sheet: null, line: (line as number | null) ?? null, row: null, column: null };
}
