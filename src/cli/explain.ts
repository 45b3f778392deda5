import { leafWords, valueWords } from '#core/rules/condition-words.ts';
import { remedyOf, type Remedy } from '#core/rules/remedy.ts';
import { run } from '#core/rules/run.ts';
import type { FindingRow } from '#core/store/questions/finding-list.ts';
import { sourceLines } from '#core/store/questions/source-lines.ts';
import { literal } from '#core/store/sql.ts';
import { printable } from '#core/report/plain-text.ts';
import { CommandError, type Effects } from './effects.ts';
import { openPaths, type CommonOptions } from './portfolio.ts';
import { readRuleSet } from './rule-files.ts';

export interface ExplainOptions extends CommonOptions {
  rules: string;
  finding?: string[];
  rule?: string;
  format: 'table' | 'json';
}

/** `zhunxing explain`: why findings were made, the printed line, and the smallest change that clears each. */
export async function explainFindings(
  paths: readonly string[],
  options: ExplainOptions,
  effects: Effects,
): Promise<number> {
  const { lang } = options;
  const set = await readRuleSet(options.rules, effects);
  const { db } = await openPaths(paths, options, effects);
  try {
    await run(db, set);
    const wanted = [
      ...(options.finding
        ? [`fingerprint IN (${options.finding.map((one) => literal(one)).join(', ')})`]
        : []),
      ...(options.rule
        ? [`(rule = ${literal(options.rule)} OR code = ${literal(options.rule.toUpperCase())})`]
        : []),
    ];
    const rows = await db.query<FindingRow>(
      `SELECT * FROM finding WHERE ${wanted.join(' AND ') || 'TRUE'} ORDER BY finding_order`,
    );
    if (rows.length === 0 && wanted.length > 0)
      throw new CommandError(
        lang === 'zh'
          ? `没有这样的疑点；指纹见 zhunxing check --format csv，规则集为 ${set.name}`
          : `there is no such finding; zhunxing check --format csv prints fingerprints; the set is ${set.name}`,
      );
    const told: object[] = [];
    for (const row of rows) {
      const resolved = set.rules.find(({ rule }) => rule.id === row.rule)!;
      const remedy = await remedyOf(db, resolved, row.record, set.rules);
      if (!remedy) continue;
      const [line] =
        row.source_file !== null && row.source_line !== null
          ? await sourceLines(db, row.source_file, row.source_line, row.source_line)
          : [];
      if (options.format === 'json') told.push(asJson(row, remedy, line?.text ?? null, lang));
      else await effects.out(asText(row, remedy, line?.text ?? null, lang));
    }
    if (options.format === 'json') await effects.out(JSON.stringify(told, null, 2) + '\n');
    return 0;
  } finally {
    db.close();
  }
}

const decisiveOf = ({ explanation }: Remedy) =>
  [...explanation.conditions, ...explanation.applies].filter((leaf) => leaf.decisive);

function asJson(row: FindingRow, remedy: Remedy, printed: string | null, lang: 'zh' | 'en'): object {
  const { change } = remedy;
  return {
    fingerprint: row.fingerprint,
    rule: row.rule,
    code: row.code,
    project: row.project,
    indicator: row.indicator,
    raw: row.raw,
    message: row[`message_${lang}`],
    source: { file: row.source_file, line: row.source_line, text: printed },
    decisive: decisiveOf(remedy).map(({ place, fact, operator, expected, found, holds }) => ({
      place,
      fact,
      operator,
      expected,
      found,
      holds,
    })),
    change: change && {
      answer: change.answer,
      edits: change.edits.map(({ field, from, to, example, ...text }) => ({
        field,
        from,
        to,
        example,
        text: text[lang],
      })),
      raises: change.raises,
    },
  };
}

function asText(row: FindingRow, remedy: Remedy, printed: string | null, lang: 'zh' | 'en'): string {
  const word = WORDS[lang];
  const { change } = remedy;
  const lines = [
    `${row.code} ${row.rule} · ${row.fingerprint}`,
    `  ${[row.project, row.indicator, row.raw].filter(Boolean).join(' · ')}`,
    `  ${row[`message_${lang}`]}`,
    ...(printed === null ? [] : [`  ${word.line} ${row.source_file}:${row.source_line}  ${printed.trim()}`]),
    `  ${word.why}`,
    ...decisiveOf(remedy).map(
      (leaf) =>
        `    ${leaf.holds ? '✓' : '✗'} ${leafWords(row.scope, leaf, leaf.expected, lang)}  ${word.found} ${valueWords(leaf.fact, leaf.found, lang)}`,
    ),
    `  ${word.change} ${change ? change.edits.map((edit) => edit[lang]).join(lang === 'zh' ? '；' : '; ') : word.none}`,
    ...(change?.answer === 'notApplicable' ? [`    ${word.leaves}`] : []),
    ...(change && change.raises.length > 0 ? [`    ${word.raises} ${change.raises.join(', ')}`] : []),
  ];
  return printable(lines.join('\n')) + '\n\n';
}

const WORDS = {
  zh: {
    line: '原文',
    why: '为什么',
    found: '现为',
    change: '最小改法',
    none: '没有一两处改动就能解决的办法',
    leaves: '改后不再属于这条规则的检查范围',
    raises: '但会触发',
  },
  en: {
    line: 'printed',
    why: 'because',
    found: 'found',
    change: 'smallest change',
    none: 'none of one or two edits',
    leaves: 'the rule then no longer applies',
    raises: 'but then flagged by',
  },
};
