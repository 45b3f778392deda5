import type { ResolvedSet } from '#core/rules/resolve.ts';
import { fingerprintTable } from '#core/rules/fingerprint-table.ts';
import type { Outcome } from '#core/model/finding.ts';
import type { Run } from '#core/rules/run.ts';
import { inForce, type Waiver } from '#core/rules/waiver.ts';
import type { Connector } from '#core/store/connector.ts';
import { findingChange, keepFindings, type FindingChange } from '#core/store/questions/finding-change.ts';
import { outcomeList } from '#core/store/questions/outcome-list.ts';
import type { Engine } from './engine.ts';
import { waivers } from './waivers.svelte.ts';

/** Findings of one rule that are listed where all would be too many. */
export const MOST_LISTED = 20_000;

class AuditState {
  /** The rule set that is applied, by name; a set edited on screen is given to `judge` itself. */
  setName = $state('recommended');
  set = $state.raw<ResolvedSet | null>(null);
  /** The last run; its findings stand in the table `finding`, its outcomes in `outcome` too. */
  run = $state.raw<Run | null>(null);
  /** The set of the run before the last and what changed since; `null` after a change of portfolio. */
  before = $state.raw<({ set: Run['set'] } & FindingChange) | null>(null);
  /** ISO time of the last run; its waivers and reports are of that time. */
  at = $state('');
  running = $state(false);
  /** Rules done of the run under way. */
  progress = $state.raw<{ done: number; total: number } | null>(null);
  /** What is known while a run is under way: the rules of the scopes that have been judged. */
  soFar = $state.raw<{ set: ResolvedSet; outcomes: readonly Outcome[] } | null>(null);
  failure = $state.raw<string | null>(null);
  /** Goes up with every finished run. */
  revision = $state(0);
  /** Findings are too many to list at once: the table holds those of this rule, its first ones. `undefined` when it holds all. */
  listed = $state.raw<string | null | undefined>(undefined);
  /** How many times findings are still to be marked by waivers. */
  #marks = $state(0);
  #marked: Promise<void> = Promise.resolve();
  #portfolio = 0;
  #stop: AbortController | null = null;

  /** Judges the loaded portfolio by a set (by default the chosen one) and fills `finding` and `outcome`. */
  async judge(
    engine: Engine,
    set: string | ResolvedSet = this.setName,
    findings: 'all' | 'counts' = this.listed === undefined ? 'all' : 'counts',
  ): Promise<void> {
    this.#stop?.abort();
    const stop = (this.#stop = new AbortController());
    this.running = true;
    this.failure = null;
    try {
      waivers.restore();
      const db = await engine.db;
      const last = this.#portfolio === engine.loads ? this.run : null;
      const compared = last && findings === 'all' && this.listed === undefined ? last : null;
      if (compared) await keepFindings(db);
      const now = new Date().toISOString();
      const { run, resolved } = await engine.judge(set, {
        findings,
        waivers: waivers.list,
        now,
        signal: stop.signal,
        onScope: (outcomes, judgedBy) => (this.soFar = { set: judgedBy, outcomes }),
        onProgress: (done) => (this.progress = { done: done.rules, total: done.of }),
      });
      this.before = compared ? { set: compared.set, ...(await findingChange(db)) } : null;
      this.listed = findings === 'all' ? undefined : null;
      this.#portfolio = engine.loads;
      this.run = run;
      this.at = now;
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
        this.soFar = null;
      }
    }
  }

  /** Lists the first findings of one rule, where all of them would be too many. */
  async list(engine: Engine, rule: string): Promise<void> {
    const { set } = this;
    if (!set || this.running || this.listed === undefined || this.listed === rule) return;
    this.listed = rule;
    const now = new Date().toISOString();
    await engine.list(set, rule, { most: MOST_LISTED, waivers: waivers.list, now });
    this.revision += 1;
  }

  /** Whether findings and counts are those of the set and the waivers that are there now: what is exported meanwhile would be neither the old nor the new. */
  get settled(): boolean {
    return this.run !== null && !this.running && this.#marks === 0;
  }

  /** Stops the run under way; the findings of the last one stay. */
  cancel(): void {
    this.#stop?.abort();
  }

  /** Accepts a finding with a reason: it stays listed and is counted apart, here and in the next run. */
  async waive(db: Connector, waiver: Waiver): Promise<void> {
    waivers.add(waiver);
    await this.applyWaivers(db);
  }

  async unwaive(db: Connector, fingerprint: string): Promise<void> {
    waivers.remove(fingerprint);
    await this.applyWaivers(db);
  }

  /** Marks the listed findings of the last run by the waivers there are now, without judging again; one time after the other. */
  async applyWaivers(db: Connector): Promise<void> {
    this.#marks += 1;
    try {
      await (this.#marked = this.#marked.catch(() => undefined).then(() => this.#mark(db)));
    } finally {
      this.#marks -= 1;
    }
  }

  async #mark(db: Connector): Promise<void> {
    const active = inForce(waivers.list, this.at).map(({ fingerprint }) => fingerprint);
    await fingerprintTable(db, 'waived_now', active);
    const turned = 'waived <> (fingerprint IN (SELECT fingerprint FROM waived_now))';
    // By how many more, so that rules whose findings are not listed keep what the run counted.
    await db.query(
      `UPDATE outcome SET waived = waived + coalesce((SELECT sum(CASE WHEN f.waived THEN -1 ELSE 1 END)
       FROM finding f WHERE f.rule = outcome.rule AND f.${turned}), 0)`,
    );
    await db.query(`UPDATE finding SET waived = NOT waived WHERE ${turned}`);
    if (this.run) {
      const waived = new Map((await outcomeList(db)).map((row) => [row.rule, row.waived]));
      const outcomes = this.run.outcomes.map((one) => ({
        ...one,
        waived: waived.get(one.rule) ?? one.waived,
      }));
      this.run = { ...this.run, outcomes };
    }
    this.revision += 1;
  }
}

export const audit = new AuditState();
