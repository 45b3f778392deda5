import { amount, grouped } from '#core/model/amount.ts';
import type { Review, Severity } from '#core/model/finding.ts';
import type { Strength } from '#core/model/indicator.ts';
import type { Dimension, TargetKind } from '#core/model/target.ts';
import type { DimensionName, MEASURABLE, RangeName } from '#core/store/filter.ts';
import { audit } from '#lib/app/audit.svelte.ts';
import { language } from '#lib/app/language.svelte.ts';
import { t } from '#lib/i18n/t.ts';

type Words = { [D in DimensionName]?: (value: string) => string | undefined };

/** Dimensions whose values are our own words; the others keep what is printed in the forms. */
const WORDS: Words = {
  strength: (value) => t(`strength.${value as Strength}`),
  measurable: (value) => t(`explore.measurable.${value as (typeof MEASURABLE)[number]}`),
  severity: (value) => t(`severity.${value as Severity}`),
  dimension: (value) => t(`explore.unit.${value as Dimension}`),
  kind: (value) => t(`explore.kind.${value as TargetKind}`),
  review: (value) => t(`audit.review.${value as Review}`),
  rule: (value) => audit.set?.rules.find(({ rule }) => rule.id === value)?.rule.title[language.current],
  level1: (value) => value.replace(/指标$/, ''),
  level2: (value) => value.replace(/^服务对象/, '').replace(/指标$/, ''),
};

/** What a value of a dimension is called on screen; `null` = not printed. Names from forms stay as printed. */
export function valueLabel(
  dimension: DimensionName,
  value: string | number | null,
  name?: string | null,
): string {
  if (value === null) {
    if (dimension === 'severity' || dimension === 'rule' || dimension === 'review')
      return t('explore.no-findings');
    return t(dimension === 'comparator' ? 'explore.no-comparator' : 'explore.blank');
  }
  return WORDS[dimension]?.(String(value)) || (name ?? String(value));
}

/** Yuan, in the size a reader can take in. */
export const money = (yuan: number): string => amount(yuan, language.current).text;
export { grouped as items };

/** A number on the axis of a histogram: an amount, a per cent, a plain number. */
export function axisLabel(name: RangeName, unit: string | undefined): (value: number) => string {
  if (name === 'budget' || unit === 'money') return money;
  if (unit === 'percent') return (value) => `${grouped(value)}%`;
  return grouped;
}

/** A stretch in words: `80% 至 100%`. */
export function rangeLabel(
  name: RangeName,
  { from, to, unit }: { from: number | null; to: number | null; unit?: string },
): string {
  const print = axisLabel(name, unit);
  const words =
    from === null
      ? t('explore.range.below', { to: print(to ?? 0) })
      : to === null
        ? t('explore.range.from', { from: print(from) })
        : t('explore.range', { from: print(from), to: print(to) });
  return unit === undefined ? words : `${t(`explore.unit.${unit as Dimension}`)} ${words}`;
}
