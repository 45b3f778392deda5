import type { Value } from '#core/store/connector.ts';
import type { Basis } from '#core/rules/rule.ts';
import type { Waiver } from '#core/rules/waiver.ts';
import { printable } from './plain-text.ts';
import { place, ruleTitle, type FindingPage, type Language, type ReportInput } from './report.ts';
import { WORDS, type Word } from './words.ts';

const BOM = '\ufeff';

/**
 * Rows as CSV after RFC 4180, with a byte order mark so that a spreadsheet reads UTF-8. A text that a spreadsheet
 * would run as a formula (first character = + - @, tab or return) gets an apostrophe in front; numbers stay as they are.
 */
export function csv(header: readonly string[], rows: readonly (readonly Value[])[]): string {
  return BOM + csvRows([header, ...rows]);
}

/** Rows alone, as they stand in a CSV file. */
export function csvRows(rows: readonly (readonly Value[])[]): string {
  return rows.map((row) => row.map(cell).join(',') + '\r\n').join('');
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
  'department',
  'unit',
  'year',
  'project',
  'indicator',
  'raw',
  'message',
  'suggestion',
  'money',
  'original',
  'waived',
  'place',
  'text',
  'basis',
  'waiver',
  'rule',
  'fingerprint',
] as const satisfies Word[];

/** The head of a list of findings, for every format that is a table. */
export function findingHeader({ language }: ReportInput): string[] {
  return COLUMNS.map((name) => WORDS[name][language]);
}

/** A page of findings as rows under `findingHeader`; money and year are numbers, all else text. */
export function findingRows(
  input: ReportInput,
  { findings, printed }: FindingPage,
): (string | number | null)[][] {
  const { language, ruleInfo } = input;
  const yes = WORDS.yes[language];
  const waivers = new Map(input.waivers.used.map((waiver) => [waiver.fingerprint, waiver]));
  return findings.map((finding) => {
    const rule = ruleInfo.get(finding.rule);
    const at = place(finding.source);
    const waiver = finding.waived ? waivers.get(finding.fingerprint) : undefined;
    return [
      WORDS[finding.severity][language],
      finding.code,
      ruleTitle(input, finding.rule),
      finding.review,
      finding.department,
      finding.unit,
      finding.year,
      finding.project,
      finding.indicator,
      finding.raw,
      finding.message,
      rule?.suggest.flatMap((one) => ('from' in one ? [] : [one[language]])).join('；') || null,
      finding.money,
      finding.checkOriginal ? yes : null,
      finding.waived ? yes : null,
      at,
      printed.get(at) ?? null,
      basisWords(rule?.basis ?? [], language) || null,
      waiver ? waiverWords(waiver, language) : null,
      finding.rule,
      finding.fingerprint,
    ];
  });
}

/** What a rule rests on in one line; a clause nobody has checked against its text says so. */
export function basisWords(basis: readonly Basis[], language: Language): string {
  return basis
    .map((one) => `${one.doc} ${one.item}${one.verified ? '' : WORDS.unverified[language]}`)
    .join('；');
}

/** A waiver in one line: its kind, reason, who gave it, until when. */
export function waiverWords({ kind, reason, author, expires }: Waiver, language: Language): string {
  const until = expires === undefined ? '' : ` –${expires}`;
  return `${kind ? `${WORDS[kind][language]}: ` : ''}${reason} (${author}${until})`;
}

/** The findings as CSV, one row each. */
export async function* findingCsv(input: ReportInput): AsyncGenerator<string> {
  yield csv(findingHeader(input), []);
  for await (const page of input.findings.pages({ bare: true })) yield csvRows(findingRows(input, page));
}
