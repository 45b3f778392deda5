import { describe, expect, it } from 'vitest';
import type { EChartsOption } from 'echarts';
import type { ProjectMoney } from '#core/store/questions/money-by-project.ts';
import type { Level2Strength } from '#core/store/questions/strength-by-level.ts';
import type { QualityDot } from '#core/store/questions/quality-by-money.ts';
import type { DepartmentMoney } from '#core/store/questions/money-by-department.ts';
import type { ComparedProject } from '#core/store/questions/compare-projects.ts';
import { endRoom } from './axis.ts';
import { findingsByRuleOption, type RuleBar } from './findings-by-rule.ts';
import { moneyByDepartmentOption } from './money-by-department.ts';
import { moneyByProjectOption, MOST_PROJECTS } from './money-by-project.ts';
import { moneyMovedOption } from './money-moved.ts';
import type { Style } from './palette.ts';
import { qualityByMoneyOption } from './quality-by-money.ts';
import { strengthByLevelOption } from './strength-by-level.ts';
import { tip } from './tooltip.ts';

const style: Style = {
  language: 'zh',
  width: 720,
  height: 400,
  patterns: false,
  palette: {
    card: '#fff',
    ink: '#111',
    ink2: '#222',
    ink3: '#333',
    line: '#ddd',
    accent: '#066',
    accentSoft: '#eff',
    state: '#c50',
    strength: { number: '#1', full: '#2', trend: '#3', state: '#4', lost: '#5' },
    severity: { error: '#a', warning: '#b', info: '#c' },
    font: 'serif',
  },
};
const EVIL = '<img src=x onerror=alert(1)>';

const project: ProjectMoney = {
  form_id: 'a#1',
  project: EVIL,
  department: EVIL,
  nature: null,
  year: 2024,
  annual: 35_100_900,
  indicators: 8,
  number: 2,
  full: 2,
  trend: 0,
  state: 4,
  lost: 0,
  benefits: 2,
  benefits_quantified: 0,
};
const level: Level2Strength = {
  level1: EVIL,
  level2: '时效指标',
  indicators: 41,
  number: 0,
  full: 2,
  trend: 0,
  state: 38,
  lost: 1,
};
const dot: QualityDot = {
  form_id: 'a#1',
  project: EVIL,
  department: null,
  year: 2024,
  annual: 5_000_000,
  indicators: 8,
  number_share: 0.25,
  quantified_share: 0.5,
};
const department: DepartmentMoney = {
  department: EVIL,
  forms: 2,
  annual: 2e8,
  unquantified_annual: 5e7,
  indicators: 20,
  number: 5,
  full: 5,
  trend: 5,
  state: 5,
  lost: 0,
};
const rule: RuleBar = {
  rule: 'r',
  code: 'I01',
  title: EVIL,
  severity: 'error',
  checked: 9,
  flagged: 3,
  not_applicable: 2,
};

const bars = (option: EChartsOption) => option.series as { id?: string; data: unknown[] }[];
const tooltipOf = (option: EChartsOption): string => {
  const { formatter } = option.tooltip as { formatter: (p: { dataIndex: number }) => string };
  return formatter({ dataIndex: 0 });
};

describe('options', () => {
  it('cuts the money of a project by the strength of its indicators', () => {
    const option = moneyByProjectOption([project], style);
    expect(bars(option).map((s) => s.data[0])).toEqual([877.5225, 877.5225, 0, 1755.045, 0, 0]);
    expect(bars(option).map((s) => s.id)).toEqual(['number', 'full', 'trend', 'state', 'lost', 'total']);
    expect(option.xAxis).toMatchObject({ name: '万元' });
  });

  it('draws a project without amounts or indicators as an empty bar', () => {
    const option = moneyByProjectOption([{ ...project, annual: null, indicators: 0 }], style);
    expect(bars(option).every((s) => s.data[0] === 0)).toBe(true);
  });

  it('draws the largest projects only; the table twin has all', () => {
    const many = Array.from({ length: 100 }, (_, i) => ({ ...project, form_id: `a#${i}` }));
    expect(bars(moneyByProjectOption(many, style))[0]?.data).toHaveLength(MOST_PROJECTS);
  });

  it('says whose a project is where several departments have one of the name', () => {
    const label = (rows: ProjectMoney[], row: number) => {
      const { axisLabel } = moneyByProjectOption(rows, style).yAxis as {
        axisLabel: { formatter: (name: string, i: number) => string };
      };
      return axisLabel.formatter(rows[row]!.project, row);
    };
    const two = [project, { ...project, project: '修缮{费}', department: '教育局' }];
    expect(label(two, 1)).toBe('{name|修缮｛费｝}{beside|  }{beside|教育局}');
    expect(label([project], 0)).toBe(EVIL);
  });

  it('puts a name above its bar where a narrow drawing would cut it and rows are high enough', () => {
    const left = (over: Partial<typeof style>) => {
      const rows = [project, { ...project, project: '一个名字很长的运行维护项目', department: '教育局' }];
      return (moneyByProjectOption(rows, { ...style, ...over }).grid as { left: number }).left;
    };
    expect(left({ width: 330, height: 120 })).toBeLessThan(10);
    expect(left({ width: 330, height: 60 })).toBeGreaterThan(80);
    expect(left({ width: 700, height: 120 })).toBeGreaterThan(80);
  });

  it('counts indicators by level in the five classes', () => {
    const option = strengthByLevelOption([level], style);
    expect(bars(option).map((s) => s.data[0])).toEqual([0, 2, 0, 38, 1, 0]);
    expect(option.yAxis).toMatchObject({ data: ['时效'] });
  });

  it('leaves projects without an amount out of the scatter', () => {
    const option = qualityByMoneyOption([dot, { ...dot, annual: null }], style);
    expect(bars(option)[0]?.data).toHaveLength(1);
    expect(bars(option)[0]?.data[0]).toMatchObject({ value: [0.25, 500] });
    const [dots, names] = option.series as { z?: number; data: { name: string }[] }[];
    expect(names!.data.map(({ name }) => name)).toEqual(dots!.data.map(({ name }) => name));
    expect(names!.z).toBeGreaterThan(2);
  });

  it('splits a department by measurable benefit', () => {
    expect(bars(moneyByDepartmentOption([department], style)).map((s) => s.data[0])).toEqual([5000, 15000]);
  });

  it('sorts rules by findings and leaves out the silent ones', () => {
    const option = findingsByRuleOption(
      [rule, { ...rule, rule: 's', flagged: 0 }, { ...rule, flagged: 8 }],
      style,
    );
    expect(bars(option)[0]?.data).toMatchObject([{ value: 8 }, { value: 3 }]);
  });
});

describe('patterns', () => {
  const decals = (option: EChartsOption) =>
    (option.series as { itemStyle?: { decal?: { rotation: number } } }[]).map(
      ({ itemStyle }) => itemStyle?.decal?.rotation,
    );
  const turned = { ...style, patterns: true };

  it('are drawn only where they are wished for', () => {
    expect(decals(moneyByProjectOption([project], style)).every((one) => one === undefined)).toBe(true);
  });

  it('are the same for a strength in every chart', () => {
    const [, full, , state] = decals(moneyByProjectOption([project], turned));
    expect(full).toBeCloseTo(Math.PI / 2);
    expect(decals(moneyByDepartmentOption([department], turned))).toEqual([state, full]);
  });
});

describe('text of a form never becomes markup', () => {
  const options: [string, EChartsOption][] = [
    ['money by project', moneyByProjectOption([project], style)],
    ['strength by level', strengthByLevelOption([level], style)],
    ['money × share', qualityByMoneyOption([dot], style)],
    ['money by department', moneyByDepartmentOption([department], style)],
    ['findings by rule', findingsByRuleOption([rule], style)],
  ];
  it.each(options)('%s', (_, option) => {
    const html = tooltipOf(option);
    expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;');
    expect(html).not.toContain('<img');
  });

  it('in values, labels and colours of a tooltip', () => {
    const html = tip(EVIL, [{ label: EVIL, value: EVIL, color: '"><script>' }]);
    expect(html).not.toMatch(/<img|<script/);
  });

  it('leave as much room beside the bars of moved money as their figures take', () => {
    const row = { after_name: '某项目', before_annual: 0, after_annual: 17_130_000 } as ComparedProject;
    const { right } = moneyMovedOption([row], { ...style, language: 'en' }).grid as { right: number };
    expect(right).toBe(endRoom(['+17.13 m yuan']));
  });
});
