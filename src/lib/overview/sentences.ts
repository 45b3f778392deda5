import { amount, percent } from '#core/model/amount.ts';
import { shortLevel } from '#core/charts/words.ts';
import type { Level2Strength } from '#core/store/questions/strength-by-level.ts';
import type { RichAndVague } from '#core/store/questions/rich-and-vague.ts';
import type { Measure, MeasureMoney } from '#core/store/questions/money-by-measure.ts';
import type { StrengthMoney } from '#core/store/questions/money-by-strength.ts';
import { language } from '#lib/app/language.svelte.ts';
import { t } from '#lib/i18n/t.ts';

const money = (yuan: number) => amount(yuan, language.current).text;

/** How much money stands on numbers, and how much on words. */
export function moneyOnWords(rows: readonly StrengthMoney[]): string {
  const total = rows.reduce((sum, row) => sum + row.money, 0);
  const of = (...kinds: string[]) =>
    rows.filter((row) => kinds.includes(row.strength)).reduce((sum, row) => sum + row.money, 0);
  if (total === 0) return '';
  const [firm, words] = [of('number'), of('trend', 'state')];
  return t('overview.say.money', {
    firm: money(firm),
    firmShare: percent(firm / total),
    words: money(words),
    wordsShare: percent(words / total),
  });
}

/** The two levels where a word stands in for a number most often; a value that was lost is no word. */
export function weakLevels(rows: readonly Level2Strength[]): string {
  const weak = (row: Level2Strength) => row.trend + row.state;
  const said = [...rows]
    .filter((row) => weak(row) > 0)
    .sort((a, b) => weak(b) - weak(a))
    .slice(0, 2)
    .map((row) =>
      t('overview.say.level', {
        level: shortLevel(row.level2, language.current),
        all: row.indicators,
        weak: weak(row),
        kind: row.state >= row.trend ? 'state' : 'trend',
        top: Math.max(row.state, row.trend),
      }),
    );
  const [between, end] = language.current === 'zh' ? ['；', '。'] : ['; ', '.'];
  return said.length > 0 ? said.join(between) + end : '';
}

/** How much money is in projects with firm, soft and no measurable targets. */
export function measureWords(rows: readonly MeasureMoney[]): string {
  const total = rows.reduce((sum, row) => sum + row.annual, 0);
  if (total === 0) return '';
  const of = (measure: Measure) => rows.find((row) => row.measure === measure)?.annual ?? 0;
  return t('overview.measure.say', {
    strong: money(of('strong')),
    strongShare: percent(of('strong') / total),
    weak: money(of('weak')),
    weakShare: percent(of('weak') / total),
    none: rows.some((row) => row.measure === 'none' && row.forms > 0) ? 'yes' : 'no',
    noneMoney: money(of('none')),
  });
}

/** Projects with more money than most and a share of numbers below `limit` (0…1). */
export function richAndVague({ forms, annual }: RichAndVague, limit: number): string {
  return t('overview.say.scatter', { count: forms, limit: Math.round(limit * 100), money: money(annual) });
}
