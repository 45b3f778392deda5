import type { ResolvedSet } from '#core/rules/resolve.ts';
import type { Run } from '#core/rules/run.ts';
import { literal } from '#core/store/sql.ts';
import type { Connector } from '#core/store/connector.ts';
import type { Engine } from './engine.ts';
import { waivers, type KeptWaiver } from './waivers.svelte.ts';

class AuditState {
  /** The rule set that is applied, by name; a set edited on screen is given to `judge` itself. */
  setName = $state('recommended');
  set = $state.raw<ResolvedSet | null>(null);
  /** The last run; the same findings stand in the tables `finding` and `outcome`. */
  run = $state.raw<Run | null>(null);
  /** The run before the last, for a comparison; `null` after a change of portfolio. */
  before = $state.raw<Run | null>(null);
  running = $state(false);
  /** Rules done of the run under way. */
  progress = $state.raw<{ done: number; total: number } | null>(null);
  failure = $state.raw<string | null>(null);
  /** Goes up with every finished run. */
  revision = $state(0);
  #portfolio = 0;
  #stop: AbortController | null = null;

  /** Judges the loaded portfolio by a set (by default the chosen one) and fills `finding` and `outcome`. */
  async judge(engine: Engine, set: string | ResolvedSet = this.setName): Promise<void> {
    this.#stop?.abort();
    const stop = (this.#stop = new AbortController());
    this.running = true;
    this.failure = null;
    try {
      waivers.restore();
      const { run, resolved } = await engine.judge(set, {
        waivers: waivers.list,
        signal: stop.signal,
        onProgress: (done) => (this.progress = { done: done.rules, total: done.of }),
      });
      this.before = this.#portfolio === engine.loads ? this.run : null;
      this.#portfolio = engine.loads;
      this.run = run;
      this.set = resolved;
      if (typeof set === 'string') this.setName = set;
      this.revision += 1;
    } catch (error) {
      if (stop.signal.aborted) return;
      this.failure = error instanceof Error ? error.message : String(error);
    } finally {
      if (this.#stop === stop) {
        this.running = false;
        this.progress = null;
      }
    }
  }

  /** Stops the run under way; the findings of the last one stay. */
  cancel(): void {
    this.#stop?.abort();
  }

  /** Accepts a finding with a reason: it stays listed and is counted apart, here and in the next run. */
  async waive(db: Connector, waiver: KeptWaiver): Promise<void> {
    waivers.add(waiver);
    await this.#mark(db, waiver.fingerprint, true);
  }

  async unwaive(db: Connector, fingerprint: string): Promise<void> {
    waivers.remove(fingerprint);
    await this.#mark(db, fingerprint, false);
  }

  async #mark(db: Connector, fingerprint: string, waived: boolean): Promise<void> {
    await db.query(
      `UPDATE finding SET waived = ${literal(waived)} WHERE fingerprint = ${literal(fingerprint)}`,
    );
    await db.query(
      'UPDATE outcome SET waived = (SELECT count(*) FROM finding f WHERE f.rule = outcome.rule AND f.waived)',
    );
    const run = this.run;
    if (run) {
      const findings = run.findings.map((f) => (f.fingerprint === fingerprint ? { ...f, waived } : f));
      const outcomes = run.outcomes.map((o) => ({
        ...o,
        waived: findings.filter((f) => f.rule === o.rule && f.waived).length,
      }));
      this.run = { ...run, findings, outcomes };
    }
    this.revision += 1;
  }
}

export const audit = new AuditState();
