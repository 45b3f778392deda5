import type { ResolvedSet } from '#core/rules/resolve.ts';
import type { Run } from '#core/rules/run.ts';
import type { Engine } from './engine.ts';

class AuditState {
  /** The rule set that is applied, by name; a set edited on screen is given to `judge` itself. */
  setName = $state('recommended');
  set = $state.raw<ResolvedSet | null>(null);
  /** The last run; the same findings stand in the tables `finding` and `outcome`. */
  run = $state.raw<Run | null>(null);
  /** The run before the last, for a comparison; `null` after a change of portfolio. */
  before = $state.raw<Run | null>(null);
  running = $state(false);
  failure = $state.raw<string | null>(null);
  /** Goes up with every finished run. */
  revision = $state(0);
  #portfolio = 0;

  /** Judges the loaded portfolio by a set (by default the chosen one) and fills `finding` and `outcome`. */
  async judge(engine: Engine, set: string | ResolvedSet = this.setName): Promise<void> {
    this.running = true;
    this.failure = null;
    try {
      const { run, resolved } = await engine.judge(set);
      this.before = this.#portfolio === engine.loads ? this.run : null;
      this.#portfolio = engine.loads;
      this.run = run;
      this.set = resolved;
      if (typeof set === 'string') this.setName = set;
      this.revision += 1;
    } catch (error) {
      this.failure = error instanceof Error ? error.message : String(error);
    } finally {
      this.running = false;
    }
  }
}

export const audit = new AuditState();
