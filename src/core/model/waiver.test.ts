import { expect, test } from 'vitest';
import { checkWaivers, useWaivers } from './waiver.ts';

const waiver = { fingerprint: '0123456789abcdef', reason: '已核实', author: '张三', expires: null };

test('waivers are used, unused or expired', () => {
  const other = { ...waiver, fingerprint: 'ffffffffffffffff' };
  const late = { ...waiver, expires: '2024-12-30' };
  const findings = [{ fingerprint: waiver.fingerprint }];
  expect(useWaivers([waiver, other, late], findings, '2024-12-31')).toEqual({
    used: [waiver],
    unused: [other],
    expired: [late],
  });
  expect(useWaivers([{ ...waiver, expires: '2024-12-31' }], findings, '2024-12-31').used).toHaveLength(1);
});

test('a file is checked, and the place of the fault told', () => {
  expect(checkWaivers([{ ...waiver, expires: undefined }])).toEqual([waiver]);
  const place = (json: unknown) => {
    try {
      checkWaivers(json);
    } catch (error) {
      return (error as { place: string }).place;
    }
  };
  expect(place({})).toBe('');
  expect(place([waiver, { ...waiver, fingerprint: 'x' }])).toBe('/1/fingerprint');
  expect(place([{ ...waiver, reason: ' ' }])).toBe('/0/reason');
  expect(place([{ ...waiver, author: null }])).toBe('/0/author');
  expect(place([{ ...waiver, expires: '2024-13-40' }])).toBe('/0/expires');
  expect(place([null])).toBe('/0');
});
