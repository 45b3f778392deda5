import {
  DIMENSION_NAMES,
  RANGES,
  TEXT_NAMES,
  type Chosen,
  type DimensionName,
  type Filter,
  type Range,
  type RangeName,
} from '#core/store/filter.ts';
import { LIST_ORDERS, type ListOrder } from '#core/store/explore/rows.ts';
import { PIVOT_DIMENSIONS, type PivotDimension } from '#core/store/explore/pivot.ts';
import {
  CHART_IDS,
  FIRST_CHARTS,
  MONEY_BY,
  ORDERS,
  type ChartId,
  type ChartSetting,
  type MoneyBy,
} from './charts.ts';
import { isFold } from './folds.ts';
import { FIGURES, type Figure } from './pivot/pivot-table.ts';
import { COLUMN_NAMES, FIRST_COLUMNS, GROUPS, type ColumnName, type GroupName } from './table/columns.ts';

/** The grammar of the address, told in ADDRESS.md beside this file. An address without `v` is of this version too. */
export const VERSION = 1;
/** Dimensions on one side of a pivot. */
export const MOST_DEEP = 4;

/** All that the address bar holds of the page. */
export interface View {
  filter: Filter;
  charts: readonly ChartId[];
  settings: { [C in ChartId]?: ChartSetting };
  moneyBy: MoneyBy;
  /** Unit of the targets that the histogram of values shows; empty: the most frequent. */
  axis: string;
  /** What the list is ordered by, `-` in front for descending; empty: as printed. */
  sort: string;
  columns: readonly ColumnName[];
  /** What the rows of the list are grouped by. */
  group: GroupName | null;
  tab: 'list' | 'pivot';
  pivot: PivotView;
  /** Lines of the pivot and groups of the list that are folded away (folds.ts). */
  folded: readonly string[];
}

/** Dimensions down and across, and the figures in the cells. */
export interface PivotView {
  down: readonly PivotDimension[];
  across: readonly PivotDimension[];
  figures: readonly Figure[];
}

const FIRST_PIVOT: PivotView = { down: ['nature', 'level1'], across: ['strength'], figures: ['items'] };

/** Stands for “not printed” in the address; a `~` at the front of a real value is doubled. */
const BLANK = '~';
/** The address says `unit` where the store says `dimension`. */
const KEY: Partial<Record<DimensionName, string>> = { dimension: 'unit' };
const keyOf = (name: DimensionName): string => KEY[name] ?? name;
const RANGE_NAMES = Object.keys(RANGES) as RangeName[];

/** The plain page. */
export const plainView = (): View => ({
  filter: {},
  charts: FIRST_CHARTS,
  settings: {},
  moneyBy: 'project',
  axis: '',
  sort: '',
  columns: FIRST_COLUMNS,
  group: null,
  tab: 'list',
  pivot: FIRST_PIVOT,
  folded: [],
});

/** Parts of an address that every page may have: which portfolio file is open. */
const OF_THE_APP = ['portfolio'];

/** The view an address asks for, and the parts of the address that mean nothing here. */
export function readView(query: Iterable<[string, string]>): { view: View; unread: string[] } {
  const view = plainView();
  const unread = new Set<string>();
  for (const [key, text] of query)
    if (!OF_THE_APP.includes(key) && !read(view, key, text)) unread.add(`${key}=${text}`);
  return { view, unread: [...unread] };
}

/** The view an address asks for; what it cannot mean is left out. */
export const viewOf = (query: URLSearchParams): View => readView(query).view;

/** Reads one part of an address into the view; false when it means nothing. */
function read(view: View, key: string, text: string): boolean {
  const { filter } = view;
  const barred = key.startsWith('-');
  const name = DIMENSION_NAMES.find((one) => keyOf(one) === key.replace(/^-/, ''));
  if (name) {
    const value = text === BLANK ? null : text.startsWith(BLANK) ? text.slice(1) : text;
    const chosen: Chosen = barred ? (filter.not ??= {}) : filter;
    chosen[name] = [...(chosen[name] ?? []), value];
    return true;
  }
  const range = RANGE_NAMES.find((one) => one === key);
  if (range) {
    const stretch = readRange(text);
    if (!stretch || (range === 'value') !== (stretch.axis !== undefined)) return false;
    filter.range = { ...filter.range, [range]: stretch };
    return true;
  }
  const chart = CHART_IDS.find((id) => key === `set.${id}`);
  if (chart) {
    const setting = readSetting(text);
    if (setting) view.settings[chart] = setting;
    return setting !== null;
  }
  const column = TEXT_NAMES.find((one) => key === `q.${one}`);
  if (column) {
    if (text.trim()) filter.texts = { ...filter.texts, [column]: text.trim() };
    return true;
  }
  switch (key) {
    case 'v':
      return text === String(VERSION);
    case 'q':
      if (text.trim()) filter.search = text.trim();
      return true;
    case 'charts': {
      const ids = text.split('.').filter(Boolean);
      view.charts = [...new Set(ids.filter((id): id is ChartId => CHART_IDS.some((one) => one === id)))];
      return ids.length === view.charts.length;
    }
    case 'by': {
      const by = MONEY_BY.find((one) => one === text);
      if (by) view.moneyBy = by;
      return by !== undefined;
    }
    case 'of':
      view.axis = text;
      return true;
    case 'sort': {
      const known = LIST_ORDERS.some((one) => one === text.replace(/^-/, ''));
      if (known) view.sort = text;
      return known;
    }
    case 'cols': {
      const names = text.split('.').filter(Boolean);
      const known = names.filter((name): name is ColumnName => COLUMN_NAMES.some((one) => one === name));
      if (known.length > 0) view.columns = [...new Set(known)];
      return known.length > 0 && known.length === names.length;
    }
    case 'group':
      view.group = GROUPS.find((one) => one === text) ?? null;
      return view.group !== null;
    case 'tab':
      if (text === 'pivot') view.tab = 'pivot';
      return text === 'pivot' || text === 'list';
    case 'rows':
    case 'across': {
      const names = text.split('.').filter(Boolean);
      const known = names.filter((name): name is PivotDimension =>
        PIVOT_DIMENSIONS.some((one) => one === name),
      );
      const list = [...new Set(known)].slice(0, MOST_DEEP);
      view.pivot = { ...view.pivot, [key === 'rows' ? 'down' : 'across']: list };
      return list.length === names.length;
    }
    case 'cells': {
      const names = text.split('.').filter(Boolean);
      const figures = FIGURES.filter((name) => names.includes(name));
      if (figures.length > 0) view.pivot = { ...view.pivot, figures };
      return figures.length > 0 && figures.length === names.length;
    }
    case 'fold':
      if (isFold(text)) view.folded = [...new Set([...view.folded, text])];
      return isFold(text);
    // The list had pages once.
    case 'page':
      return true;
    default:
      return false;
  }
}

/** The address of a view, without `?`; empty for the plain page. */
export function queryOf(view: View): string {
  const { filter, charts, settings, moneyBy, axis, sort, columns, group, tab, pivot, folded } = view;
  const query = new URLSearchParams();
  const write = (chosen: Chosen | undefined, sign = '') => {
    for (const name of DIMENSION_NAMES)
      for (const value of chosen?.[name] ?? []) {
        const text = value === null ? BLANK : String(value);
        query.append(sign + keyOf(name), value !== null && text.startsWith(BLANK) ? BLANK + text : text);
      }
  };
  write(filter);
  write(filter.not, '-');
  for (const name of RANGE_NAMES) {
    const range = filter.range?.[name];
    if (range) query.set(name, rangeText(range));
  }
  if (filter.search) query.set('q', filter.search);
  for (const name of TEXT_NAMES) {
    const text = filter.texts?.[name];
    if (text) query.set(`q.${name}`, text);
  }
  if (charts.join('.') !== FIRST_CHARTS.join('.')) query.set('charts', charts.join('.'));
  for (const id of CHART_IDS) {
    const text = settingText(settings[id]);
    if (text) query.set(`set.${id}`, text);
  }
  if (moneyBy !== 'project') query.set('by', moneyBy);
  if (axis) query.set('of', axis);
  if (sort) query.set('sort', sort);
  if (columns.join('.') !== FIRST_COLUMNS.join('.')) query.set('cols', columns.join('.'));
  if (group) query.set('group', group);
  if (tab === 'pivot') query.set('tab', tab);
  for (const [key, part] of [
    ['rows', 'down'],
    ['across', 'across'],
    ['cells', 'figures'],
  ] as const)
    if (pivot[part].join('.') !== FIRST_PIVOT[part].join('.')) query.set(key, pivot[part].join('.'));
  for (const one of folded) query.append('fold', one);
  const text = query.toString();
  return text && `v=${VERSION}&${text}`;
}

/** `percent:80..100`, `time/天:5..`, `2000..`, `..5e6`; of a value with its axis in front. */
function readRange(text: string): Range | null {
  const found = /^(?:([a-z-]+(?:\/.+)?):)?([^:]*?)\.\.([^:]*)$/.exec(text);
  if (!found) return null;
  const [, axis, low = '', high = ''] = found;
  const [from, to] = [low, high].map((end) => (end === '' ? null : Number(end))) as [
    number | null,
    number | null,
  ];
  if ((from === null && to === null) || [from, to].some((end) => end !== null && !Number.isFinite(end)))
    return null;
  return axis === undefined ? { from, to } : { from, to, axis };
}

function rangeText({ from, to, axis }: Range): string {
  return `${axis === undefined ? '' : `${axis}:`}${from ?? ''}..${to ?? ''}`;
}

function readSetting(text: string): ChartSetting | null {
  const setting: ChartSetting = {};
  for (const word of text.split('.').filter(Boolean)) {
    const most = /^top(\d{1,3})$/.exec(word);
    const order = ORDERS.find((one) => one === word);
    if (most) setting.most = Math.max(1, Number(most[1]));
    else if (order) setting.order = order;
    else if (word === 'log') setting.log = true;
    else if (word === 'kind') setting.across = 'kind';
    else return null;
  }
  return setting;
}

function settingText(setting: ChartSetting = {}): string {
  const { order, most, log, across } = setting;
  return [
    order && order !== 'own' ? order : '',
    most ? `top${most}` : '',
    log ? 'log' : '',
    across === 'kind' ? across : '',
  ]
    .filter(Boolean)
    .join('.');
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

/** How a click on a value is meant: it alone, it too, everything but it. */
export type Way = 'alone' | 'add' | 'bar';

/** The filter after a click on a value of a dimension. What is barred is not chosen, and the other way round. */
export function afterClick(filter: Filter, name: DimensionName, value: string | null, way: Way): Filter {
  const without = (values: readonly (string | number | null)[] = []) => values.filter((v) => v !== value);
  const barred = filter.not?.[name] ?? [];
  if (way === 'bar' || (way === 'alone' && barred.includes(value)))
    return {
      ...filter,
      [name]: without(filter[name]),
      not: { ...filter.not, [name]: barred.includes(value) ? without(barred) : [...barred, value] },
    };
  return {
    ...filter,
    [name]: toggled(filter[name], value, way === 'add'),
    not: { ...filter.not, [name]: without(barred) },
  };
}

/** How the order of the list reads for the store. */
export function orderOf(sort: string): { order: ListOrder; descending: boolean } {
  const order = LIST_ORDERS.find((name) => name === sort.replace(/^-/, '')) ?? 'place';
  return { order, descending: sort.startsWith('-') };
}
