import { describe, expect, it } from 'vitest';
import { amount, amountUnit, percent } from './amount.ts';

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
    [2_500_000_000, 'en', '2.5 bn yuan'],
  ] as const)('%d %s → %s', (yuan, language, text) => {
    expect(amount(yuan, language).text).toBe(text);
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
