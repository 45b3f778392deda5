import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { bundledRun } from '#core/audit/bundled-run.ts';
import { lastRun } from '#core/audit/last-run.ts';
import { compareRuns, type Side } from '#core/compare/comparison.ts';
import { writtenRun } from '#core/compare/written-run.ts';
import type { Severity } from '#core/model/finding.ts';
import { COMPARISONS } from '#core/report/comparison.ts';
import { run } from '#core/rules/run.ts';
import packageJson from '../../package.json' with { type: 'json' };
import { fails } from './check.ts';
import type { Effects } from './effects.ts';
import { output } from './output.ts';
import { openPaths, type CommonOptions } from './portfolio.ts';
import { readRuleSet, readWaivers } from './rule-files.ts';

export interface DiffOptions extends CommonOptions {
  rules: string;
  waivers?: string;
  format: keyof typeof COMPARISONS;
  out?: string;
  failOn: Severity | 'never';
}

/** `zhunxing diff`: two runs finding by finding; 1 when a new open finding reaches `failOn`. */
export async function diff(
  old: string,
  later: string,
  options: DiffOptions,
  effects: Effects,
): Promise<number> {
  const before = await sideOf(old, options, effects);
  const after = await sideOf(later, options, effects);
  const comparison = compareRuns(before, after);
  await output(COMPARISONS[options.format](comparison, options.lang), options.out, effects);
  return fails(comparison.counts.new.severities, options.failOn) ? 1 : 0;
}

/** One side: a run that was written down, an audit bundle, or forms that are judged now. */
async function sideOf(given: string, options: DiffOptions, effects: Effects): Promise<Side> {
  const bytes = /\.(json|zip)$/i.test(given)
    ? await readFile(path.resolve(effects.cwd, given)).catch(() => null)
    : null;
  const told = bytes && (/\.zip$/i.test(given) ? bundledRun(bytes) : writtenRun(bytes));
  if (told) return { name: given, ...told };
  const set = await readRuleSet(options.rules, effects);
  const waivers = options.waivers === undefined ? [] : await readWaivers(options.waivers, effects);
  const { db, ...data } = await openPaths([given], options, effects);
  try {
    const at = effects.now().toISOString();
    const ran = await run(db, set, { waivers, now: at });
    const { sha256 } = data;
    const side = {
      set,
      at,
      sha256,
      outcomes: ran.outcomes,
      language: options.lang,
      version: packageJson.version,
    };
    return { name: given, ...(await lastRun(db, side)) };
  } finally {
    await db.close();
  }
}
