import { amount, difference, percent } from '#core/model/amount.ts';
import type { ComparedProject } from '#core/store/questions/compare-projects.ts';
import type { SideSummary } from '#core/store/questions/compare-summary.ts';
import { language } from '#lib/app/language.svelte.ts';
import { t } from '#lib/i18n/t.ts';

/** What of a comparison can be looked at alone. */
export const GROUPS = ['all', 'kept', 'added', 'dropped', 'lowered', 'copied', 'doubt'] as const;
export type Group = (typeof GROUPS)[number];

const matched = (row: ComparedProject) => row.how !== 'added' && row.how !== 'dropped';

export function inGroup(row: ComparedProject, group: Group): boolean {
  switch (group) {
    case 'all':
      return true;
    case 'kept':
      return matched(row);
    case 'added':
    case 'dropped':
      return row.how === group;
    case 'lowered':
      return row.lowered > 0;
    case 'copied':
      return row.goal === 'copied' || row.goal === 'figures';
    case 'doubt':
      return row.how === 'near' || row.how === 'moved';
  }
}

/** Sums over compared projects. Money in yuan; `raised`, `lowered`, `changed` count indicators, all else projects. */
export interface Counts {
  kept: number;
  added: number;
  dropped: number;
  addedMoney: number;
  droppedMoney: number;
  raised: number;
  lowered: number;
  changed: number;
  copied: number;
  copiedMoney: number;
  /** Goals that are the same but for their figures. */
  figures: number;
}

export function countsOf(rows: readonly ComparedProject[]): Counts {
  const sum = (value: (row: ComparedProject) => number) => rows.reduce((all, row) => all + value(row), 0);
  const count = (is: (row: ComparedProject) => boolean) => rows.filter(is).length;
  return {
    kept: count(matched),
    added: count((row) => row.how === 'added'),
    dropped: count((row) => row.how === 'dropped'),
    addedMoney: sum((row) => (row.how === 'added' ? (row.after_annual ?? 0) : 0)),
    droppedMoney: sum((row) => (row.how === 'dropped' ? (row.before_annual ?? 0) : 0)),
    raised: sum((row) => row.raised),
    lowered: sum((row) => row.lowered),
    changed: sum((row) => row.changed),
    copied: count((row) => row.goal === 'copied'),
    copiedMoney: sum((row) => (row.goal === 'copied' ? (row.after_annual ?? 0) : 0)),
    figures: count((row) => row.goal === 'figures'),
  };
}

const money = (yuan: number) => amount(yuan, language.current).text;
const signed = (value: number, text: string) => (value === 0 ? '±0' : `${value > 0 ? '+' : '−'}${text}`);

/** A headline figure of both sides as printed, and by how much it moved; `better` where that can be said. */
export interface Delta {
  key: 'money' | 'number' | 'benefit' | 'unquantified';
  before: string;
  after: string;
  /** What `after` is of, where it is written smaller. */
  unit?: string;
  delta: string;
  better: boolean | null;
}

export function deltas(before: SideSummary, after: SideSummary): Delta[] {
  const share = (part: number, all: number) => (all > 0 ? part / all : null);
  const shares = (key: Delta['key'], x: number | null, y: number | null): Delta => {
    const points = x === null || y === null ? null : Math.round(y * 100) - Math.round(x * 100);
    return {
      key,
      before: x === null ? '—' : percent(x),
      after: y === null ? '—' : percent(y),
      delta: points === null ? '—' : signed(points, t('compare.points', { points: Math.abs(points) })),
      better: points ? points > 0 : null,
    };
  };
  const amounts = (key: Delta['key'], x: number, y: number, more: boolean | null): Delta => ({
    key,
    before: money(x),
    after: amount(y, language.current).figure,
    unit: amount(y, language.current).unit,
    delta: signed(y - x, difference(x, y, language.current).text),
    better: y === x || more === null ? null : y > x === more,
  });
  return [
    amounts('money', before.annual, after.annual, null),
    shares('number', share(before.number, before.indicators), share(after.number, after.indicators)),
    shares(
      'benefit',
      share(before.benefits_quantified, before.benefits),
      share(after.benefits_quantified, after.benefits),
    ),
    amounts('unquantified', before.unquantified_annual, after.unquantified_annual, false),
  ];
}

/** The comparison in a sentence or two, right to the digit; `abreast` where neither side comes after the other. */
export function comparisonWords(
  of: { projects: readonly ComparedProject[]; before: SideSummary; after: SideSummary },
  before: string,
  after: string,
  abreast: boolean,
): string {
  const counts = countsOf(of.projects);
  const by = of.after.annual - of.before.annual;
  return t(abreast ? 'compare.lead.abreast' : 'compare.lead', {
    before,
    after,
    from: money(of.before.annual),
    to: money(of.after.annual),
    way: by > 0 ? 'more' : by < 0 ? 'less' : 'same',
    by: difference(of.before.annual, of.after.annual, language.current).text,
    ...counts,
    addedMoney: money(counts.addedMoney),
    droppedMoney: money(counts.droppedMoney),
  });
}
