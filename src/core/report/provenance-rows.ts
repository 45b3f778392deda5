import type { ReportInput } from './report.ts';
import { WORDS } from './words.ts';

type Row = (string | number | null)[];

/** The head of the list that says what a run rests on. */
export function provenanceHeader({ language }: ReportInput): string[] {
  return (['part', 'name', 'version', 'sha256', 'settings'] as const).map((name) => WORDS[name][language]);
}

/** What a run rests on: the program, the lock, every document, word list and rule with its hash and settings. */
export function provenanceRows(input: ReportInput): Row[] {
  const { language, lock, data } = input;
  const word = (name: 'program' | 'set' | 'file' | 'wordList' | 'rule') => WORDS[name][language];
  return [
    [word('program'), 'zhunxing', input.version, null, input.at],
    [word('set'), lock.set.name, lock.set.version, lock.sha256, null],
    ...data.files.map(({ file, sha256 }): Row => [word('file'), file, null, sha256, null]),
    ...Object.entries(lock.words).map(([name, sha256]): Row => [
      word('wordList'),
      `data/${name}.json`,
      null,
      sha256,
      null,
    ]),
    ...lock.rules.map(({ id, version, sha256, severity, params, cases }): Row => {
      const given = Object.entries(params).map(
        ([name, value]) => `${name} = ${Array.isArray(value) ? value.join('、') : value}`,
      );
      const exceptions = cases ? [`${WORDS.overrides[language]} ${cases.length}`] : [];
      return [
        word('rule'),
        id,
        version,
        sha256,
        [WORDS[severity][language], ...given, ...exceptions].join('; '),
      ];
    }),
  ];
}
