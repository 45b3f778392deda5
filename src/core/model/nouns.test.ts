import { expect, it } from 'vitest';
import { readDay } from './day.ts';
import { goalHasQuantity, normaliseGoal } from './goal.ts';
import { polarityOf } from './polarity.ts';
import { strengthOf } from './strength.ts';
import { parseTarget } from './target-parse.ts';
import { isTautology } from './tautology.ts';
import { normaliseName, squeeze } from './text.ts';

it.each([
  ['施工及时性', '及时', true],
  ['长效机制健全性', '健全', true],
  ['质量达标', '达标', true],
  ['道路景观提升情况', '提升', true],
  ['设备运行稳定情况', '稳定', true],
  ['服务质量', '达标', false],
  ['行业服务水平', '提升', false],
  ['抽检合格率', '=100.00(%)', false],
  ['任何名称', '', false],
])('tautology: %s → %s', (name, raw, expected) => expect(isTautology(name, raw)).toBe(expected));

it.each([
  ['投诉率', 'negative'],
  ['投诉处理率', 'positive'],
  ['隐患排除率', 'positive'],
  ['不满意工单回访率', 'positive'],
  ['不满意率', 'negative'],
  ['居民满意度', 'positive'],
  ['水电气消耗下降率', 'positive'],
  ['重新犯罪率', 'negative'],
  ['设备闲置率', 'negative'],
  ['方案份数', null],
])('polarity: %s %s', (name, expected) => expect(polarityOf(name)).toBe(expected));

it.each([
  ['≥90%', 'number'],
  ['=100.00(%)', 'full'],
  ['=100(个)', 'number'],
  ['2024年12月31日前', 'number'],
  ['较上年增长5%', 'number'],
  ['提升', 'trend'],
  ['及时', 'state'],
  ['**人', 'lost'],
  ['', 'lost'],
])('strength: %s %s', (raw, expected) => expect(strengthOf(parseTarget(raw))).toBe(expected));

it.each([
  ['完成中山路12弄8号、建设路33号办公楼改造', false],
  ['目标1：2024年12月31日前完成第3次普查', false],
  ['举办培训12场，覆盖 3 万人次', true],
  ['建设长度９８５米', true],
  ['满足三家单位的需要', false],
  [null, false],
])('goal with a quantity: %s', (goal, expected) => expect(goalHasQuantity(goal)).toBe(expected));

it('normalises goals and names', () => {
  expect(normaliseGoal('完成 A、B（一期）；\n')).toBe('完成AB一期');
  expect(normaliseGoal(null)).toBe('');
  for (const none of ['无', ' 无。', '——', '暂 无', 'N/A', 'n/a', '（详见附件）'])
    expect(normaliseGoal(none)).toBe('');
  expect(normaliseGoal('无违规资金')).toBe('无违规资金');
  expect(normaliseName('《年鉴》 印刷（Ａ）数量')).toBe('年鉴印刷A数量');
  expect(squeeze(' 满意度指\n 标　 A  B ')).toBe('满意度指标 A B');
});

it.each([
  ['2024-01-01', '2024-01-01', '2024-01-01'],
  ['2026/1/1', '2026-01-01', '2026-01-01'],
  ['2021年1月', '2021-01-01', '2021-01-31'],
  ['20210101', '2021-01-01', '2021-01-01'],
  ['2024 年 12 月 31 日', '2024-12-31', '2024-12-31'],
  ['2024.3.5', '2024-03-05', '2024-03-05'],
])('day: %s', (printed, first, last) => expect(readDay(printed)).toEqual({ first, last }));
it('refuses days that do not exist', () => expect(readDay('2023-02-29')).toBeNull());
