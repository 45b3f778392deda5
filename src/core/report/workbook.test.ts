import { read } from '@e965/xlsx';
import { expect, test } from 'vitest';
import { workbook } from './workbook.ts';

test('a year or a line is shown as it is, money in groups of three', async () => {
  const bytes = await workbook([{ name: '表', rows: [[2024, 1_200_000, 80.5]], widths: [] }]);
  const { A1, B1, C1 } = read(bytes).Sheets['表']!;
  expect([A1.w, B1.w, C1.w]).toEqual(['2024', '1,200,000.00', '80.5']);
});
