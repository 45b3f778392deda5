import { expect, test } from 'vitest';
import { firstSides, groupsOf, sideOf } from './sides.ts';

const choices = [
  { year: 2023, department: '甲局', forms: 4 },
  { year: 2024, department: '甲局', forms: 3 },
  { year: 2024, department: null, forms: 5 },
  { year: null, department: '甲局', forms: 1 },
];

test('a name in an address is a side, and nonsense is none', () => {
  expect(sideOf('all')).toEqual({ side: { from: 'own' }, portfolio: null });
  expect(sideOf('year:2024')).toEqual({ side: { from: 'own', year: 2024 }, portfolio: null });
  expect(sideOf('year:')).toEqual({ side: { from: 'own', year: null }, portfolio: null });
  expect(sideOf('department:甲:局')).toEqual({ side: { from: 'own', department: '甲:局' }, portfolio: null });
  expect(sideOf('portfolio:p1')).toEqual({ side: { from: 'other' }, portfolio: 'p1' });
  const other = { from: 'other' } as const;
  expect(sideOf('portfolio:p1', 'year:2023')).toEqual({ side: { ...other, year: 2023 }, portfolio: 'p1' });
  expect(sideOf('portfolio:p1', 'department:')).toEqual({
    side: { ...other, department: null },
    portfolio: 'p1',
  });
  expect(sideOf('portfolio:p1', 'all')).toEqual({ side: other, portfolio: 'p1' });
  for (const part of ['year:x', 'portfolio:p2', '2023']) expect(sideOf('portfolio:p1', part)).toBeNull();
  for (const name of [null, '', 'year:x', 'portfolio:', 'table:project']) expect(sideOf(name)).toBeNull();
});

test('years and departments are counted, and the last two years come first', () => {
  expect(groupsOf(choices)).toEqual({
    years: [
      { year: 2024, forms: 8 },
      { year: 2023, forms: 4 },
      { year: null, forms: 1 },
    ],
    departments: [
      { department: '甲局', forms: 8 },
      { department: null, forms: 5 },
    ],
  });
  expect(firstSides(choices)).toEqual({ before: 'year:2023', after: 'year:2024' });
  const three = [...choices, { year: 2022, department: null, forms: 1 }];
  expect(firstSides(three, 2023)).toEqual({ before: 'year:2022', after: 'year:2023' });
  expect(firstSides(three, 2022)).toEqual({ before: 'year:2023', after: 'year:2024' });
  expect(firstSides(choices.slice(1))).toBeNull();
});
