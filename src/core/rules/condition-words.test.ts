import { expect, test } from 'vitest';
import { leafWords, valueWords, wordsMet } from './condition-words.ts';

test('a leaf reads as a phrase in both languages', () => {
  const leaf = { fact: 'unit_dimension', operator: 'notEqual' } as const;
  expect(leafWords('indicator', leaf, 'money', 'zh')).toBe('量纲 不等于 金额');
  expect(leafWords('indicator', leaf, 'money', 'en')).toBe('Dimension is not money');
});

test('yes-or-no facts and missing values are said without an operator sign', () => {
  expect(leafWords('indicator', { fact: 'tautology', operator: 'equal' }, true, 'zh')).toBe('同义反复：是');
  expect(leafWords('indicator', { fact: 'has_unit', operator: 'notEqual' }, true, 'zh')).toBe('有单位：否');
  expect(leafWords('indicator', { fact: 'raw', operator: 'isMissing' }, true, 'zh')).toBe('指标值 缺失');
});

test('text of the form is never taken for a code word', () => {
  expect(valueWords('raw', 'money', 'zh')).toBe('money');
  expect(valueWords('unit_dimension', 'toString', 'zh')).toBe('toString');
});

test('long lists are cut and say how long they are', () => {
  const words = Array.from({ length: 12 }, (_, i) => `词${i}`);
  expect(valueWords('name', words, 'zh')).toMatch(/^词0、.*词9 等 12 个$/);
});

test('the words a text holds are told by operator', () => {
  expect(wordsMet('containsAny', '人均执行成本', ['成本', '费用'])).toEqual(['成本']);
  expect(wordsMet('endsWithAny', '投诉率', ['率', '投'])).toEqual(['率']);
  expect(wordsMet('containsNone', '投诉率', ['率'])).toEqual([]);
});
