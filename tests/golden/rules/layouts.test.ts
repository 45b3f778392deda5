import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openNative, type NativeConnector } from '#cli/duckdb.ts';
import { read } from '#core/ingest/read.ts';
import { library } from '#core/rules/library.ts';
import { resolveSet } from '#core/rules/resolve.ts';
import { run } from '#core/rules/run.ts';
import { createSchema } from '#core/store/create.ts';
import { load } from '#core/store/load.ts';
import layouts from './layouts.json' with { type: 'json' };

/** What the rules say of the other layouts: rule code → findings. Each was looked at beside its input. */
const expected: Record<string, Record<string, number>> = layouts;
let db: NativeConnector;
beforeAll(async () => {
  db = await openNative();
});
afterAll(() => db.close());

test.each(Object.entries(expected))('%s', async (name, hits) => {
  await createSchema(db);
  const bytes = new Uint8Array(await readFile(new URL(`../${name}/input.txt`, import.meta.url)));
  await load(db, await read([{ name: 'input.txt', bytes }]));
  const { outcomes, failures } = await run(db, resolveSet(library(), 'strict'));
  expect(failures).toEqual([]);
  const flagged = outcomes.filter((outcome) => outcome.flagged > 0);
  expect(Object.fromEntries(flagged.map((outcome) => [outcome.code, outcome.flagged]))).toEqual(hits);
});

test('one form in two extraction shapes is judged alike', () => {
  expect(expected['putuo-2026-json-table']).toEqual(expected['putuo-2026-cell-per-line']);
});
