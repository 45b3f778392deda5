/**
 * `npm run bench`: how long reading, loading and judging take without a screen, on the sample and on the sample × 1,000.
 * Prints the median of several runs with the spread; compare figures of one run only.
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

interface Timing {
  step: string;
  median: number;
  min: number;
  max: number;
}

async function timed<T>(step: string, runs: number, work: () => Promise<T>): Promise<[Timing, T]> {
  const times: number[] = [];
  let result: T | undefined;
  for (let i = 0; i < runs; i += 1) {
    const start = performance.now();
    result = await work();
    times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  const median = times[Math.floor(times.length / 2)]!;
  return [{ step, median, min: times[0]!, max: times.at(-1)! }, result as T];
}

const rules = resolveSet(library(), 'strict');

async function measure(title: string, bytes: Uint8Array, runs: number) {
  const [parse, result] = await timed('parse', runs, () => read([{ name: 'sample.txt', bytes }]));
  const db = await openNative();
  const [loading] = await timed('load', runs, async () => {
    await createSchema(db);
    return load(db, result);
  });
  const [judging, judged] = await timed(`all ${rules.rules.length} rules`, runs, () => run(db, rules));
  const [counting] = await timed('rules, counts only', runs, () => run(db, rules, { findings: 'counts' }));
  db.close();
  const indicators = result.portfolio.forms.reduce((sum, form) => sum + form.indicators.length, 0);
  console.log(
    `\n${title}: ${result.portfolio.forms.length} forms, ${indicators} indicators, ${judged.findings.length} findings`,
  );
  console.table(
    Object.fromEntries(
      [parse, loading, judging, counting].map(({ step, ...ms }) => [
        step,
        Object.fromEntries(Object.entries(ms).map(([k, v]) => [`${k} ms`, Number(v.toFixed(1))])),
      ]),
    ),
  );
}

console.log(`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}`);
await measure('the sample', sample(), 9);
await measure('the sample × 1,000', repeated(1000), 3);
console.log(`peak memory ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB`);
