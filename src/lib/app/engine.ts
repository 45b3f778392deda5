import type { BrowserConnector } from '#lib/duckdb/connector.ts';
import type { InputFile } from '#core/ingest/input.ts';
import type { Outcome } from '#core/model/finding.ts';
import { createSchema } from '#core/store/create.ts';
import { settle } from '#core/store/load.ts';
import { restoreSnapshot } from '#core/store/snapshot.ts';
import { library } from '#core/rules/library.ts';
import { flagIndicators, type FlagOptions } from '#core/rules/flag-indicators.ts';
import { setFindingsAside } from '#core/rules/finding-table.ts';
import { listFindings, type ListOptions } from '#core/rules/list-findings.ts';
import { resolveSet, type ResolvedSet } from '#core/rules/resolve.ts';
import { run, type Run, type RunOptions } from '#core/rules/run.ts';
import { openBrowserDatabase } from '#lib/duckdb/open.ts';
import type { Opened, Reading } from '#lib/ingest/desk.ts';
import { examine, leaveFile, MANY_INDICATORS, useFile, type FileSource } from '#lib/duckdb/portfolio-file.ts';
import { DeskClient } from '#lib/ingest/desk-client.ts';
import type { Waiver } from '#core/rules/waiver.ts';
import { ownRules } from '#lib/rules/own-rules.svelte.ts';

/** The built-in sample: path in the repository → address in the build. */
const samples = import.meta.glob<string>('../../../data/samples/*.txt', {
  query: '?url',
  import: 'default',
  eager: true,
});

/** The heavy half of the app, loaded after the first paint: database, desk of documents, rules. */
export interface Engine {
  db: Promise<BrowserConnector>;
  /** Started when it is first asked for: the sample as it was built needs none. */
  readonly desk: DeskClient;
  /** How many portfolios were loaded; tells runs on different data apart. */
  readonly loads: number;
  /** The sample's documents. */
  sample(): Promise<InputFile[]>;
  /** The sample as it was read and judged when the page was built. */
  builtSample(): Promise<Opened>;
  /** Looks into a portfolio file; nothing changes before it is loaded. Throws PortfolioFileError. */
  examine(source: FileSource): Promise<Opened>;
  /** Empties the tables and fills them, or puts a portfolio file in their place. Throws LoadError when what arrived differs from what was read. */
  load(opened: Opened): Promise<void>;
  /** Fills `finding` and `outcome`. */
  judge(set: string | ResolvedSet, options: JudgeOptions): Promise<{ run: Run; resolved: ResolvedSet }>;
  /** Fills `finding` with the findings of one rule. */
  list(set: ResolvedSet, rule: string, options: ListOptions): Promise<void>;
  /** Says of every indicator which rules flag it, where findings are too many to be made. */
  flag(set: ResolvedSet, options: FlagOptions): Promise<void>;
}

export interface JudgeOptions extends Pick<RunOptions, 'signal' | 'onProgress' | 'findings'> {
  /** Hears of the scopes judged so far, and by which set. */
  onScope?(outcomes: readonly Outcome[], set: ResolvedSet): void;
  waivers: readonly Waiver[];
  /** ISO time of the run, against which waivers expire. */
  now: string;
}

export function startEngine(onReading: (reading: Reading) => void): Engine {
  const db = openBrowserDatabase();
  db.catch(() => {}); // whoever awaits it gets the error; this only keeps it from being reported as unhandled
  let loads = 0;
  let desk: DeskClient | undefined;
  /** The run whose findings came with the tables. */
  let judged: Run | null = null;
  let readsFile = false;
  return {
    db,
    get desk() {
      return (desk ??= new DeskClient(onReading));
    },
    get loads() {
      return loads;
    },
    sample: () =>
      Promise.all(
        Object.entries(samples).map(async ([path, url]) => {
          const answer = await fetch(url);
          if (!answer.ok) throw new Error(`${answer.status} ${url}`);
          return { name: path.split('/').at(-1) ?? path, bytes: new Uint8Array(await answer.arrayBuffer()) };
        }),
      ),
    async builtSample() {
      const { default: built } = await import('virtual:built-sample');
      return {
        kept: null,
        contents: built.contents,
        decisions: { corrections: {}, choices: {} },
        from: { built },
        sample: true,
        already: [],
      };
    },
    async examine(source) {
      const { registered, name, meta, contents } = await examine(await db, source);
      return {
        kept: null,
        contents,
        decisions: { corrections: {}, choices: {} },
        from: { file: { registered, name, many: meta.indicators > MANY_INDICATORS } },
        sample: false,
        already: [],
      };
    },
    async load({ from }) {
      const open = await db;
      loads += 1;
      judged = 'built' in from ? from.built.run : null;
      readsFile = 'file' in from;
      if ('file' in from) return useFile(open, from.file);
      await leaveFile(open);
      await setFindingsAside(open);
      if ('built' in from) return restoreSnapshot(open, from.built.tables);
      await createSchema(open);
      for (const { name, rows } of from.tables) await open.insertStream(name, rows);
      await settle(open, from.given);
    },
    async judge(set, options) {
      const shipped = typeof set === 'string' ? resolveSet(library(), set) : set;
      const resolved = ownRules.join(shipped);
      const standing = judged;
      judged = null;
      const holds = standing?.set.name === set && resolved === shipped && options.waivers.length === 0;
      if (holds) return { run: standing, resolved };
      const onScope = (outcomes: readonly Outcome[]) => options.onScope?.(outcomes, resolved);
      return { run: await run(await db, resolved, { ...options, onScope, remember: !readsFile }), resolved };
    },
    list: async (set, rule, options) => listFindings(await db, set, rule, options),
    flag: async (set, options) => flagIndicators(await db, set, options),
  };
}
