import { isNoisy } from '#core/model/noise.ts';
import { countFindings, countOpen, ruleTitle, type ReportInput } from './report.ts';
import { WORDS, type Word } from './words.ts';

/** The headline figures as label and value, for the head of a report. */
export function summaryRows(input: ReportInput): [string, string | number][] {
  const { language, summary, data } = input;
  const word = (name: Word): string => WORDS[name][language];
  const open = countOpen(input.findings.tally);
  return [
    [word('forms'), data.forms],
    [word('indicators'), data.indicators],
    [word('annual'), summary.annual],
    ...input.years.map(({ year, annual }): [string, number] => [`${word('annual')} · ${year}`, annual]),
    [word('quantified'), `${summary.benefits_quantified} / ${summary.benefits}`],
    [word('unquantified'), summary.unquantified_annual],
    [word('error'), open.error],
    [word('warning'), open.warning],
    [word('info'), open.info],
    [word('original'), countFindings(input.findings, (kind) => kind.checkOriginal && !kind.waived)],
    [word('waived'), countFindings(input.findings, (kind) => kind.waived)],
    [word('set'), `${input.rules.set} ${input.rules.version}`],
    [word('at'), input.at],
    [word('sha256'), data.sha256],
    [word('lock'), input.lock.sha256],
    [word('version'), input.version],
    ...input.waivers.expired.map((w): [string, string] => [
      word('expired'),
      `${w.about ?? w.fingerprint} · ${w.author}: ${w.reason}`,
    ]),
    ...input.waivers.unused.map((w): [string, string] => [
      word('unused'),
      `${w.about ?? w.fingerprint} · ${w.author}: ${w.reason}`,
    ]),
  ];
}

/** The head of the list of outcomes. */
export function outcomeHeader({ language }: ReportInput): string[] {
  return (
    [
      'code',
      'ruleTitle',
      'severity',
      'review',
      'checked',
      'flagged',
      'notApplicable',
      'errors',
      'money',
      'waived',
      'share',
      'expectedMax',
      'remark',
    ] as const
  ).map((name) => WORDS[name][language]);
}

/** What each rule answered, as rows under `outcomeHeader`. */
export function outcomeRows(input: ReportInput): (string | number | null)[][] {
  const { language, ruleInfo } = input;
  return input.outcomes.map((outcome) => {
    const { checked, flagged } = outcome;
    const most = ruleInfo.get(outcome.rule)?.expectedMax;
    return [
      outcome.code,
      ruleTitle(input, outcome.rule),
      WORDS[outcome.severity][language],
      outcome.review,
      outcome.checked,
      outcome.flagged,
      outcome.notApplicable,
      outcome.errors,
      outcome.money,
      outcome.waived,
      checked > 0 ? percent(flagged / checked) : null,
      most === undefined ? null : percent(most),
      isNoisy(outcome, most) ? WORDS.noisy[language] : null,
    ];
  });
}

/** A share of 0…1 as a percentage, one decimal at most. */
export const percent = (share: number): string => `${Math.round(share * 1000) / 10}%`;

/** The head of the list of reading notes. */
export function noteHeader({ language }: ReportInput): string[] {
  return (['code', 'project', 'message', 'text', 'file', 'line'] as const).map(
    (name) => WORDS[name][language],
  );
}

/** What was hard to read, as rows under `noteHeader`. */
export function noteRows(input: ReportInput): (string | number | null)[][] {
  return input.notes.map((note) => [
    note.code,
    note.project,
    input.language === 'zh' ? note.message_zh : note.message_en,
    note.text,
    note.source_file,
    note.source_line,
  ]);
}
