import { expect, test } from 'vitest';
import { tsv } from './tsv.ts';

test('nothing copied becomes a formula or another cell', () => {
  expect(
    tsv([
      ['指标', '值'],
      ['=1+1', -5],
      ['a\tb\nc', null],
      ['＋cmd', '≥90'],
    ]),
  ).toBe("指标\t值\n'=1+1\t-5\na b c\t\n'＋cmd\t≥90");
});
