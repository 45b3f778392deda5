import { CAUSES, STATES, type Cause, type Difference, type State } from '#core/compare/findings.ts';
import type { Comparison, SideNote } from '#core/compare/comparison.ts';
import { csv } from './csv.ts';
import { markdownTable, markdownText } from './markdown.ts';
import { place, type Language } from './report.ts';
import { textTable } from './text-table.ts';
import { WORDS } from './words.ts';

type Row = (string | number | null)[];

/** Formats that a comparison can be given in. */
export const COMPARISONS = {
  table: (comparison, language) => {
    const parts = sections(comparison, language).map(
      ({ title, header, rows }) => `${title}\n${textTable(header, rows, 44)}`,
    );
    return `${sideLines(comparison, language).join('\n')}\n\n${parts.join('\n')}`;
  },
  md: (comparison, language) => {
    const sides = sideLines(comparison, language).map((line) => `- ${markdownText(line)}`);
    const parts = sections(comparison, language).map(
      ({ title, header, rows }) => `## ${title}\n\n${markdownTable(header, rows)}`,
    );
    return [`# ${C.title[language]}`, sides.join('\n'), ...parts, ''].join('\n\n');
  },
  csv: (comparison, language) => csv(findingHeader(language), findingRows(comparison.differences, language)),
  json: (comparison) => JSON.stringify({ schema: 'zhunxing/diff@1', ...comparison }, null, 2) + '\n',
} as const satisfies Record<string, (comparison: Comparison, language: Language) => string>;

function sideLines({ before, after }: Comparison, language: Language): string[] {
  const line = (word: 'before' | 'after', side: SideNote) =>
    `${C[word][language]} ${side.name} · ${side.at} · ${side.rules.set} ${side.rules.version} · ${C.data[language]} ${side.data.slice(0, 12)}${side.lock ? ` · ${C.lock[language]} ${side.lock.slice(0, 12)}` : ''}`;
  return [line('before', before), line('after', after)];
}

function sections(
  comparison: Comparison,
  language: Language,
): { title: string; header: string[]; rows: Row[] }[] {
  const { differences, targets } = comparison;
  const moved = differences.filter(({ state }) => state !== 'open');
  const all: { title: string; header: string[]; rows: Row[] }[] = [
    { title: C.summary[language], header: countHeader(language), rows: countRows(comparison, language) },
    { title: C.findings[language], header: findingHeader(language), rows: findingRows(moved, language) },
  ];
  if (targets)
    all.push({
      title: `${C.targets[language]} ${targets.length}`,
      header: [
        C.state[language],
        WORDS.project[language],
        WORDS.indicator[language],
        C.old[language],
        C.now[language],
      ],
      rows: targets.map((one) => [C[one.state][language], one.project, one.indicator, one.before, one.after]),
    });
  return all;
}

function countHeader(language: Language): string[] {
  return [
    C.state[language],
    C.open[language],
    ...CAUSES.map((cause) => causeWord(cause, language)),
    WORDS.waived[language],
  ];
}

function countRows({ counts }: Comparison, language: Language): Row[] {
  return STATES.map((state) => {
    const { open, waived, causes } = counts[state];
    return [stateWord(state, language), open, ...CAUSES.map((cause) => causes[cause] ?? 0), waived];
  });
}

const causeWord = (cause: Cause, language: Language) => C[cause === 'data' ? 'forms' : cause][language];
const stateWord = (state: State, language: Language) => C[state === 'open' ? 'still' : state][language];

function findingHeader(language: Language): string[] {
  const words = (['severity', 'code', 'project', 'indicator'] as const).map((name) => WORDS[name][language]);
  return [
    C.state[language],
    C.cause[language],
    ...words,
    C.old[language],
    C.now[language],
    WORDS.message[language],
    WORDS.place[language],
  ];
}

function findingRows(differences: readonly Difference[], language: Language): Row[] {
  return differences.map(({ state, cause, before, after }) => {
    const finding = (after ?? before)!;
    const severities = [before?.severity, after?.severity].filter((one) => one !== undefined);
    return [
      stateWord(state, language) + (finding.waived ? `（${WORDS.waived[language]}）` : ''),
      cause ? causeWord(cause, language) : null,
      [...new Set(severities)].map((one) => WORDS[one][language]).join(' → '),
      finding.code,
      finding.project,
      finding.indicator,
      before?.raw ?? null,
      after?.raw ?? null,
      finding.message,
      place(finding.source),
    ];
  });
}

const C = {
  title: { zh: '两次审核的比较', en: 'Two runs compared' },
  before: { zh: '前：', en: 'before:' },
  after: { zh: '后：', en: 'after:' },
  data: { zh: '数据', en: 'data' },
  lock: { zh: '规则锁定', en: 'lock' },
  summary: { zh: '汇总', en: 'Summary' },
  findings: { zh: '有变化的疑点', en: 'Findings that changed' },
  targets: { zh: '有变化的指标值', en: 'Targets that changed:' },
  state: { zh: '变化', en: 'state' },
  cause: { zh: '原因', en: 'because of' },
  open: { zh: '条数', en: 'findings' },
  old: { zh: '原值', en: 'was' },
  now: { zh: '现值', en: 'is' },
  new: { zh: '新增', en: 'new' },
  changed: { zh: '改变', en: 'changed' },
  still: { zh: '仍在', en: 'still open' },
  fixed: { zh: '消除', en: 'fixed' },
  added: { zh: '新增', en: 'added' },
  removed: { zh: '删去', en: 'removed' },
  forms: { zh: '数据变了', en: 'the data' },
  rules: { zh: '规则变了', en: 'the rules' },
  program: { zh: '程序变了', en: 'the program' },
  either: { zh: '不止一项变了', en: 'more than one' },
} as const;
