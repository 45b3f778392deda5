import { REVIEWS, SEVERITIES, type Review, type Severity } from '#core/model/finding.ts';
import { CHECK_FIRST } from '#core/rules/finding-sql.ts';
import type { Language } from '#core/rules/message.ts';
import type { FindingFilter, FindingRow, FindingTogether } from '#core/store/questions/finding-list.ts';

export const GROUPINGS = ['rule', 'project', 'review', 'none'] as const;
export type Grouping = (typeof GROUPINGS)[number];

/** What the auditor looks at; the address holds it, so that a link opens the same. */
export interface View {
  /** A rule's id, `all`, or null before one is chosen: the same as `all`, but a narrow screen still shows the rules. */
  rule: string | null;
  /** Key of the finding that is explained. */
  finding: string | null;
  review: Review | null;
  severity: Severity | null;
  /** Only findings whose printed row the reader had trouble with. */
  doubt: boolean;
  group: Grouping;
  /** From 0. */
  page: number;
  /** Rules that found nothing are listed too. */
  every: boolean;
}

/** A finding in an address: its fingerprint, and its line, which tells twins on one form apart. */
export function keyOf(row: Pick<FindingRow, 'fingerprint' | 'source_line'>): string {
  return row.source_line === null ? row.fingerprint : `${row.fingerprint}-${row.source_line}`;
}

/** The fingerprint in a key. */
export function fingerprintIn(key: string): string {
  return key.split('-')[0] ?? key;
}

/** The message without the warning in front, which the screen gives as a mark of its own. */
export function messageOf(row: FindingRow, language: Language): string {
  const message = language === 'zh' ? row.message_zh : row.message_en;
  const warning = CHECK_FIRST[language];
  return row.check_original && message.startsWith(warning) ? message.slice(warning.length) : message;
}

/** Reads a view from an address; what makes no sense there is left out. */
export function viewOf(params: URLSearchParams): View {
  const one = <T extends string>(name: string, among: readonly T[]): T | null =>
    among.find((value) => value === params.get(name)) ?? null;
  return {
    rule: params.get('rule'),
    finding: params.get('finding'),
    review: one('review', REVIEWS),
    severity: one('severity', SEVERITIES),
    doubt: params.get('doubt') === '1',
    group: one('group', GROUPINGS) ?? 'rule',
    page: Math.max(0, Math.trunc(Number(params.get('page')) || 0)),
    every: params.get('every') === '1',
  };
}

/** The address of a view, from `?`; what is as at first is left out. */
export function addressOf(view: View): string {
  const params = new URLSearchParams();
  if (view.rule) params.set('rule', view.rule);
  if (view.finding) params.set('finding', view.finding);
  if (view.review) params.set('review', view.review);
  if (view.severity) params.set('severity', view.severity);
  if (view.doubt) params.set('doubt', '1');
  if (view.group !== 'rule') params.set('group', view.group);
  if (view.page > 0) params.set('page', String(view.page));
  if (view.every) params.set('every', '1');
  const text = params.toString();
  return text === '' ? '?' : `?${text}`;
}

/** The findings a view lists. */
export function filterOf(view: View): FindingFilter {
  return {
    ...(view.rule && view.rule !== 'all' ? { rule: [view.rule] } : {}),
    ...(view.review ? { review: [view.review] } : {}),
    ...(view.severity ? { severity: [view.severity] } : {}),
    ...(view.doubt ? { checkOriginal: true } : {}),
  };
}

/** How they stand together: by nothing when one rule is chosen and rules are the groups. */
export function togetherOf(view: View): FindingTogether | undefined {
  if (view.group === 'none' || (view.group === 'rule' && view.rule && view.rule !== 'all')) return undefined;
  return view.group;
}
