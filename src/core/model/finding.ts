import type { Source } from './source.ts';

export const SEVERITIES = ['error', 'warning', 'info'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** 完整性 · 相关性 · 适当性 · 可行性: the four reviews of a budget's goals. */
export const REVIEWS = ['完整性', '相关性', '适当性', '可行性'] as const;
export type Review = (typeof REVIEWS)[number];

/** What a rule looks at: one indicator, one project-year, one group of like-named indicators across projects, or a department's forms of a year. */
export const SCOPES = ['indicator', 'project', 'name-group', 'department'] as const;
export type Scope = (typeof SCOPES)[number];

/** One answer of one rule about one record. Sorted by file, line, rule. */
export interface Finding {
  rule: string;
  /** The catalogue's id, such as `I08`. */
  code: string;
  /** After any drop for a reading note. */
  severity: Severity;
  /** What the rule set gives; differs from `severity` exactly when `checkOriginal` lowered it. */
  declaredSeverity: Severity;
  scope: Scope;
  review: Review;
  formId: string | null;
  /** With `unit` and `year`: of the form; a department's and a group of names' own where they have one. */
  department: string | null;
  unit: string | null;
  year: number | null;
  project: string | null;
  /** The record's key in its fact view. */
  record: string;
  indicator: string | null;
  raw: string | null;
  /** Budget of the year behind it, yuan. */
  money: number | null;
  message: string;
  /** The facts that the rule's conditions read, by name. */
  evidence: Record<string, unknown>;
  source: Source;
  /** Other places of the same finding: members of a group, forms with the same goal; at most 50. */
  related: { project: string; indicator: string | null; raw: string | null; source: Source }[];
  /** True: the record carries a reading note; the reader says 先核对原件 first. */
  checkOriginal: boolean;
  fingerprint: string;
  waived: boolean;
}

/** What one rule answered over all its records: checked = clean + flagged. */
export interface Outcome {
  rule: string;
  code: string;
  severity: Severity;
  review: Review;
  scope: Scope;
  checked: number;
  flagged: number;
  notApplicable: number;
  /** Records that the rule could not judge: all of them or none. checked + notApplicable + errors = records. */
  errors: number;
  /** Of the flagged, those a waiver covers. */
  waived: number;
  /** Annual budget of the projects flagged, each once, yuan. */
  money: number;
}
