import { amount, grouped } from '#core/model/amount.ts';
import type { Review, Severity } from '#core/model/finding.ts';
import type { Strength } from '#core/model/indicator.ts';
import type { Dimension, TargetKind } from '#core/model/target.ts';
import { axisParts } from '#core/store/axis.ts';
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
export function axisLabel(name: RangeName, axis: string | undefined): (value: number) => string {
  const dimension = axis === undefined ? undefined : axisParts(axis).dimension;
  if (name === 'budget' || dimension === 'money') return money;
  if (dimension === 'percent') return (value) => `${grouped(value)}%`;
  return grouped;
}

/** What an axis of values is called: 百分比, 时间（小时）, 金额（每人）. */
export function axisName(axis: string): string {
  const { dimension, size, per } = axisParts(axis);
  const name = t(`explore.unit.${dimension}`);
  if (!size || size === name) return name;
  const unit = per ? t('explore.axis.per', { unit: size }) : size;
  return dimension === 'none' || dimension === 'rate-per' ? unit : t('explore.axis', { name, unit });
}

/** A stretch in words: `80% 至 100%`. */
export function rangeLabel(
  name: RangeName,
  { from, to, axis }: { from: number | null; to: number | null; axis?: string },
): string {
  const print = axisLabel(name, axis);
  const words =
    from === null
      ? t('explore.range.below', { to: print(to ?? 0) })
      : to === null
        ? t('explore.range.from', { from: print(from) })
        : t('explore.range', { from: print(from), to: print(to) });
  return axis === undefined ? words : `${axisName(axis)} ${words}`;
}
