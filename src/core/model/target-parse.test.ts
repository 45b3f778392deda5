import { describe, expect, it } from 'vitest';
import { parseTarget } from './target-parse.ts';
import type { Target } from './target.ts';

type Expected = Partial<Omit<Target, 'raw'>>;
const of = (kind: Target['kind'], more: Expected = {}): Expected => ({ kind, ...more });
const number = (comparator: Target['comparator'], value: number, unit: string | null, more: Expected = {}) =>
  of('quantity', { comparator, value, unit, valueHigh: null, ...more });
const percent = (comparator: Target['comparator'], value: number, more: Expected = {}) =>
  number(comparator, value, '%', { dimension: 'percent', scale: 1, ...more });

const signs: [string, Expected][] = [
  ['=100.00(%)', percent('=', 100, { flags: [] })],
  ['=100(%)', percent('=', 100)],
  ['=100 (%)', percent('=', 100)],
  ['≥90.00(%)', percent('≥', 90)],
  ['>=90%', percent('≥', 90)],
  ['＞＝90%', percent('≥', 90, { flags: ['full-width'] })],
  ['》90%', percent('≥', 90, { flags: ['comparator-typo'] })],
  ['⩾90%', percent('≥', 90)],
  ['≧90%', percent('≥', 90)],
  ['＞90%', percent('>', 90)],
  ['＜5%', percent('<', 5)],
  ['＝100％', percent('=', 100)],
  ['⩽5%', percent('≤', 5)],
  ['≦5%', percent('≤', 5)],
  ['<=5%', percent('≤', 5)],
  ['《5%', percent('≤', 5, { flags: ['comparator-typo'] })],
  ['=0(次)', number('=', 0, '次', { dimension: 'count' })],
  ['≥１，０００．５０（元）', number('≥', 1000.5, '元', { dimension: 'money' })],
  ['985米', number(null, 985, '米', { dimension: 'length', flags: ['comparator-missing'] })],
  ['98%', percent(null, 98, { flags: ['comparator-missing'] })],
  ['292%', percent(null, 292)],
  ['88100', number(null, 88100, null, { dimension: 'none', flags: ['comparator-missing', 'unit-missing'] })],
  ['≥4次', number('≥', 4, '次')],
  ['≤1个月', number('≤', 1, '个月', { dimension: 'time' })],
  ['1000余人', number(null, 1000, '人', { dimension: 'person' })],
  ['90（含）以上', number('≥', 90, null)],
  ['≥1.000,00', of('quality', { value: null })],
  ['≥1,23%', of('quality', { value: null })],
  ['达到一级标准', of('quality', { value: null })],
  ['≥2（个）；≥3（家）', of('quality', { value: null, flags: ['full-width', 'several-figures'] })],
  ['数据库1个、系统2套', of('quality', { value: null, flags: ['several-figures'] })],
  ['由80%提升到95%', of('quality', { value: null, flags: ['several-figures'] })],
];

const wordsOfComparison: [string, Expected][] = [
  ['不少于12次', number('≥', 12, '次', { flags: ['comparator-word'] })],
  ['不低于90%', percent('≥', 90)],
  ['大于等于90%', percent('≥', 90)],
  ['至少3场', number('≥', 3, '场')],
  ['90%以上', percent('≥', 90, { flags: ['comparator-word', 'inclusion-doubtful'] })],
  ['90%以上(含)', percent('≥', 90, { flags: ['comparator-word'] })],
  ['90%（含）以上', percent('≥', 90)],
  ['90%及以上', percent('≥', 90)],
  ['达到90%以上', percent('≥', 90)],
  ['超过50个', number('>', 50, '个')],
  ['高于80%', percent('>', 80)],
  ['大于80%', percent('>', 80)],
  ['多于3次', number('>', 3, '次')],
  ['不超过100万元', number('≤', 100, '万元', { dimension: 'money', scale: 10000 })],
  ['不高于5%', percent('≤', 5)],
  ['不多于3起', number('≤', 3, '起')],
  ['小于等于5%', percent('≤', 5)],
  ['控制在100万元以内', number('≤', 100, '万元')],
  ['100万元以内', number('≤', 100, '万元')],
  ['5%以下', percent('≤', 5, { flags: ['comparator-word', 'inclusion-doubtful'] })],
  ['至多2次', number('≤', 2, '次')],
  ['低于5%', percent('<', 5)],
  ['小于5%', percent('<', 5)],
  ['少于5起', number('<', 5, '起')],
  ['等于100%', percent('=', 100)],
  ['达到100%', percent('=', 100)],
  ['为100%', percent('=', 100)],
  ['资金到位率达100%', percent('=', 100, { flags: ['comparator-word', 'in-sentence'] })],
  ['预算支出进度达到90%以上', percent('≥', 90)],
  ['不少于三次', number('≥', 3, '次')],
  ['百分之九十以上', percent('≥', 90)],
  ['100%完成', percent(null, 100, { flags: ['comparator-missing', 'in-sentence'] })],
  ['约50人', number(null, 50, '人', { dimension: 'person', flags: ['comparator-missing', 'approximate'] })],
];

const units: [string, Expected][] = [
  ['≥14250.00(人)', number('≥', 14250, '人', { dimension: 'person' })],
  ['≥1000.00(人次)', number('≥', 1000, '人次', { dimension: 'person-time' })],
  ['≤122.00(万元)', number('≤', 122, '万元', { dimension: 'money', scale: 10000 })],
  ['≤3亿元', number('≤', 3, '亿元', { dimension: 'money', scale: 100000000 })],
  ['≤5千元', number('≤', 5, '千元', { dimension: 'money', scale: 1000 })],
  ['≤450元/人·天', number('≤', 450, '元/人·天', { dimension: 'money', scale: 1 })],
  ['≤1.5(万元/人)', number('≤', 1.5, '万元/人', { dimension: 'money', scale: 10000 })],
  ['≤3000(元/㎡)', number('≤', 3000, '元/㎡', { dimension: 'money' })],
  ['≥10.00(条/人)', number('≥', 10, '条/人', { dimension: 'rate-per' })],
  ['≥1次/月', number('≥', 1, '次/月', { dimension: 'rate-per' })],
  ['≤2起/万人', number('≤', 2, '起/万人', { dimension: 'rate-per' })],
  ['每月1次', number(null, 1, '次', { dimension: 'rate-per' })],
  ['≥10.00(万件)', number('≥', 10, '万件', { dimension: 'count', scale: 10000 })],
  ['≥12.00(万次)', number('≥', 12, '万次', { dimension: 'count', scale: 10000 })],
  ['=68.00(万字)', number('=', 68, '万字', { dimension: 'count', scale: 10000 })],
  ['≥2万人次', number('≥', 2, '万人次', { dimension: 'person-time', scale: 10000 })],
  ['≥3个百分点', number('≥', 3, '个百分点', { dimension: 'percentage-point' })],
  ['≤5‰', number('≤', 5, '‰', { dimension: 'percent', scale: 0.1 })],
  ['≥100百分比', number('≥', 100, '百分比', { dimension: 'percent', flags: ['unit-as-word'] })],
  ['≥1200平方米', number('≥', 1200, '平方米', { dimension: 'area' })],
  ['≥1200㎡', number('≥', 1200, '㎡', { dimension: 'area' })],
  ['≥3.5公里', number('≥', 3.5, '公里', { dimension: 'length' })],
  ['≥80立方米', number('≥', 80, '立方米', { dimension: 'volume' })],
  ['≤20吨', number('≤', 20, '吨', { dimension: 'mass' })],
  ['≥20TB', number('≥', 20, 'TB', { dimension: 'data' })],
  ['≤30分钟', number('≤', 30, '分钟', { dimension: 'time' })],
  ['7日内', number('≤', 7, '日', { dimension: 'time' })],
  ['≥5个', number('≥', 5, '个', { dimension: 'count' })],
  ['=1.00(家)', number('=', 1, '家', { dimension: 'count' })],
  ['≥5(闪)', number('≥', 5, '闪', { dimension: 'none', flags: ['unit-unknown'] })],
];

const ranges: [string, Expected][] = [
  ['80%-90%', of('quantity', { comparator: null, value: 80, valueHigh: 90, unit: '%', flags: ['range'] })],
  ['80~90%', of('quantity', { value: 80, valueHigh: 90, unit: '%' })],
  ['80％～90％', of('quantity', { value: 80, valueHigh: 90, unit: '%' })],
  ['80%至90%', of('quantity', { value: 80, valueHigh: 90 })],
  ['介于80%和90%之间', of('quantity', { value: 80, valueHigh: 90 })],
  ['10-20(次)', of('quantity', { value: 10, valueHigh: 20, unit: '次', dimension: 'count' })],
  ['≥80%且≤90%', of('quantity', { value: 80, valueHigh: 90, unit: '%' })],
];

const changes: [string, Expected][] = [
  ['同比下降', of('trend', { baseline: '同比', value: null, words: ['下降'] })],
  [
    '较上年提高3个百分点',
    of('trend', { baseline: '较上年', value: 3, unit: '个百分点', dimension: 'percentage-point' }),
  ],
  ['较上年增长5%', of('trend', { baseline: '较上年', value: 5, unit: '%', dimension: 'percent' })],
  ['较2023年下降10%以上', of('trend', { baseline: '较2023年', value: 10, comparator: '≥' })],
  ['下降率≥2%', of('trend', { baseline: null, value: 2, comparator: '≥', flags: ['baseline-missing'] })],
  ['提升', of('trend', { value: null, baseline: null, words: ['提升'] })],
  ['有所提高', of('trend')],
  ['持续改善', of('trend')],
  ['明显改善', of('trend', { words: ['改善', '明显'] })],
  ['促进', of('trend')],
  ['农户增收', of('trend')],
  ['降低', of('trend')],
  ['提高到95%', percent(null, 95)],
  ['不低于上年水平', of('trend', { comparator: '≥', baseline: '上年', value: null })],
  ['≥上年', of('trend', { comparator: '≥', baseline: '上年' })],
  ['稳中有升', of('trend')],
];

const days: [string, Expected][] = [
  ['2024年12月31日前', of('date', { date: '2024-12-31', comparator: '≤' })],
  ['2024-12-31', of('date', { date: '2024-12-31', comparator: null })],
  ['2024/6/30前', of('date', { date: '2024-06-30', comparator: '≤' })],
  ['20241231', of('date', { date: '2024-12-31' })],
  ['2024年6月', of('date', { date: '2024-06-30' })],
  ['2024年2月底前完成', of('date', { date: '2024-02-29', comparator: '≤' })],
  ['2022年底之前', of('date', { date: '2022-12-31', comparator: '≤' })],
  ['≤2024年11月30日', of('date', { date: '2024-11-30', comparator: '≤' })],
  ['12月前', of('date', { date: null, comparator: '≤', flags: ['year-missing'] })],
  ['12月31日前', of('date', { date: null, comparator: '≤' })],
  ['年底前', of('date', { date: null, comparator: '≤' })],
  ['2023-2025年', of('date', { date: '2025-12-31' })],
  ['2024年1月至12月', of('date', { date: '2024-12-31' })],
  ['1-12月', of('date', { date: null, flags: ['year-missing'] })],
  ['2024年第三季度', of('date', { date: '2024-09-30' })],
  [
    '接报后7日内',
    of('date', { comparator: '≤', value: 7, unit: '日', dimension: 'time', baseline: '接报后' }),
  ],
  ['受理之日起15个工作日内', of('date', { comparator: '≤', value: 15, unit: '个工作日' })],
];

const gaps: [string, Expected][] = [
  ['', of('lost')],
  ['  ', of('lost')],
  ['**人', of('placeholder')],
  ['≥**%', of('placeholder')],
  ['XX', of('placeholder')],
  ['≥XX(%)', of('placeholder')],
  ['/', of('placeholder')],
  ['——', of('placeholder')],
  ['待定', of('placeholder')],
  ['……', of('placeholder')],
  ['优良中低差', of('placeholder')],
];

const states: [string, Expected][] = [
  ['及时', of('quality', { words: ['及时'], flags: [] })],
  ['健全', of('quality')],
  ['合理', of('quality')],
  ['保障', of('quality', { words: ['保障'] })],
  ['确保', of('quality')],
  ['维护', of('quality')],
  ['基本稳定', of('quality')],
  ['一级', of('quality')],
  ['可控', of('quality')],
  ['达成预期指标', of('quality')],
  ['效果明显', of('quality')],
  ['符合相关规定', of('quality')],
  ['验收合格', of('quality')],
  ['按养护规程执行', of('quality')],
  ['通过ISO9001认证', of('quality', { value: null })],
  ['<img src=x onerror=alert(1)>', of('quality')],
];

describe.each(Object.entries({ signs, wordsOfComparison, units, ranges, changes, days, gaps, states }))(
  'parseTarget: %s',
  (_, table) => {
    it.each(table)('%j', (printed, expected) => {
      expect(parseTarget(printed)).toMatchObject(expected);
    });
  },
);

it('keeps the printed text, half-width and without inner padding', () => {
  expect(parseTarget(' ≥ ９０ （％） ').raw).toBe('≥90(%)');
});
it('takes the polarity from the name', () => {
  expect(parseTarget('≤1%', '顾客投诉率').polarity).toBe('negative');
  expect(parseTarget('=100%', '投诉处理率').polarity).toBe('positive');
  expect(parseTarget('有效', '方案').polarity).toBeNull();
});
