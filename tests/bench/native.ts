/**
 * `npm run bench`: without a screen, on generated portfolios of growing size: making, opening, every rule, every screen's questions, beside SQL
 * written by hand, a plain scan, and json-rules-engine row by row. `npm run bench -- --sizes 10000,1000000` says which, `--aside 200000` up to how many
 * rows json-rules-engine judges them all. Each size in a process of its own, so
 * that its peak of memory is its own. Compare figures of one run only.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from '#cli/build/build.ts';
import type { Effects } from '#cli/effects.ts';
import { openFile } from '#cli/portfolio-file.ts';
import { generate } from './generate/portfolio.ts';
import { measure, ROWS_ASIDE, type Measured } from './measure.ts';
import { portfolio, type Making } from './portfolios.ts';
import { rounded, timed } from './timing.ts';

/** One size measured. */
export interface SizeResult {
  indicators: number;
  making: Making;
  build: { files: number; indicators: number; seconds: number; processor: number; unchanged: number } | null;
  lines: Measured[];
  peakMB: number;
}

const { values } = parseArgs({
  options: {
    sizes: { type: 'string', default: '10000,100000' },
    aside: { type: 'string', default: String(ROWS_ASIDE) },
    only: { type: 'string' },
  },
});

/** Printed files are read by `build` up to this many indicators: beyond, only rows are made. */
const MOST_READ = 20_000;

if (values.only) console.log(JSON.stringify(await measureSize(Number(values.only))));
else {
  mkdirSync('dist/bench-results', { recursive: true });
  const results: SizeResult[] = [];
  for (const size of values.sizes.split(',').map(Number)) {
    portfolio(size);
    const { stdout, status } = spawnSync(
      process.execPath,
      [fileURLToPath(import.meta.url), '--only', String(size), '--aside', values.aside],
      { encoding: 'utf8', maxBuffer: 1 << 26, stdio: ['ignore', 'pipe', 'inherit'] },
    );
    if (status !== 0) throw new Error(`${size}: exit ${status}`);
    const result = JSON.parse(stdout.trim().split('\n').at(-1)!) as SizeResult;
    results.push(result);
    console.log(`\n${size} indicators, ${result.making.forms} forms`);
    console.table(
      Object.fromEntries(
        result.lines.map(({ group, name, timing, hand, floor, note }) => [
          `${group}: ${name}`,
          { ms: timing.median, processor: timing.processor, hand, floor, note },
        ]),
      ),
    );
    writeFileSync('dist/bench-results/native.json', JSON.stringify(results, null, 1));
  }
}

async function measureSize(indicators: number): Promise<SizeResult> {
  const { file, making } = portfolio(indicators);
  const lines: Measured[] = [];
  const tell = (line: Measured) => {
    lines.push(line);
    console.error(`  ${line.group}: ${line.name}: ${line.timing.median} ms ${line.note ?? ''}`);
  };
  const effects = { cwd: process.cwd() } as Effects;
  const opening = await timed(async () => (await openFile(file, 'en', effects)).db, { runs: 1 });
  tell({ group: 'open', name: 'file opened', timing: opening.timing });
  const db = opening.result;
  await measure(db, making.indicators, timed, tell, Number(values.aside));
  db.close();
  const peakMB = Math.round(process.resourceUsage().maxRSS / 1024);
  return {
    indicators,
    making,
    lines,
    peakMB,
    build: indicators <= MOST_READ ? await buildFiles(indicators) : null,
  };
}

/** Prints the files and reads them with `zhunxing build`, twice: the second time nothing has changed. */
async function buildFiles(indicators: number): Promise<SizeResult['build']> {
  const folder = mkdtempSync(path.join(tmpdir(), 'zhunxing-bench-'));
  let files = 0;
  for await (const { name, text } of generate(indicators)) {
    mkdirSync(path.dirname(path.join(folder, 'in', name)), { recursive: true });
    writeFileSync(path.join(folder, 'in', name), text);
    files++;
  }
  const effects: Effects = {
    cwd: folder,
    out: async () => undefined,
    err: () => undefined,
    terminal: { out: false, err: false, columns: 80, color: false },
    now: () => new Date(),
  };
  const options = { out: 'all.duckdb', memory: '2GB', lang: 'en' as const };
  const before = process.cpuUsage();
  const start = performance.now();
  await build(['in'], options, effects);
  const seconds = rounded((performance.now() - start) / 1000);
  const { user, system } = process.cpuUsage(before);
  const again = performance.now();
  await build(['in'], options, effects);
  const unchanged = rounded((performance.now() - again) / 1000);
  rmSync(folder, { recursive: true });
  return { files, indicators, seconds, processor: rounded((user + system) / 1e6), unchanged };
}
