import { describe, expect, it } from 'vitest';
import { amount, amountUnit, difference, percent } from './amount.ts';

describe('amount', () => {
  it.each([
    [139_880_556, 'zh', '1.40 亿元'],
    [100_000_000, 'zh', '1.00 亿元'],
    [35_100_900, 'zh', '3,510 万元'],
    [540_832.5, 'zh', '54.08 万元'],
    [10_000, 'zh', '1 万元'],
    [9_999.5, 'zh', '9,999.5 元'],
    [0, 'zh', '0 元'],
    [-35_100_900, 'zh', '-3,510 万元'],
    [139_880_556, 'en', '140 m yuan'],
    [2_234_000, 'en', '2.23 m yuan'],
    [2_500_000_000, 'en', '2.50 bn yuan'],
    [8_900_000, 'en', '8.90 m yuan'],
  ] as const)('%d %s → %s', (yuan, language, text) => {
    expect(amount(yuan, language).text).toBe(text);
  });

  it.each([
    // 8.52 and 4.64, which are 3.8852 apart.
    [852_229_934, 463_707_485, 'zh', '3.88 亿元'],
    [463_707_485, 852_229_934, 'zh', '3.88 亿元'],
    // 2.10 and 9,578: 2.1042 − 0.9578 would be 1.15.
    [95_780_000, 210_420_000, 'zh', '1.14 亿元'],
    // Printed finer than 4.49 and 5.45, it says more than they do.
    [448_786_206, 544_561_633, 'zh', '9,578 万元'],
    [35_100_900, 34_600_000, 'zh', '50.09 万元'],
    [15_430_000, 16_910_499, 'en', '1.48 m yuan'],
    [5, 5, 'zh', '0 元'],
  ] as const)('%d → %d is %s %s', (before, after, language, text) => {
    expect(difference(before, after, language).text).toBe(text);
  });

  it('keeps an axis in one unit that gives whole figures', () => {
    expect(amountUnit(139_880_556)).toEqual({ divisor: 1e4, unit: '万元' });
    expect(amountUnit(3_000_000_000)).toEqual({ divisor: 1e8, unit: '亿元' });
    expect(amountUnit(800)).toEqual({ divisor: 1, unit: '元' });
  });

  it('never rounds a share to none or all', () => {
    expect([0, 0.001, 86 / 281, 0.999, 1].map(percent)).toEqual(['0%', '<1%', '31%', '>99%', '100%']);
  });
});
