import { expect, test } from 'vitest';
import { charactersOf } from './initials.ts';
import { findsAll, searchExpression, searchPattern } from './search-pattern.ts';

const found = (text: string, search: string) =>
  [...text.matchAll(searchExpression(search))].map(([hit]) => hit);

test('initials find what they stand for, with signs and characters between them, and mark that place alone', () => {
  expect(found('本项目名称', 'xmmc')).toEqual(['项目名称']);
  expect(found('法律援助投诉率', 'fl援助')).toEqual(['法律援助']);
  expect(found('CT机房（二期）', 'ctjf（EQ）')).toEqual(['CT机房（二期）']);
  expect(found('满意度≥90.00(%)', 'yd≥90.')).toEqual(['意度≥90.']);
  expect(found('满意度', 'myl')).toEqual([]);
});

test('a character of two readings is found by either', () => {
  for (const [text, ...readings] of [
    ['重建', 'zj', 'cj'],
    ['行业', 'xy', 'hy'],
    ['长期', 'cq', 'zq'],
    ['会计', 'kj', 'hj'],
    ['及时率', 'jsl', 'jss'],
    ['调查', 'dc', 'tc'],
  ] as const)
    for (const reading of readings) expect(found(text, reading), reading).toEqual([text]);
});

test('every character of GB 2312 has a letter, and one letter or none is a text like any other', () => {
  const letters = [...'abcdefghjklmnopqrstwxyz'];
  const all = new Set(letters.flatMap((letter) => [...charactersOf(letter)]));
  expect(all.size).toBe(6763);
  expect([charactersOf('i'), charactersOf('u'), charactersOf('v')]).toEqual(['', '', '']);
  expect(searchPattern('满意 90%')).toBeNull();
  expect(searchPattern('A栋')).toBe('a栋');
  expect(found('A.B', 'a.b')).toEqual(['A.B']);
  expect(found('AxB', 'a.b')).toEqual([]);
  expect(findsAll('打开 总览', ['zl', '打开'])).toBe(true);
  expect(findsAll('打开 总览', ['zl', '数据'])).toBe(false);
});
