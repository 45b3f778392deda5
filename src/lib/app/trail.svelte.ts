import { version } from '$app/environment';
import { bundledRun } from '#core/audit/bundled-run.ts';
import { lastRun } from '#core/audit/last-run.ts';
import { compareRuns, type Comparison, type Side } from '#core/compare/comparison.ts';
import { writtenRun } from '#core/compare/written-run.ts';
import { countOpen } from '#core/report/report.ts';
import type { Connector } from '#core/store/connector.ts';
import { audit } from './audit.svelte.ts';
import { language } from './language.svelte.ts';
import { portfolio } from './portfolio.svelte.ts';
import { dropRun, keepRun, keptRuns, keptSide, type KeptRun } from '#lib/keep/runs.ts';

/** Runs of more findings are not kept: they would fill the browser's storage. They can be exported and taken in again. */
export const MOST_FINDINGS = 50_000;

class Trail {
  /** Runs kept in this browser, the last one first. */
  runs = $state.raw<KeptRun[]>([]);
  /** The last run, held against an earlier one. */
  comparison = $state.raw<Comparison | null>(null);
  /** The run now on the screen is too large to be kept. */
  tooLarge = $state(false);
  failure = $state.raw<string | null>(null);

  /** Keeps the run that stands in the tables. */
  async keep(db: Connector): Promise<void> {
    const { run } = audit;
    await this.#attempt(async () => {
      const flagged = run?.outcomes.reduce((sum, one) => sum + one.flagged, 0) ?? 0;
      // Where only one rule's findings are listed the table does not hold the run.
      this.tooLarge = flagged > MOST_FINDINGS || audit.listed !== undefined;
      this.comparison = null;
      const side = this.tooLarge ? null : await current(db);
      // The next run may have begun to fill the tables meanwhile.
      if (side && side.at === audit.at && !audit.running) await keepRun(recordOf(side), side);
      this.runs = await keptRuns();
    });
  }

  /** Holds the last run against a kept one. */
  async compare(db: Connector, run: KeptRun): Promise<void> {
    await this.#attempt(async () => {
      const before = await keptSide(run);
      if (before) await this.#against(db, before);
      else this.runs = await keptRuns();
    });
  }

  /** Holds the last run against one in a file: what `check --format json` wrote, or an audit bundle. Tells whether it was one. */
  async compareFile(db: Connector, file: File): Promise<boolean> {
    let known = false;
    await this.#attempt(async () => {
      const bytes = new Uint8Array(await file.arrayBuffer());
      const zip = bytes[0] === 0x50 && bytes[1] === 0x4b;
      const told = zip ? bundledRun(bytes) : writtenRun(bytes);
      if (told) await this.#against(db, { ...told, name: file.name });
      known = told !== null;
    });
    return known;
  }

  async drop(id: string): Promise<void> {
    await this.#attempt(async () => {
      await dropRun(id);
      this.runs = await keptRuns();
    });
  }

  async #against(db: Connector, before: Side): Promise<void> {
    const after = await current(db);
    if (after) this.comparison = compareRuns(before, { ...after, name: portfolio.name });
  }

  async #attempt(work: () => Promise<void>): Promise<void> {
    this.failure = null;
    try {
      await work();
    } catch (error) {
      this.failure = error instanceof Error ? error.message : String(error);
    }
  }
}

/** The run that stands in the tables, as it is now with its waivers. */
async function current(db: Connector): Promise<Omit<Side, 'name'> | null> {
  const { run, set, at } = audit;
  const sha256 = portfolio.contents?.sha256;
  if (!run || !set || !at || sha256 === undefined || audit.listed !== undefined) return null;
  return lastRun(db, { set, at, sha256, outcomes: run.outcomes, language: language.current, version });
}

function recordOf({ at, run }: Omit<Side, 'name'>): KeptRun {
  const { findings, lock, data, outcomes, rules } = run;
  return {
    id: `${data.sha256}:${lock?.sha256}`,
    name: portfolio.name,
    at,
    set: { name: rules.set, version: rules.version },
    rules: outcomes.length,
    forms: portfolio.contents?.forms ?? 0,
    indicators: portfolio.contents?.indicators ?? 0,
    open: countOpen(findings),
    waived: findings.filter(({ waived }) => waived).length,
  };
}

export const trail = new Trail();
