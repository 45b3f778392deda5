import { expect, test } from 'vitest';
import { RuleError } from './inspector.ts';
import { checkWaivers, reportWaivers, waiverFile, type Waiver } from './waiver.ts';

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
  [{ ...waiver, given: 'today' }, '/0/given'],
  [{ ...waiver, kind: 'false-alarms' }, '/0/kind'],
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

test('the file that is written is the file that is read', () => {
  const full: Waiver = {
    ...waiver,
    kind: 'explained',
    given: '2026-01-05',
    expires: '2026-12-31',
    about: '甲 · 满意度',
  };
  const other = { ...waiver, fingerprint: '0'.repeat(16) };
  expect(checkWaivers(JSON.parse(waiverFile([full, other])), 'w.json')).toEqual([other, full]);
});
