/**
 * `npm run bench`, first half: how long reading, loading and judging take without a screen, on the sample and on the
 * sample × 1,000. Prints the median of several runs with the spread, and the processor time of all threads, which
 * other work on the machine disturbs less. Compare figures of one run only.
 */
import { cpus } from 'node:os';
import { performance } from 'node:perf_hooks';
import { read } from '#core/ingest/read.ts';
import { library } from '#core/rules/library.ts';
import { resolveSet } from '#core/rules/resolve.ts';
import { run } from '#core/rules/run.ts';
import { createSchema } from '#core/store/create.ts';
import { load } from '#core/store/load.ts';
import { openNative } from '#cli/duckdb.ts';
import { repeated, sample } from './corpus.ts';

type Timing = Record<'median ms' | 'min ms' | 'max ms' | 'processor ms', number>;

async function timed<T>(runs: number, work: () => Promise<T>): Promise<[Timing, T]> {
  const times: number[] = [];
  let result: T;
  const before = process.cpuUsage();
  let i = 0;
  do {
    const start = performance.now();
    result = await work();
    times.push(performance.now() - start);
  } while (++i < runs);
  const { user, system } = process.cpuUsage(before);
  times.sort((a, b) => a - b);
  const [median, min, max] = [times[times.length >> 1]!, times[0]!, times.at(-1)!].map(rounded);
  const processor = rounded((user + system) / 1000 / runs);
  return [{ 'median ms': median!, 'min ms': min!, 'max ms': max!, 'processor ms': processor }, result];
}

const rounded = (ms: number) => Number(ms.toFixed(1));

const rules = resolveSet(library(), 'strict');

async function measure(title: string, bytes: Uint8Array, runs: number): Promise<void> {
  const [parse, result] = await timed(runs, () => read([{ name: 'sample.txt', bytes }]));
  const db = await openNative();
  const [loading, report] = await timed(runs, async () => {
    await createSchema(db);
    return load(db, result);
  });
  const [counts] = await timed(runs, () => run(db, rules, { findings: 'counts' }));
  const [all, judged] = await timed(runs, () => run(db, rules));
  const found = judged.outcomes.reduce((sum, outcome) => sum + outcome.flagged, 0);
  db.close();
  const { forms, indicators } = report;
  console.log(`\n${title}: ${forms} forms, ${indicators} indicators, ${found} findings`);
  console.table({
    parse,
    load: loading,
    [`${rules.rules.length} rules, counts only`]: counts,
    [`${rules.rules.length} rules, with findings`]: all,
  });
}

console.log(`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}`);
await measure('the sample', sample(), 9);
await measure('the sample × 1,000', repeated(1000), 1);
