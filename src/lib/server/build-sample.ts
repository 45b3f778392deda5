import { takeSnapshot } from '#core/store/snapshot.ts';
import type { BuiltSample } from '#lib/ingest/built-sample.ts';
import { contentsOf } from '#lib/ingest/contents.ts';
import { judgedSample } from './judged-sample.ts';

/** What the page takes in the place of reading and judging the built-in sample. Runs when the page is built. */
export function buildSample(): Promise<BuiltSample> {
  return judgedSample(async ({ db, portfolio, run }) => ({
    contents: contentsOf(portfolio),
    run,
    tables: await takeSnapshot(db),
  }));
}
