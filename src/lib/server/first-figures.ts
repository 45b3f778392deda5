import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { openNative } from '#cli/duckdb.ts';
import { read } from '#core/ingest/read.ts';
import type { InputFile } from '#core/ingest/input.ts';
import { library } from '#core/rules/library.ts';
import { resolveSet } from '#core/rules/resolve.ts';
import { run } from '#core/rules/run.ts';
import { createSchema } from '#core/store/create.ts';
import { load } from '#core/store/load.ts';
import { askOverview, ruleWords, type Overview, type RuleWords } from '#lib/overview/overview.ts';

export interface FirstFigures {
  overview: Overview;
  rules: RuleWords;
}

const SAMPLES = path.resolve('data/samples');

/** Reads, loads and judges the built-in sample in Node and asks the overview's own questions. Runs when the page is built. */
export async function firstFigures(): Promise<FirstFigures> {
  const db = await openNative();
  try {
    await createSchema(db);
    await load(db, await read(await samples()));
    const set = resolveSet(library(), 'recommended');
    await run(db, set, {});
    return { overview: await askOverview(db), rules: ruleWords(set) };
  } finally {
    db.close();
  }
}

async function samples(): Promise<InputFile[]> {
  const names = (await readdir(SAMPLES)).filter((name) => name.endsWith('.txt')).sort();
  return Promise.all(
    names.map(async (name) => ({ name, bytes: new Uint8Array(await readFile(path.join(SAMPLES, name))) })),
  );
}
