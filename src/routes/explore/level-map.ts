import { STRENGTHS, type Strength } from '#core/model/indicator.ts';
import { TARGET_KINDS, type TargetKind } from '#core/model/target.ts';
import { LEVEL_AND_KIND } from '#core/store/explore/groups.ts';
import { STRENGTH_COUNT, type Tally } from '#core/store/explore/linked.ts';
import type { Filter } from '#core/store/filter.ts';
import type { MapAcross } from './charts.ts';
import { valueLabel } from './labels.ts';
import { STRENGTH_TOKEN } from './tokens.ts';
import { afterClick, type Way } from './view.ts';

/** How many indicators stand in a cell: selected, and without any filter. */
export interface MapCell {
  /** What its column is filtered by; `null` = not printed. */
  value: string | null;
  kept: number;
  all: number;
}
export interface MapRow extends MapCell {
  code: number;
  label: string;
  /** One for each column. */
  cells: MapCell[];
}
/** Levels down, strengths or kinds of targets across. */
export interface LevelMap {
  across: MapAcross;
  columns: (string | null)[];
  rows: MapRow[];
  /** What stands in levels that are not given: there are more than fit. */
  beyond: { kept: number; all: number };
}

const sum = (list: readonly MapCell[], of: 'kept' | 'all'): number =>
  list.reduce((total, cell) => total + cell[of], 0);

/** The map a tally holds; its columns are those that occur, of strengths all. */
export function levelMap(tally: Tally): LevelMap {
  const { slots, n, allN } = tally;
  const ofKinds = tally.chart.by === LEVEL_AND_KIND;
  const figure = (figures: Float64Array, slot: number, s?: number): number =>
    s === undefined
      ? figures.subarray(slot * STRENGTH_COUNT, (slot + 1) * STRENGTH_COUNT).reduce((a, b) => a + b, 0)
      : figures[slot * STRENGTH_COUNT + s]!;
  const cell = (value: string | null, slot: number, s?: number): MapCell => ({
    value,
    kept: figure(n, slot, s),
    all: figure(allN, slot, s),
  });
  const levels = new Map<string | null, { code: number; cells: MapCell[] }>();
  const beyond = { kept: 0, all: 0 };
  slots.forEach(({ code, value, label }, at) => {
    const whole = cell(value, at);
    if (code < 0) Object.assign(beyond, { kept: whole.kept, all: whole.all });
    else if (!ofKinds)
      levels.set(value, { code, cells: STRENGTHS.map((strength, s) => cell(strength, at, s)) });
    else {
      const level = levels.get(value) ?? { code, cells: [] };
      levels.set(value, { ...level, cells: [...level.cells, cell(label, at)] });
    }
  });
  const occurring = new Set([...levels.values()].flatMap(({ cells }) => cells.map(({ value }) => value)));
  const columns = ofKinds ? [...TARGET_KINDS, null].filter((kind) => occurring.has(kind)) : [...STRENGTHS];
  const rows = [...levels].map(([value, { code, cells: found }]): MapRow => {
    const cells = columns.map(
      (column) => found.find((one) => one.value === column) ?? { value: column, kept: 0, all: 0 },
    );
    return {
      code,
      value,
      label: valueLabel('level1', value),
      cells,
      kept: sum(cells, 'kept'),
      all: sum(cells, 'all'),
    };
  });
  return {
    across: ofKinds ? 'kind' : 'strength',
    columns,
    // Rows without a level stand last.
    rows: rows
      .filter(({ all }) => all > 0)
      .sort((a, b) => Number(a.value === null) - Number(b.value === null)),
    beyond,
  };
}

/** The classes of strength that a kind of target mostly falls into: a column of either map has one colour. */
const STRENGTH_OF_KIND: Record<TargetKind, Strength> = {
  quantity: 'number',
  date: 'number',
  trend: 'trend',
  quality: 'state',
  placeholder: 'lost',
  lost: 'lost',
};
/** The colour token of a column. */
export const mapToken = (across: MapAcross, value: string | null): string =>
  STRENGTH_TOKEN[
    across === 'strength' ? (value as Strength) : STRENGTH_OF_KIND[(value ?? 'lost') as TargetKind]
  ];

/** The filter after a click on a whole row, a whole column (`undefined` = not by this), or one cell. */
export function afterCell(
  filter: Filter,
  across: MapAcross,
  level1: string | null | undefined,
  column: string | null | undefined,
  way: Way,
): Filter {
  if (level1 !== undefined && column !== undefined && way !== 'bar') {
    const [levels = [], columns = []] = [filter.level1, filter[across]];
    const same = levels.length === 1 && columns.length === 1 && levels[0] === level1 && columns[0] === column;
    if (same) return { ...filter, level1: [], [across]: [] };
    const add = way === 'add' && levels.length + columns.length > 0;
    return {
      ...filter,
      level1: add ? [...new Set([...levels, level1])] : [level1],
      [across]: add ? [...new Set([...columns, column])] : [column],
    };
  }
  let next = filter;
  if (level1 !== undefined) next = afterClick(next, 'level1', level1, way);
  if (column !== undefined) next = afterClick(next, across, column, way);
  if (way === 'alone' && level1 === undefined) next = { ...next, level1: [] };
  if (way === 'alone' && column === undefined) next = { ...next, [across]: [] };
  return next;
}
