/**
 * `node dist/bench/generate.js --indicators 1000000 --out portfolio.duckdb [--seed 1]` writes a portfolio file through the same tables and the same packing as
 * `zhunxing build`, without printing and reading; `--out folder/` writes the printed files that `zhunxing build folder/` reads.
 */
import { mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { packRows, type Step } from './pack-rows.ts';
import { generate } from './portfolio.ts';

const { values } = parseArgs({
  options: {
    indicators: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '1' },
    out: { type: 'string' },
    memory: { type: 'string', default: '2GB' },
  },
});
const { out } = values;
if (!out) {
  console.error('usage: generate --indicators N --out portfolio.duckdb | folder/ [--seed N] [--memory 2GB]');
  process.exit(2);
}
const count = Number(values.indicators);
const seed = Number(values.seed);
const start = performance.now();
const processor = () => Number(((process.cpuUsage().user + process.cpuUsage().system) / 1e6).toFixed(1));
const seconds = () => Number(((performance.now() - start) / 1000).toFixed(1));

if (out.endsWith('.duckdb')) {
  const steps = await packRows(out, generate(count, seed), values.memory, (step: Step) =>
    console.error(`${step.name}: ${step.indicators} indicators, ${seconds()} s, processor ${processor()} s`),
  );
  console.log(
    JSON.stringify({
      ...steps,
      bytes: statSync(out).size,
      seconds: seconds(),
      processor: processor(),
      peakMB: Math.round(process.resourceUsage().maxRSS / 1024),
    }),
  );
} else {
  rmSync(out, { recursive: true, force: true });
  let files = 0;
  let indicators = 0;
  let bytes = 0;
  for await (const { name, text, result } of generate(count, seed)) {
    const file = path.join(out, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
    files++;
    indicators += result.report.indicators;
    bytes += result.report.bytes;
  }
  console.log(JSON.stringify({ files, indicators, bytes, seconds: seconds() }));
}
