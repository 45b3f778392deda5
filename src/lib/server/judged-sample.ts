import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { openNative, type NativeConnector } from '#cli/duckdb.ts';
import type { InputFile } from '#core/ingest/input.ts';
import { read } from '#core/ingest/read.ts';
import type { Portfolio } from '#core/model/form.ts';
import { library } from '#core/rules/library.ts';
import { resolveSet, type ResolvedSet } from '#core/rules/resolve.ts';
import { run, type Run } from '#core/rules/run.ts';
import { createSchema } from '#core/store/create.ts';
import { load } from '#core/store/load.ts';

const SAMPLES = path.resolve('data/samples');

interface JudgedSample {
  db: NativeConnector;
  portfolio: Portfolio;
  set: ResolvedSet;
  run: Run;
}

/** Reads, loads and judges the built-in sample in Node, as the page would, and asks `question` of it. */
export async function judgedSample<T>(question: (sample: JudgedSample) => Promise<T>): Promise<T> {
  // One thread, as the page has: the facts then stand in the same order in every build.
  const db = await openNative(':memory:', { threads: 1 });
  try {
    await createSchema(db);
    const result = await read(await samples());
    await load(db, result);
    const set = resolveSet(library(), 'recommended');
    return await question({ db, portfolio: result.portfolio, set, run: await run(db, set, {}) });
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
