import { DIMENSIONS, type DimensionName, type Filter } from '#core/store/filter.ts';
import type { IndicatorSort } from '#core/store/questions/indicator-table.ts';

/** What the bars of the first chart stand for. */
export const MONEY_BY = ['project', 'department', 'nature', 'year'] as const;
export type MoneyBy = (typeof MONEY_BY)[number];

/** All that the address bar holds of the page. */
export interface View {
  filter: Filter;
  moneyBy: MoneyBy;
  /** Column of the table, `-` in front for descending. */
  sort: string;
  /** From 0. */
  page: number;
}

export const SORTABLE = [
  'project',
  'level',
  'name',
  'raw',
  'strength',
  'dimension',
  'findings',
  'place',
] as const;

/** Stands for “not printed” in the address; a `~` at the front of a real value is doubled. */
const BLANK = '~';
const NAMES = Object.keys(DIMENSIONS) as DimensionName[];
/** The address says `unit` where the store says `dimension`. */
const KEY: Partial<Record<DimensionName, string>> = { dimension: 'unit' };

/** The view an address asks for; what it cannot mean is left out. */
export function viewOf(query: URLSearchParams): View {
  const filter: Filter = {};
  for (const name of NAMES) {
    const values = query.getAll(KEY[name] ?? name);
    if (values.length > 0)
      filter[name] = values.map((v) => (v === BLANK ? null : v.startsWith(BLANK) ? v.slice(1) : v));
  }
  const search = query.get('q')?.trim();
  if (search) filter.search = search;
  const by = query.get('by');
  const sort = query.get('sort') ?? '';
  const page = Number(query.get('page') ?? '1');
  return {
    filter,
    moneyBy: MONEY_BY.find((name) => name === by) ?? 'project',
    sort: SORTABLE.some((name) => name === sort.replace(/^-/, '')) ? sort : '',
    page: Number.isInteger(page) && page > 1 ? page - 1 : 0,
  };
}

/** The address of a view, without `?`; empty for the plain page. */
export function queryOf({ filter, moneyBy, sort, page }: View): string {
  const query = new URLSearchParams();
  for (const name of NAMES)
    for (const value of filter[name] ?? []) {
      const text = value === null ? BLANK : String(value);
      query.append(KEY[name] ?? name, value !== null && text.startsWith(BLANK) ? BLANK + text : text);
    }
  if (filter.search) query.set('q', filter.search);
  if (moneyBy !== 'project') query.set('by', moneyBy);
  if (sort) query.set('sort', sort);
  if (page > 0) query.set('page', String(page + 1));
  return query.toString();
}

/** What is chosen after a click on a value: alone, or (with `add`) beside the others; a second click takes it back. */
export function toggled(
  chosen: readonly (string | number | null)[] = [],
  value: string | null,
  add: boolean,
): (string | number | null)[] {
  const has = chosen.includes(value);
  if (add) return has ? chosen.filter((v) => v !== value) : [...chosen, value];
  return has && chosen.length === 1 ? [] : [value];
}

/** How a sort of the table reads for the store. */
export function sortOf(sort: string): { sort: IndicatorSort; descending: boolean } {
  const key = SORTABLE.find((name) => name === sort.replace(/^-/, '')) ?? 'place';
  return { sort: key, descending: sort.startsWith('-') };
}

/** Whether the filter chooses anything at all. */
export function isChosen(filter: Filter): boolean {
  return Boolean(filter.search) || NAMES.some((name) => (filter[name]?.length ?? 0) > 0);
}
