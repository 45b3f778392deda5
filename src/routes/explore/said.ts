import { percent } from '#core/model/amount.ts';
import { t } from '#lib/i18n/t.ts';
import { called, type Bar } from './bars.ts';
import type { Bin } from './bins.ts';
import type { Dot } from './dots.ts';
import { items, money } from './labels.ts';

const share = (part: number, whole: number): string => percent(whole > 0 ? part / whole : 0);
const mostOf = <T extends { kept: number }>(list: readonly T[]): T | null =>
  list.reduce<T | null>((best, one) => (one.kept > (best?.kept ?? 0) ? one : best), null);
const keptOf = (list: readonly { kept: number }[]): number => list.reduce((sum, { kept }) => sum + kept, 0);

/** What bars say: the largest, and how much of `whole` it is; `null`: that is not known. */
export function saidOfBars(
  bars: readonly Bar[],
  inItems: boolean,
  whole: number | null = keptOf(bars),
): string {
  const most = mostOf(bars.filter(({ code }) => code >= 0));
  if (!most) return t('explore.chart.say.empty');
  if (whole === null) return t('explore.chart.say.count', { name: called(most), count: items(most.kept) });
  const of = { name: called(most), share: share(most.kept, whole) };
  return inItems
    ? t('explore.chart.say', { ...of, count: items(most.kept) })
    : t('explore.chart.money.say', { ...of, money: money(most.kept) });
}

/** What bars of money without a figure say: all of it, and whose is the most. */
export function saidOfWeak(bars: readonly Bar[], whole: number): string {
  const most = mostOf(bars.filter(({ code }) => code >= 0));
  if (!most) return t(whole > 0 ? 'explore.chart.weak.none' : 'explore.chart.say.empty');
  const sum = keptOf(bars);
  return t('explore.chart.weak.say', { money: money(sum), share: share(sum, whole), name: called(most) });
}

/** What a histogram says: where most stands. */
export function saidOfBins(bins: readonly Bin[], print: (value: number) => string): string {
  const most = mostOf(bins);
  if (!most) return t('explore.chart.say.empty');
  return t('explore.histogram.say', {
    from: print(most.from ?? 0),
    to: most.to === null ? '…' : print(most.to),
    count: items(most.kept),
    share: share(most.kept, keptOf(bins)),
  });
}

/** What dots say: how many forms, with how much money, can be measured by less than half. */
export function saidOfDots(dots: readonly Dot[]): string {
  const list = dots.filter(({ code, kept }) => code >= 0 && kept > 0);
  if (list.length === 0) return t('explore.chart.say.empty');
  const poor = list.filter((dot) => dot.share < 0.5);
  return t('explore.dots.say', {
    count: items(poor.length),
    all: items(list.length),
    money: money(poor.reduce((sum, { all }) => sum + all, 0)),
  });
}
