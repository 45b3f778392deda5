import type { Finding, Outcome, Severity } from '#core/model/finding.ts';
import type { Lock } from '#core/rules/lock.ts';
import type { Rule } from '#core/rules/rule.ts';
import type { WaiverReport } from '#core/rules/waiver.ts';
import type { NoteRow } from '#core/store/questions/note-list.ts';
import type { TallyRow } from '#core/store/questions/finding-tally.ts';
import type { PortfolioSummary } from '#core/store/questions/portfolio-summary.ts';
import { WORDS } from './words.ts';

export type Language = 'zh' | 'en';

/** One run over one portfolio: all that any report prints. */
export interface ReportInput {
  language: Language;
  /** ISO time of the run. */
  at: string;
  /** The product's version. */
  version: string;
  rules: { set: string; version: string };
  /** By rule id; the rules that ran. */
  ruleInfo: ReadonlyMap<
    string,
    Pick<Rule, 'id' | 'code' | 'title' | 'why' | 'basis' | 'suggest' | 'expectedMax'>
  >;
  /** What the run depended on besides the forms. */
  lock: Lock;
  /** `files` in the order read, with the hash of each. */
  data: { sha256: string; forms: number; indicators: number; files: { file: string; sha256: string }[] };
  outcomes: readonly Outcome[];
  findings: FindingPages;
  notes: readonly NoteRow[];
  summary: PortfolioSummary;
  /** The same year by year, when there are several. */
  years: readonly (PortfolioSummary & { year: number })[];
  waivers: WaiverReport;
}

/** The findings of a run, which may be more than memory holds: how many of each kind there are, and all of them page by page. */
export interface FindingPages {
  tally: readonly TallyRow[];
  /** In their order, a few thousand at a time; of one rule only, and the first `most` only, where that is asked. */
  pages(want?: Wanted): AsyncIterable<FindingPage>;
}

export interface Wanted {
  rule?: string;
  most?: number;
  /** Without `evidence` and `related`, for what prints neither. */
  bare?: boolean;
}

export interface FindingPage {
  findings: readonly Finding[];
  /** The printed lines that they stand at, by `file:line`. */
  printed: ReadonlyMap<string, string>;
}

/** Formats that a browser downloads and the command line writes, piece by piece. Text is UTF-8. */
export interface Report {
  extension: string;
  mime: string;
  render(input: ReportInput): AsyncIterable<string | Uint8Array>;
}

/** How many findings there are, or of those that `match`. */
export function countFindings(
  { tally }: FindingPages,
  match: (kind: TallyRow) => boolean = () => true,
): number {
  return tally.reduce((sum, kind) => sum + (match(kind) ? kind.count : 0), 0);
}

/** Open findings (not waived) by severity; what has no `count` is one. */
export function countOpen(
  findings: readonly { severity: Severity; waived: boolean; count?: number }[],
): Record<Severity, number> {
  const open = { error: 0, warning: 0, info: 0 };
  for (const { severity, waived, count = 1 } of findings) if (!waived) open[severity] += count;
  return open;
}

/** All findings at once, for what cannot do with less. */
export async function allFindings({ pages }: FindingPages): Promise<Finding[]> {
  const all: Finding[] = [];
  for await (const { findings } of pages()) for (const finding of findings) all.push(finding);
  return all;
}

/** The rule's title in the report's language, or its id when the rule is unknown. */
export function ruleTitle(input: ReportInput, rule: string): string {
  return input.ruleInfo.get(rule)?.title[input.language] ?? rule;
}

/** `file:line`, or what of it is known. */
export function place(source: { file: string; line: number | null; row: number | null }): string {
  const line = source.line ?? source.row;
  return line === null ? source.file : `${source.file}:${line}`;
}

/** How many findings a format for people lists; the rest is counted and said. A sheet is made in memory. */
export const MOST_LISTED = { page: 20_000, sheet: 100_000 } as const;

/** `x / y`: how many findings are listed, of how many there are; where that is not all, the formats that list all. */
export function shownOf({ findings, language }: ReportInput, most: number): string {
  const all = countFindings(findings);
  return all > most ? `${most} / ${all} · ${WORDS.listsAll[language]}` : `${all} / ${all}`;
}
