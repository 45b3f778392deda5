import { afterAll, beforeAll, expect, test } from 'vitest';
import { openNative, type NativeConnector } from '#cli/duckdb.ts';
import { arrowRows } from '../arrow.ts';
import { createSchema } from '../create.ts';
import { DIMENSION_NAMES, type Filter } from '../filter.ts';
import { load } from '../load.ts';
import { linkedChart, linkedChartSql, type LinkedValue } from '../questions/linked-chart.ts';
import { selectionSummary } from '../questions/selection-summary.ts';
import { form, indicator, loadable } from '../sample.test-data.ts';
import { codeFilter } from './coded-filter.ts';
import { cubeOf } from './cube.ts';
import { binEnds } from './edges.ts';
import { AXIS_STEP, type Ground } from './coded-forms.ts';
import { layGround } from './ground.ts';
import { LEVEL_AND_KIND, type By } from './groups.ts';
import { linked, STRENGTH_COUNT, type LinkedChart, type Tally } from './linked.ts';

let db: NativeConnector;
let ground: Ground;

const levels: [string, string][] = [
  ['产出指标', '数量指标'],
  ['产出指标', '时效指标'],
  ['效益指标', '社会效益指标'],
  ['满意度指标', '服务对象满意度指标'],
];
const raws = [
  '≥90.00(人)',
  '=100.00(%)',
  '≥85.00(%)',
  '提升',
  '及时',
  '',
  '≤12.5(万元)',
  '≥3(次)',
  '同比下降',
  '≤24(小时)',
  '≤3(h)',
  '≤5(个工作日)',
  '≤5(日)',
  '≤2.5(万元/人)',
  '≤300(元/人)',
  '≤800(元/次)',
];
const rules = ['cost-unit-not-money', 'value-missing', 'rate-in-quantity'];

beforeAll(async () => {
  db = await openNative();
  await createSchema(db);
  const forms = Array.from({ length: 30 }, (_, f) =>
    form(`a.txt#${f + 1}`, {
      name: `项目${f}`,
      department: ['甲局', "乙局'", '丙局'][f % 3]!,
      annual: f === 7 ? null : 1000 * 1.7 ** f,
      indicators: Array.from({ length: 4 + (f % 5) }, (_, i) =>
        indicator(`指标${(f * 7 + i) % 11}`, raws[(f * 5 + i * 3) % raws.length]!, levels[(f + i) % 4]!),
      ),
    }),
  );
  await load(db, loadable(forms));
  const findings = forms.flatMap((one, f) =>
    one.indicators.flatMap((i, at) =>
      rules
        .filter((_, r) => (f + at * 2 + r) % 3 === 0)
        .map((rule, r) => ({
          rule,
          code: rule,
          severity: ['error', 'warning', 'info'][(f + r) % 3]!,
          scope: 'indicator',
          review: ['完整性', '相关性'][rules.indexOf(rule) % 2]!,
          form_id: one.id,
          record: `${one.id}/${i.ordinal}`,
          waived: (f + at) % 7 === 0,
        })),
    ),
  );
  await db.insert('finding', arrowRows('finding', findings));
  ground = await layGround(db);
});
afterAll(() => db.close());

const bys: By[] = [...DIMENSION_NAMES, 'budget', 'value'];
const charts: LinkedChart[] = [
  ...bys.map((by): LinkedChart => ({ id: by, by, measure: 'items', most: 200 })),
  { id: 'map', by: 'level1', measure: 'items', most: 50, own: ['level1', 'strength'] },
  { id: 'cells', by: LEVEL_AND_KIND, measure: 'items', most: 200 },
];
const filters: Record<string, Filter> = {
  'chosen, several, not printed': { comparator: ['≥', null], department: ['甲局', '乙局'], year: ['2024'] },
  'barred values, and a rule': {
    not: { strength: ['state'], rule: ['value-missing'] },
    rule: ['cost-unit-not-money', null],
  },
  'severity and review': { severity: ['error', null], review: ['相关性'], level1: ['产出指标'] },
  stretches: {
    range: { budget: { from: 2000, to: 500_000 }, value: { axis: 'percent', from: 80, to: 100 } },
  },
  'a stretch of hours, and not of days': { range: { value: { axis: 'time/小时', from: 2, to: null } } },
  'a stretch of money for each person': { range: { value: { axis: 'money/人', from: null, to: 1e9 } } },
  'an open stretch and a search': { range: { budget: { from: 31_000.5, to: null } }, search: '指标1' },
  'measurable or not': { measurable: ['no'], level1: ['产出指标', '效益指标'], not: { strength: ['lost'] } },
  'barred what cannot be measured': { not: { measurable: ['no'] }, comparator: ['≥', '='] },
  'a cell of levels and kinds': { level1: ['产出指标'], kind: ['quantity', 'trend'], year: ['2024'] },
  'nothing there': { department: ['丁局'] },
};

const sum = (figures: Float64Array, slot: number) =>
  figures.slice(slot * STRENGTH_COUNT, (slot + 1) * STRENGTH_COUNT).reduce((a, b) => a + b, 0);

/** A tally as value → [indicators, money, all indicators, all money], empty values left out. */
function told(tally: Tally): Map<string, number[]> {
  return new Map(
    tally.slots
      .map((slot, i): [string, number[]] => {
        const name =
          tally.chart.by === 'budget' || tally.chart.by === 'value' ? binName(tally, slot.code) : slot.value;
        return [
          nameOf(tally.chart, name, slot.label),
          [tally.n, tally.money, tally.allN, tally.allMoney].map((f) => sum(f, i)),
        ];
      })
      .filter(([, figures]) => figures[2]! > 0),
  );
}
/** A cell of the map is told by both its values. */
const nameOf = ({ by }: LinkedChart, value: unknown, label: string | null): string =>
  by === LEVEL_AND_KIND ? `${String(value)} × ${label}` : String(value);
function binName({ chart }: Tally, code: number): string {
  if (code === 0) return 'null';
  const edges = chart.by === 'budget' ? ground.budget : ground.axes[Math.floor(code / AXIS_STEP) - 1]!.edges;
  return String(binEnds(edges, code % AXIS_STEP).from);
}

for (const [name, filter] of Object.entries(filters))
  test(`the ground and the plain tables say the same: ${name}`, async () => {
    const { tallies, selected } = await linked(db, filter, charts);
    for (const tally of tallies) {
      if (tally.chart.by === 'value') continue;
      const plain = await linkedChart(db, filter, tally.chart, ground.budget);
      const expected = plain.map((row) => [
        nameOf(tally.chart, row.value, row.label),
        [row.indicators, row.money, row.all_indicators, row.all_money],
      ]);
      const found = told(tally);
      expect([...found.keys()].sort(), tally.chart.id).toEqual(expected.map(([key]) => key).sort());
      for (const [key, figures] of expected as [string, number[]][])
        figures.forEach((figure, i) =>
          expect(found.get(key)![i], `${tally.chart.id} ${key}`).toBeCloseTo(figure, 4),
        );
    }
    const summary = await selectionSummary(db, filter);
    expect(selected).toMatchObject({
      indicators: summary.indicators,
      forms: summary.forms,
      weak: summary.weak,
    });
    expect(selected.money).toBeCloseTo(summary.money, 4);
    expect(selected.annual).toBeCloseTo(summary.annual, 4);
  });

test('the histogram of every axis is what the plain tables say of it', async () => {
  const chart = charts.find(({ id }) => id === 'value')!;
  const filter: Filter = { not: { department: ['丙局'] } };
  const [tally] = (await linked(db, filter, [chart])).tallies;
  expect(ground.axes.map(({ axis }) => axis)).toEqual(
    expect.arrayContaining([
      'percent',
      'money',
      'money/人',
      'money/次',
      'time/小时',
      'time/天',
      'time/工作日',
    ]),
  );
  for (const [at, { axis, edges }] of ground.axes.entries()) {
    const from = (at + 1) * AXIS_STEP;
    const here = tally!.slots
      .map(({ code }, i) => ({
        begins: binEnds(edges, code - from).from,
        on: code >= from && code < from + AXIS_STEP,
        figures: [tally!.n, tally!.money, tally!.allN, tally!.allMoney].map((f) => sum(f, i)),
      }))
      .filter(({ on, figures }) => on && figures[2]! > 0);
    const plain = await db.query<LinkedValue>(linkedChartSql(filter, chart, edges, axis));
    expect(here.length, axis).toBeGreaterThan(0);
    expect(
      new Map(here.map(({ begins, figures }) => [begins, figures.map((one) => one.toFixed(4))])),
    ).toEqual(
      new Map(
        plain.map((row) => [
          row.value,
          [row.indicators, row.money, row.all_indicators, row.all_money].map((one) => one.toFixed(4)),
        ]),
      ),
    );
  }
});

test('a move of a brush gives what a question with that stretch gives', async () => {
  const rest: Filter = { not: { comparator: ['='] }, search: '指标' };
  const budget = charts.find(({ id }) => id === 'budget')!;
  const shown = charts.map((chart) => (chart.id === 'project' ? { ...chart, most: 5 } : chart));
  const start = await linked(db, rest, shown);
  const cube = await cubeOf(db, await codeFilter(db, rest), budget, start.tallies);
  for (const [first, last] of [
    [2, 9],
    [10, 30],
    [1, 1],
  ] as const) {
    const range = { from: binEnds(ground.budget, first).from, to: binEnds(ground.budget, last).to };
    const asked = await linked(db, { ...rest, range: { budget: range } }, charts);
    cube.between(first, last).forEach((tally, i) => {
      const slow = told(asked.tallies[i]!);
      const fast = told(tally);
      for (const [key, figures] of fast) {
        if (key === 'null' && tally.chart.id === 'project') continue; // the rest of the projects
        figures.forEach((figure, f) =>
          expect(figure, `${tally.chart.id} ${key}`).toBeCloseTo(slow.get(key)![f]!, 4),
        );
      }
    });
  }
});

test('values that are not there are told; the rest is one slot that adds up to the whole', async () => {
  const filter: Filter = { department: ['丁局', '甲局'], rule: ['no-such-rule'] };
  expect((await codeFilter(db, filter)).missing).toEqual([
    { dimension: 'department', value: '丁局' },
    { dimension: 'rule', value: 'no-such-rule' },
  ]);
  const chart: LinkedChart = { id: 'money', by: 'project', measure: 'money', most: 6, departments: true };
  const { tallies, selected } = await linked(db, { level1: ['效益指标'], project: ['a.txt#2'] }, [chart]);
  const [tally] = tallies;
  expect(tally!.slots).toHaveLength(7);
  expect(tally!.slots.map(({ value }) => value)).toContain('a.txt#2');
  expect(tally!.slots.at(-1)).toMatchObject({ code: -1, department: null });
  for (const { code, department } of tally!.slots.slice(0, -1))
    expect(department).toBe(['甲局', "乙局'", '丙局'][(code - 1) % 3]);
  const whole = await linked(db, { level1: ['效益指标'] }, []);
  expect(tally!.n.reduce((a, b) => a + b, 0)).toBe(whole.selected.indicators);
  expect(selected.forms).toBe(1);
});
