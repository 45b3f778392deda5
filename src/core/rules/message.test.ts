import { expect, test } from 'vitest';
import { placeholders, template, valueText } from './message.ts';

test.each([
  [0.297, 'percent', '29.7%', '29.7%'],
  [1, 'percent', '100%', '100%'],
  [7343510, 'money', '734 万元', '7.34 million yuan'],
  [35100900, 'money', '3,510 万元', '35.1 million yuan'],
  [139880556, 'money', '1.4 亿元', '139.88 million yuan'],
  [99_996_000, 'money', '1 亿元', '100 million yuan'],
  [25000, 'money', '2.5 万元', '25,000 yuan'],
  [-500, 'money', '-500 元', '-500 yuan'],
  [0, null, '0', '0'],
  [1234.567, null, '1,234.57', '1,234.57'],
  [null, null, '（空）', '(blank)'],
  [NaN, 'money', '（未读到）', '(not read)'],
  ['', null, '（空）', '(blank)'],
  [true, null, '是', 'yes'],
  [['甲', '乙'], null, '甲、乙', '甲, 乙'],
])('%j as %s reads %s or %s', (value, formatter, zh, en) => {
  expect(valueText(value, formatter, 'zh')).toBe(zh);
  expect(valueText(value, formatter, 'en')).toBe(en);
});

test('values are put in as they are, never read as templates', () => {
  const say = template('「{name}」不足 {param:least|percent}，{name}', 'zh');
  expect(say({ name: '{raw}$&<b>' }, { least: 0.5 })).toBe('「{raw}$&<b>」不足 50%，{raw}$&<b>');
  expect(placeholders('{a}{b|money}')).toEqual({
    found: [
      { fact: 'a', formatter: null, otherwise: null },
      { fact: 'b', formatter: 'money', otherwise: null },
    ],
    stray: false,
  });
  expect(placeholders('{a').stray).toBe(true);
});

test('what stands behind a question mark is said of a missing value only', () => {
  const say = template('最契合的项目：{owner?无}，{annual|money?金额未读到？}', 'zh');
  expect(say({ owner: null, annual: null }, {})).toBe('最契合的项目：无，金额未读到？');
  expect(say({ owner: '', annual: NaN }, {})).toBe('最契合的项目：无，金额未读到？');
  expect(say({ owner: '修缮', annual: 25000 }, {})).toBe('最契合的项目：修缮，2.5 万元');
});
