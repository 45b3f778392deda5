import { expect, test } from 'vitest';
import type { Run } from '#core/rules/run.ts';
import { comparisonOf } from './comparison.ts';

const run = (...fingerprints: string[]) =>
  ({ findings: fingerprints.map((fingerprint) => ({ fingerprint })) }) as unknown as Run;

test('findings are new or gone by their fingerprint, twins by their number', () => {
  expect(comparisonOf(run('a', 'b', 'b'), run('b', 'c'))).toEqual({ added: 1, gone: 2 });
  expect(comparisonOf(run('a'), run('a', 'a'))).toEqual({ added: 1, gone: 0 });
  expect(comparisonOf(run(), run())).toEqual({ added: 0, gone: 0 });
});
