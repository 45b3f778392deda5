import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileLayout } from '#core/store/portfolio-file.ts';

/** How a generated portfolio came about: seconds, rows, bytes. */
export interface Making {
  forms: number;
  indicators: number;
  /** Seconds from generated forms to rows in tables, and from these to the packed file. */
  load: number;
  pack: number;
  seconds: number;
  processor: number;
  bytes: number;
  peakMB: number;
}

const FOLDER = 'dist/portfolios';

/** The generated portfolio of so many indicators: made in a process of its own, kept until the tables change. */
export function portfolio(indicators: number): { file: string; making: Making } {
  mkdirSync(FOLDER, { recursive: true });
  const file = path.resolve(FOLDER, `${indicators}-${fileLayout()}.duckdb`);
  const told = `${file}.json`;
  if (!existsSync(told)) {
    console.error(`generating ${indicators} indicators …`);
    const script = path.join(path.dirname(process.argv[1]!), 'generate.js');
    const { stdout, status } = spawnSync(
      process.execPath,
      [script, '--indicators', String(indicators), '--out', `${file}.making.duckdb`],
      { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] },
    );
    if (status !== 0) throw new Error(`generate failed: ${status}`);
    renameSync(`${file}.making.duckdb`, file);
    writeFileSync(told, stdout.trim().split('\n').at(-1)!);
  }
  return { file, making: JSON.parse(readFileSync(told, 'utf8')) as Making };
}
