import { expect, test } from 'vitest';
import { LEVEL_AND_KIND } from '#core/store/explore/groups.ts';
import type { Slot, Tally } from '#core/store/explore/linked.ts';
import { linkedChartOf } from './charts.ts';
import { afterCell, levelMap } from './level-map.ts';

/** A tally whose figures count up from 1 by slot and strength; without a filter there are ten times as many. */
function tally(across: 'strength' | 'kind', slots: Slot[]): Tally {
  const n = Float64Array.from({ length: slots.length * 5 }, (_, i) => i + 1);
  const none = new Float64Array(n.length);
  const allN = n.map((one) => one * 10);
  return { chart: linkedChartOf('map', 'project', { across }), slots, n, allN, money: none, allMoney: none };
}

test('strengths stand across as they are; levels that are not given are counted', () => {
  const map = levelMap(
    tally('strength', [
      { code: 0, value: null, label: null },
      { code: 1, value: '产出指标', label: '产出指标' },
      { code: -1, value: null, label: null },
    ]),
  );
  expect(map.columns).toEqual(['number', 'full', 'trend', 'state', 'lost']);
  expect(map.rows.map(({ value, kept }) => [value, kept])).toEqual([
    ['产出指标', 6 + 7 + 8 + 9 + 10],
    [null, 15],
  ]);
  expect(map.beyond).toEqual({ kept: 65, all: 650 });
});

test('kinds stand across in their order, those that occur; a cell is whole whatever its strengths', () => {
  const found = tally('kind', [
    { code: 101, value: '产出指标', label: 'trend' },
    { code: 102, value: '产出指标', label: 'quantity' },
    { code: 202, value: '效益指标', label: 'quantity' },
  ]);
  expect(found.chart).toMatchObject({ by: LEVEL_AND_KIND, most: 84 });
  const map = levelMap(found);
  expect(map.columns).toEqual(['quantity', 'trend']);
  expect(map.rows.map(({ cells }) => cells.map(({ kept, all }) => [kept, all]))).toEqual([
    [
      [40, 400],
      [15, 150],
    ],
    [
      [65, 650],
      [0, 0],
    ],
  ]);
});

test('a click takes a cell, a row or a column; again it goes; with a key it is added or barred', () => {
  const one = afterCell({}, 'kind', '产出指标', 'trend', 'alone');
  expect(one).toEqual({ level1: ['产出指标'], kind: ['trend'] });
  expect(afterCell(one, 'kind', '产出指标', 'trend', 'alone')).toEqual({ level1: [], kind: [] });
  expect(afterCell(one, 'kind', '产出指标', 'date', 'add')).toEqual({
    level1: ['产出指标'],
    kind: ['trend', 'date'],
  });
  expect(afterCell(one, 'kind', undefined, 'date', 'alone')).toMatchObject({ level1: [], kind: ['date'] });
  expect(afterCell({}, 'strength', '效益指标', 'lost', 'bar').not).toEqual({
    level1: ['效益指标'],
    strength: ['lost'],
  });
});
