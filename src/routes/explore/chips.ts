import {
  DIMENSION_NAMES,
  RANGES,
  TEXT_NAMES,
  type DimensionName,
  type Filter,
  type RangeName,
} from '#core/store/filter.ts';
import { t } from '#lib/i18n/t.ts';
import { rangeLabel, valueLabel } from './labels.ts';

/** One condition of the filter as a chip: which, in words, and the filter without it. */
export interface Chip {
  key: string;
  what: string;
  text: string;
  barred: boolean;
  without: Filter;
}

/** A filter's conditions, one by one. `nameOf` tells a project's name by its form. */
export function chipsOf(filter: Filter, nameOf: (formId: string) => string): Chip[] {
  const label = (name: DimensionName, value: string | number | null) =>
    valueLabel(name, value, name === 'project' && value !== null ? nameOf(String(value)) : null);
  const values = (barred: boolean) => {
    const chosen = barred ? (filter.not ?? {}) : filter;
    return DIMENSION_NAMES.flatMap((name) =>
      (chosen[name] ?? []).map((value): Chip => {
        const left = chosen[name]?.filter((one) => one !== value);
        return {
          key: `${barred ? '-' : ''}${name} ${value}`,
          what: t(`explore.dim.${name}`),
          text: label(name, value),
          barred,
          without: barred ? { ...filter, not: { ...filter.not, [name]: left } } : { ...filter, [name]: left },
        };
      }),
    );
  };
  const ranges = (Object.keys(RANGES) as RangeName[]).flatMap((name): Chip[] => {
    const range = filter.range?.[name];
    if (!range) return [];
    const rest = { ...filter.range };
    delete rest[name];
    return [
      {
        key: name,
        what: t(`explore.dim.${name}`),
        text: rangeLabel(name, range),
        barred: false,
        without: { ...filter, range: rest },
      },
    ];
  });
  const search: Chip[] = filter.search
    ? [
        {
          key: 'search',
          what: t('explore.dim.search'),
          text: `“${filter.search}”`,
          barred: false,
          without: { ...filter, search: '' },
        },
      ]
    : [];
  const texts = TEXT_NAMES.flatMap((name): Chip[] => {
    const text = filter.texts?.[name];
    if (!text) return [];
    return [
      {
        key: `q.${name}`,
        what: t(`explore.table.${name}`),
        text: `“${text}”`,
        barred: false,
        without: { ...filter, texts: { ...filter.texts, [name]: '' } },
      },
    ];
  });
  return [...values(false), ...values(true), ...ranges, ...search, ...texts];
}
