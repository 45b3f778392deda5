import type { Finding, Severity } from '#core/model/finding.ts';
import { amount } from '#core/model/amount.ts';
import { isNoisy } from '#core/model/noise.ts';
import { NOTE_CODES, type NoteCode } from '#core/model/note.ts';
import { oneLine, pad, terminalWidth, wrap } from './plain-text.ts';
import {
  countFindings,
  countOpen,
  MOST_LISTED,
  place,
  ruleTitle,
  shownOf,
  type ReportInput,
} from './report.ts';
import { percent } from './summary-rows.ts';
import { WORDS, type Word } from './words.ts';

const COLOURS: Record<Severity | 'dim' | 'bold', string> = {
  error: '31',
  warning: '33',
  info: '36',
  dim: '2',
  bold: '1',
};

/** The findings for a terminal of `width` columns, by form, the place first; totals at the end. */
export async function* findingTable(
  input: ReportInput,
  options: { width?: number; color?: boolean } = {},
): AsyncGenerator<string> {
  const { width = 100, color = false } = options;
  const { language } = input;
  const word = (name: Word): string => WORDS[name][language];
  const paint = (text: string, as: keyof typeof COLOURS) =>
    color ? `\u001b[${COLOURS[as]}m${text}\u001b[0m` : text;
  const severityWidth = Math.max(
    ...(['error', 'warning', 'info'] as const).map((s) => terminalWidth(word(s))),
  );
  const lines: string[] = [];
  const listed: Finding[] = [];
  for await (const { findings } of input.findings.pages({ most: MOST_LISTED.page, bare: true }))
    listed.push(...findings);

  for (const [formId, findings] of byForm(listed)) {
    const { project, year, money, source } = findings[0]!;
    const head = formId === null ? word('portfolio') : oneLine(project ?? place(source));
    const about = formId === null ? [] : [year ?? '', money === null ? '' : amount(money, language).text];
    lines.push(
      [paint(head, 'bold'), ...about.filter(Boolean).map((one) => paint(`${one}`, 'dim'))].join('  '),
    );
    for (const finding of findings) {
      const at = finding.source.line ?? finding.source.row;
      const waived = finding.waived ? `［${word('waived')}］` : '';
      const lead = `  ${pad(at === null ? '' : String(at), 6, 'left')}  `;
      const severity = pad(word(finding.severity), severityWidth);
      const code = pad(finding.code, 4);
      const indent = terminalWidth(lead) + severityWidth + 2 + 4 + 2;
      const [first = '', ...rest] = wrap(oneLine(waived + finding.message), Math.max(30, width - indent));
      lines.push(lead + paint(severity, finding.severity) + `  ${paint(code, 'dim')}  ${first}`);
      for (const line of rest) lines.push(' '.repeat(indent) + line);
    }
    const file = findings[0]?.source.file;
    if (file) lines.push(paint(`         ${oneLine(file)}`, 'dim'));
    lines.push('');
  }
  if (listed.length === 0) lines.push(word('none'), '');
  if (countFindings(input.findings) > listed.length)
    lines.push(`${word('shown')} ${shownOf(input, listed.length)}`, '');
  for (const [state, waivers] of [
    ['expired', input.waivers.expired],
    ['unused', input.waivers.unused],
  ] as const)
    for (const waiver of waivers)
      lines.push(`${word(state)}: ${waiver.fingerprint} ${oneLine(`${waiver.author}: ${waiver.reason}`)}`);
  lines.push(...noisyRules(input));
  if (input.notes.length > 0) lines.push(paint(notesLine(input), 'dim'));
  lines.push(paint(totals(input), 'bold'));
  yield lines.join('\n') + '\n';
}

/** One line: what was hard to read, by class; these are about the reading, not findings. */
function notesLine({ notes, language }: ReportInput): string {
  const counts = new Map<NoteCode, number>();
  for (const { code } of notes) counts.set(code, (counts.get(code) ?? 0) + 1);
  const classes = [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
  const parts = classes.map(([code, count]) => `${code} ${NOTE_CODES[code][language]} ${count}`);
  return language === 'zh'
    ? `读取说明 ${notes.length} 条（不计入疑点）：${parts.join(' · ')}`
    : `${notes.length} reading notes (not findings): ${parts.join(' · ')}`;
}

/** One line for each rule that flags more than it says it should. */
function noisyRules(input: ReportInput): string[] {
  return input.outcomes.flatMap((outcome) => {
    const most = input.ruleInfo.get(outcome.rule)?.expectedMax;
    if (most === undefined || !isNoisy(outcome, most)) return [];
    const shares = [outcome.flagged / outcome.checked, most].map(percent).join(' > ');
    return [`${outcome.code} ${ruleTitle(input, outcome.rule)}: ${shares}, ${WORDS.noisy[input.language]}`];
  });
}

/** One line: what was read, and the open findings by severity. */
function totals(input: ReportInput): string {
  const { language, data, summary } = input;
  const open = countOpen(input.findings.tally);
  const all = open.error + open.warning + open.info;
  const doubtful = countFindings(input.findings, (kind) => kind.checkOriginal && !kind.waived);
  const waived = countFindings(input.findings) - all;
  const money = amount(summary.annual, language).text;
  return language === 'zh'
    ? `${data.forms} 份申报表 · ${data.indicators} 项指标 · ${money} · 规则集 ${input.rules.set}：${all} 处疑点` +
        `（严重 ${open.error}，一般 ${open.warning}，提示 ${open.info}），其中先核对原件 ${doubtful}；已豁免 ${waived}`
    : `${data.forms} forms · ${data.indicators} indicators · ${money} · rule set ${input.rules.set}: ${all} findings` +
        ` (${open.error} errors, ${open.warning} warnings, ${open.info} infos), ${doubtful} to check against the original; ${waived} waived`;
}

function byForm(findings: readonly Finding[]): Map<string | null, Finding[]> {
  const groups = new Map<string | null, Finding[]>();
  for (const finding of findings) {
    const group = groups.get(finding.formId);
    if (group) group.push(finding);
    else groups.set(finding.formId, [finding]);
  }
  return groups;
}
