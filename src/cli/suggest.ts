import path from 'node:path';
import { SUGGESTION_FORMATS, suggestionList, type SuggestionFormat } from '#core/report/suggestions.ts';
import { run } from '#core/rules/run.ts';
import { suggestions } from '#core/rules/suggest.ts';
import { Meter } from './build/meter.ts';
import { CommandError, type Effects } from './effects.ts';
import { output } from './output.ts';
import { openPaths, type CommonOptions } from './portfolio.ts';
import { readRuleSet, readWaivers } from './rule-files.ts';

export interface SuggestOptions extends CommonOptions {
  rules: string;
  waivers?: string;
  format?: SuggestionFormat;
  out?: string;
}

/** `zhunxing suggest`: the list that goes back to the departments; no form is changed. */
export async function suggest(
  paths: readonly string[],
  options: SuggestOptions,
  effects: Effects,
): Promise<number> {
  const { lang, out } = options;
  const extension = out === undefined ? '' : path.extname(out).slice(1).toLowerCase();
  const byName = (Object.keys(SUGGESTION_FORMATS) as SuggestionFormat[]).find((one) => one === extension);
  const format = options.format ?? byName ?? 'md';
  if (format === 'xlsx' && out === undefined && effects.terminal.out)
    throw new CommandError(
      lang === 'zh' ? 'xlsx 不能显示在终端，请加 --out 文件' : 'xlsx is not for a terminal: give --out',
    );
  const set = await readRuleSet(options.rules, effects);
  const waivers = options.waivers === undefined ? [] : await readWaivers(options.waivers, effects);
  const { db } = await openPaths(paths, options, effects);
  try {
    const ran = await run(db, set, { waivers, now: effects.now().toISOString() });
    for (const { rule, message } of ran.failures) effects.err(`zhunxing: ${rule}: ${message}\n`);
    const meter = new Meter(effects, lang);
    const rows = await suggestions(db, set.rules, {
      language: lang,
      onProgress: (done) =>
        meter.show(
          lang === 'zh' ? `计算改法 ${done.rows} / ${done.of}` : `changes ${done.rows} of ${done.of}`,
          done.rows / done.of,
        ),
    });
    meter.end();
    await output(await suggestionList(rows, format, lang), out, effects);
    if (out !== undefined)
      effects.err(
        lang === 'zh'
          ? `zhunxing: ${rows.length} 项指标的修改建议\n`
          : `zhunxing: suggestions for ${rows.length} indicators\n`,
      );
    return ran.failures.length > 0 ? 2 : 0;
  } finally {
    db.close();
  }
}
