import { expect, test } from 'vitest';
import { openNative } from '#cli/duckdb.ts';
import { testRule } from './fixtures.ts';
import { library } from './library.ts';
import { templates } from './templates.ts';

test('every template is a whole rule whose examples pass both judges, and none is among the rules that run', async () => {
  const db = await openNative();
  expect(templates().length).toBeGreaterThan(4);
  for (const rule of templates()) {
    const results = await testRule(rule, db);
    expect(results.filter((one) => !one.passed)).toEqual([]);
    for (const expected of ['flagged', 'clean', 'notApplicable'])
      expect(rule.tests.some((one) => one.expect === expected)).toBe(true);
    expect(library().rules.has(rule.id)).toBe(false);
  }
  db.close();
});
