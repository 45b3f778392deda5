import type { Finding, Outcome, Severity } from '#core/model/finding.ts';
import type { Lock } from '#core/rules/lock.ts';
import type { Rule } from '#core/rules/rule.ts';
import type { WaiverReport } from '#core/rules/waiver.ts';
import type { NoteRow } from '#core/store/questions/note-list.ts';
import type { PortfolioSummary } from '#core/store/questions/portfolio-summary.ts';

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
  findings: readonly Finding[];
  /** The printed lines that findings stand at, by `file:line`. */
  printed: ReadonlyMap<string, string>;
  notes: readonly NoteRow[];
  summary: PortfolioSummary;
  waivers: WaiverReport;
}

/** Formats that a browser downloads and the command line writes. Text is UTF-8. */
export interface Report {
  extension: string;
  mime: string;
  render(input: ReportInput): string | Promise<string | Uint8Array>;
}

/** Open findings (not waived) by severity. */
export function countOpen(
  findings: readonly Pick<Finding, 'severity' | 'waived'>[],
): Record<Severity, number> {
  const counts = { error: 0, warning: 0, info: 0 };
  for (const finding of findings) if (!finding.waived) counts[finding.severity]++;
  return counts;
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

/** How many findings a format for people lists; the rest is counted and said. A spreadsheet holds 1,048,576 rows. */
export const MOST_LISTED = { page: 20_000, sheet: 1_000_000 } as const;

/** `x / y`: how many findings are listed, of how many there are. */
export function shownOf({ findings }: ReportInput, most: number): string {
  return `${Math.min(findings.length, most)} / ${findings.length}`;
}
