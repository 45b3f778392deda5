import type { Value } from '#core/store/connector.ts';
import { printable } from './plain-text.ts';
import { place, ruleTitle, type ReportInput } from './report.ts';
import { WORDS, type Word } from './words.ts';

const BOM = '\ufeff';

/**
 * Rows as CSV after RFC 4180, with a byte order mark so that a spreadsheet reads UTF-8. A text that a spreadsheet
 * would run as a formula (first character = + - @, tab or return) gets an apostrophe in front; numbers stay as they are.
 */
export function csv(header: readonly string[], rows: readonly (readonly Value[])[]): string {
  return BOM + [header, ...rows].map((row) => row.map(cell).join(',') + '\r\n').join('');
}

function cell(value: Value): string {
  if (value === null) return '';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  const printed = typeof value === 'string' ? value : value.join('、');
  const text = printable(/^[=+\-@\t\r＝＋－＠]/.test(printed) ? `'${printed}` : printed);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

const COLUMNS = [
  'severity',
  'code',
  'ruleTitle',
  'review',
  'project',
  'indicator',
  'raw',
  'message',
  'money',
  'original',
  'waived',
  'place',
  'rule',
  'fingerprint',
] as const satisfies Word[];

/** The head of a list of findings, for every format that is a table. */
export function findingHeader({ language }: ReportInput): string[] {
  return COLUMNS.map((name) => WORDS[name][language]);
}

/** The findings as rows under `findingHeader`; money is a number, all else text. */
export function findingRows(input: ReportInput): (string | number | null)[][] {
  const yes = WORDS.yes[input.language];
  return input.findings.map((finding) => [
    WORDS[finding.severity][input.language],
    finding.code,
    ruleTitle(input, finding.rule),
    finding.review,
    finding.project,
    finding.indicator,
    finding.raw,
    finding.message,
    finding.money,
    finding.checkOriginal ? yes : null,
    finding.waived ? yes : null,
    place(finding.source),
    finding.rule,
    finding.fingerprint,
  ]);
}

/** The findings as CSV, one row each. */
export function findingCsv(input: ReportInput): string {
  return csv(findingHeader(input), findingRows(input));
}
