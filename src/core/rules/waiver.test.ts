import { expect, test } from 'vitest';
import { RuleError } from './inspector.ts';
import { checkWaivers, reportWaivers } from './waiver.ts';

const waiver = { fingerprint: '0123456789abcdef', reason: '已核实', author: '审计组' };

test('a waiver counts through its last day', () => {
  const last = { ...waiver, expires: '2026-11-23' };
  const met = new Set([waiver.fingerprint]);
  expect(reportWaivers([last], '2026-11-23T23:59:59Z', met).used).toEqual([last]);
  expect(reportWaivers([last], '2026-11-24', met).expired).toEqual([last]);
  expect(reportWaivers([waiver], '2026-11-24', new Set()).unused).toEqual([waiver]);
});

test('both shapes of the file are read', () => {
  expect(checkWaivers([waiver], 'w.json')).toEqual([waiver]);
  expect(checkWaivers({ waivers: [waiver] }, 'w.json')).toEqual([waiver]);
});

test.each([
  [{ ...waiver, fingerprint: 'xyz' }, '/0/fingerprint'],
  [{ ...waiver, reason: '' }, '/0/reason'],
  [{ ...waiver, expires: '2026-02-30' }, '/0/expires'],
  [{ ...waiver, until: '2026-12-31' }, '/0/until'],
  ['x', '/0'],
])('%j is refused', (json, place) => {
  let error: unknown;
  try {
    checkWaivers([json], 'w.json');
  } catch (thrown) {
    error = thrown;
  }
  expect(error).toBeInstanceOf(RuleError);
  expect((error as RuleError).problems.map((p) => p.place)).toContain(place);
});
