import type { NoteCode } from '#core/model/note.ts';
import type { Strength } from '#core/model/indicator.ts';
import type { Connector } from '../connector.ts';
import { literal } from '../sql.ts';
import { findingListSql, type FindingRow } from './finding-list.ts';
import { noteListSql, type NoteRow } from './note-list.ts';
import { projectListSql, type ProjectRow } from './project-list.ts';

/** The head of a form as printed. Money in yuan, dates as ISO days. */
export interface FormHead extends ProjectRow {
  code: string | null;
  category: string | null;
  start_date: string | null;
  end_date: string | null;
  money_unit: string | null;
  total: number | null;
  total_fiscal: number | null;
  total_other: number | null;
  fiscal: number | null;
  carried_over: number | null;
  other: number | null;
  executed: number | null;
  goal_overall: string | null;
  goal_annual: string | null;
  goal_line: number | null;
  funding_line: number | null;
  dates_line: number | null;
}

/** One row of the form's table of indicators; `record` is what findings name. */
export interface FormIndicator {
  record: string;
  ordinal: number;
  level1: string | null;
  level2: string | null;
  stated_level1: string | null;
  stated_level2: string | null;
  name: string;
  name_norm: string;
  raw: string | null;
  strength: Strength;
  weight: number | null;
  actual: string | null;
  score: number | null;
  reason: string | null;
  notes: NoteCode[];
  source_file: string;
  source_line: number | null;
}

export interface FormDetail {
  head: FormHead;
  indicators: FormIndicator[];
  findings: FindingRow[];
  /** About a name that several projects share; `record` is the `name_norm` of one of the indicators. */
  groupFindings: FindingRow[];
  notes: NoteRow[];
}

/** One form with its rows, findings and reading notes; null when the portfolio has no such form. */
export async function formDetail(db: Connector, formId: string): Promise<FormDetail | null> {
  const [head] = await db.query<FormHead>(formHeadSql(formId));
  if (!head) return null;
  return {
    head,
    indicators: await db.query<FormIndicator>(formIndicatorsSql(formId)),
    findings: await db.query<FindingRow>(findingListSql({ formId: [formId] }, { pageSize: 10_000 })),
    groupFindings: await db.query<FindingRow>(formGroupFindingsSql(formId)),
    notes: await db.query<NoteRow>(noteListSql({ formId })),
  };
}

export function formHeadSql(formId: string): string {
  return `SELECT l.*, p.code, p.category, p.start_date::VARCHAR AS start_date, p.end_date::VARCHAR AS end_date, p.money_unit,
  p.total, p.total_fiscal, p.total_other, p.fiscal, p.carried_over, p.other, p.executed, p.goal_overall, p.goal_annual,
  p.goal_line, p.funding_line, p.dates_line
FROM (${projectListSql(`p.form_id = ${literal(formId)}`)}) l JOIN project p ON p.form_id = l.form_id`;
}

export function formGroupFindingsSql(formId: string): string {
  return `SELECT * FROM finding WHERE scope = 'name-group'
  AND record IN (SELECT name_norm FROM indicator WHERE form_id = ${literal(formId)}) ORDER BY finding_order`;
}

export function formIndicatorsSql(formId: string): string {
  return `SELECT form_id || '/' || ordinal AS record, ordinal, level1, level2, stated_level1, stated_level2, name, name_norm, raw, strength,
  weight, actual, score, reason, notes, source_file, source_line
FROM indicator WHERE form_id = ${literal(formId)} ORDER BY indicator.ordinal`;
}
