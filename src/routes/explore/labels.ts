import type { Severity } from '#core/model/finding.ts';
import type { Strength } from '#core/model/indicator.ts';
import type { Dimension } from '#core/model/target.ts';
import type { DimensionName } from '#core/store/filter.ts';
import { t } from '#lib/i18n/t.ts';

/** What a value of a dimension is called on screen; `null` = not printed. Names from forms stay as printed. */
export function valueLabel(
  dimension: DimensionName,
  value: string | number | null,
  name?: string | null,
): string {
  if (dimension === 'strength' && value !== null) return t(`strength.${value as Strength}`);
  if (dimension === 'severity')
    return value === null ? t('explore.no-findings') : t(`severity.${value as Severity}`);
  if (dimension === 'comparator' && value === null) return t('explore.no-comparator');
  if (dimension === 'dimension' && value !== null) return t(`explore.unit.${value as Dimension}`);
  if (value === null) return t('explore.blank');
  if (dimension === 'level2')
    return (
      String(value)
        .replace(/^服务对象/, '')
        .replace(/指标$/, '') || String(value)
    );
  if (dimension === 'level1') return String(value).replace(/指标$/, '') || String(value);
  return name ?? String(value);
}
