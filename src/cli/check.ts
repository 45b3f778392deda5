import path from 'node:path';
import { auditBundle } from '#core/audit/bundle.ts';
import { evidenceRows } from '#core/audit/evidence.ts';
import { reportInput } from '#core/audit/report-input.ts';
import type { Severity } from '#core/model/finding.ts';
import { REPORTS, type Format } from '#core/report/formats.ts';
import { countOpen } from '#core/report/report.ts';
import { findingTable } from '#core/report/table.ts';
import { run } from '#core/rules/run.ts';
import packageJson from '../../package.json' with { type: 'json' };
import { CommandError, type Effects } from './effects.ts';
import { holdToLock } from './lock.ts';
import { output } from './output.ts';
import { readRuleSet, readWaivers } from './rule-files.ts';
import { openPaths, type CommonOptions } from './portfolio.ts';

export interface CheckOptions extends CommonOptions {
  rules: string;
  /** A lock file, or `true` for the one of the usual name; the run is refused when the rules differ from it. */
  locked?: string | true;
  waivers?: string;
  /** Where to write the audit bundle as well. */
  bundle?: string;
  format?: Format;
  out?: string;
  failOn: Severity | 'never';
}

/** `zhunxing check`: runs a rule set and prints the findings; 1 when an open one reaches `failOn`, 2 when a rule failed. */
export async function check(
  paths: readonly string[],
  options: CheckOptions,
  effects: Effects,
): Promise<number> {
  const format = options.format ?? formatOf(options.out) ?? 'table';
  if (format === 'xlsx' && options.out === undefined && effects.terminal.out)
    throw new CommandError(
      options.lang === 'zh'
        ? 'xlsx 不能显示在终端，请加 --out 文件'
        : 'xlsx is not for a terminal: give --out',
    );
  const lap = stopwatch(options.debug === true, effects);
  const set = await readRuleSet(options.rules, effects);
  if (options.locked !== undefined) await holdToLock(set, options.locked, options.lang, effects);
  const waivers = options.waivers === undefined ? [] : await readWaivers(options.waivers, effects);
  lap('rules');
  const { db, ...data } = await openPaths(paths, options, effects, lap);
  try {
    const now = effects.now().toISOString();
    const ran = await run(db, set, { waivers, now });
    lap('run');
    for (const { rule, message } of ran.failures) effects.err(`zhunxing: ${rule}: ${message}\n`);
    const judged = {
      run: ran,
      set,
      at: now,
      waivers,
      data,
      language: options.lang,
      version: packageJson.version,
    };
    const input = await reportInput(db, judged);
    lap('findings');
    if (options.bundle !== undefined)
      await output(await auditBundle(await evidenceRows(db), input, set, waivers), options.bundle, effects);
    const content =
      format === 'table' && options.out === undefined
        ? findingTable(input, { width: effects.terminal.columns, color: effects.terminal.color })
        : REPORTS[format].render(input);
    await output(content, options.out, effects);
    lap('report');
    if (ran.failures.length > 0) return 2;
    return fails(countOpen(input.findings.tally), options.failOn) ? 1 : 0;
  } finally {
    await db.close();
  }
}

/** The format that a file's name asks for. */
function formatOf(file: string | undefined): Format | undefined {
  const extension = file === undefined ? '' : path.extname(file).slice(1).toLowerCase();
  return (Object.keys(REPORTS) as Format[]).find((format) => REPORTS[format].extension === extension);
}

/** Whether open findings reach the severity from which a command fails. */
export function fails(open: Record<Severity, number>, failOn: CheckOptions['failOn']): boolean {
  if (failOn === 'never') return false;
  if (failOn === 'error') return open.error > 0;
  return open.error + open.warning > 0 || (failOn === 'info' && open.info > 0);
}

/** Wall time and processor time (of all threads) of each step, on standard error. */
function stopwatch(on: boolean, effects: Effects): (step: string) => void {
  let last = performance.now();
  let used = process.cpuUsage();
  return (step) => {
    const now = performance.now();
    const { user, system } = process.cpuUsage(used);
    const [wall, cpu] = [now - last, (user + system) / 1000].map((ms) => ms.toFixed(0).padStart(6));
    if (on) effects.err(`${step.padEnd(8)}${wall} ms, processor${cpu} ms\n`);
    last = now;
    used = process.cpuUsage();
  };
}
