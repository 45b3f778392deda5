import { expect, test } from 'vitest';
import { library } from './library.ts';
import { withDefaults } from './params.ts';
import { rulePage } from './rule-page.ts';

const parts = (id: string, language: 'zh' | 'en') => {
  const rule = library().rules.get(id)!;
  return Object.fromEntries(
    rulePage(rule, withDefaults(rule), language).map(({ name, lines }) => [name, lines]),
  );
};

test('every shipped rule tells all of it in both languages', () => {
  for (const rule of library().rules.values())
    for (const language of ['zh', 'en'] as const) {
      const told = parts(rule.id, language);
      const wanted = [
        'finds',
        'why',
        'basis',
        'applies',
        'conditions',
        'sql',
        'skips',
        'example',
        'falseAlarms',
      ];
      expect([rule.id, Object.keys(told)]).toEqual([rule.id, expect.arrayContaining(wanted)]);
      expect(JSON.stringify(told)).not.toMatch(/undefined|\[object/);
    }
});

test('a worked example gives the answers, the reason and what was said; an unchecked clause says so', () => {
  const told = parts('cost-unit-not-money', 'zh');
  expect(told.example).toEqual([
    '疑点：人均成本用百分比',
    '  指标值类型：数值；指标名称：人均执行成本；指标值：≤10.00(%)；量纲：百分比',
    '  理由：量纲 不等于 金额',
    '  提示：「人均执行成本」的指标值为「≤10.00(%)」，名称是金额，单位却不是金额。',
    '通过：万元',
    '  指标值类型：数值；指标名称：项目总成本；指标值：≤8(万元)；量纲：金额',
    '不适用：比率',
    '  指标值类型：数值；指标名称：成本控制率；指标值：≤100(%)；量纲：百分比',
  ]);
  expect(told.basis).toEqual(['财预〔2021〕101号 成本指标（条款未核对）']);
  expect(parts('direction-wrong', 'en').skips).toContain('  needs: Polarity is present');
});
