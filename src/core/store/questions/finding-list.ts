import type { Review, Scope, Severity } from '#core/model/finding.ts';
import type { Connector } from '../connector.ts';
import { literal } from '../sql.ts';
import { ofYearSql } from './portfolio-years.ts';

/** One finding as a list shows it; its evidence and explanation come from the rule. Money in yuan. */
export interface FindingRow {
  finding_order: number;
  rule: string;
  code: string;
  severity: Severity;
  declared_severity: Severity;
  scope: Scope;
  review: Review;
  form_id: string | null;
  record: string;
  project: string | null;
  indicator: string | null;
  raw: string | null;
  money: number | null;
  message_zh: string;
  message_en: string;
  check_original: boolean;
  fingerprint: string;
  waived: boolean;
  source_file: string | null;
  source_line: number | null;
}

/** With whose form it is about; null for a group. */
export interface FiledFinding extends FindingRow {
  department: string | null;
  year: number | null;
}

/** Within one key any of the values, across keys all of them. `search` looks in project, indicator, target and message. */
export interface FindingFilter {
  rule?: readonly string[];
  formId?: readonly string[];
  review?: readonly Review[];
  severity?: readonly Severity[];
  scope?: readonly Scope[];
  fingerprint?: readonly string[];
  checkOriginal?: boolean;
  waived?: boolean;
  search?: string;
  year?: number | null;
}

export interface FindingPage {
  page?: number;
  pageSize?: number;
  /** What stands together, heaviest first; within it, and without it, the order of file, line and rule. */
  together?: FindingTogether;
}

const TOGETHER = {
  rule: `min(list_position(['error', 'warning', 'info'], declared_severity)) OVER (PARTITION BY rule),
    count(*) OVER (PARTITION BY rule) DESC, code, `,
  project: 'form_id IS NULL, min(finding_order) OVER (PARTITION BY form_id), form_id, ',
  review: `list_position(['完整性', '相关性', '适当性', '可行性'], review), `,
  severity: `list_position(['error', 'warning', 'info'], severity), `,
} as const;

export type FindingTogether = keyof typeof TOGETHER;

/** One page (from 0) of the findings, with the count of all that match. */
export async function findingList(
  db: Connector,
  filter: FindingFilter = {},
  page: FindingPage = {},
): Promise<{ total: number; rows: FiledFinding[] }> {
  const [count] = await db.query<{ total: number }>(
    `SELECT count(*)::DOUBLE AS total FROM finding WHERE ${findingFilterSql(filter)}`,
  );
  return { total: count?.total ?? 0, rows: await db.query<FiledFinding>(findingListSql(filter, page)) };
}

export function findingListSql(
  filter: FindingFilter = {},
  { page = 0, pageSize = 200, together }: FindingPage = {},
): string {
  return `WITH form AS (SELECT form_id, department, year FROM project)
SELECT finding.*, department, year FROM finding LEFT JOIN form USING (form_id) WHERE ${findingFilterSql(filter)}
ORDER BY ${together ? TOGETHER[together] : ''}finding_order LIMIT ${Math.trunc(pageSize)} OFFSET ${Math.trunc(page * pageSize)}`;
}

/** The filter as a SQL condition over `finding`. */
export function findingFilterSql(filter: FindingFilter): string {
  const oneOf = (column: string, values?: readonly string[]) =>
    values?.length ? `${column} IN (${values.map(literal).join(', ')})` : '';
  const is = (column: string, value?: boolean) =>
    value === undefined ? '' : `${column} = ${literal(value)}`;
  const text = filter.search?.trim();
  const parts = [
    oneOf('rule', filter.rule),
    oneOf('form_id', filter.formId),
    oneOf('review', filter.review),
    oneOf('severity', filter.severity),
    oneOf('scope', filter.scope),
    oneOf('fingerprint', filter.fingerprint),
    is('check_original', filter.checkOriginal),
    is('waived', filter.waived),
    filter.year != null ? `form_id IN (SELECT form_id FROM project WHERE ${ofYearSql(filter.year)})` : '',
    text
      ? `contains(lower(concat_ws(' ', project, indicator, raw, message_zh, message_en)), lower(${literal(text)}))`
      : '',
  ].filter(Boolean);
  return parts.join(' AND ') || 'TRUE';
}
