import type { BrowserConnector } from '#lib/duckdb/connector.ts';
import type { InputFile } from '#core/ingest/input.ts';
import { createSchema } from '#core/store/create.ts';
import { settle } from '#core/store/load.ts';
import { library } from '#core/rules/library.ts';
import { resolveSet, type ResolvedSet } from '#core/rules/resolve.ts';
import { run, type Run, type RunOptions } from '#core/rules/run.ts';
import { openBrowserDatabase } from '#lib/duckdb/open.ts';
import type { Opened } from '#lib/ingest/desk.ts';
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
  desk: DeskClient;
  /** How many portfolios were loaded; tells runs on different data apart. */
  readonly loads: number;
  sample(): Promise<InputFile[]>;
  /** Empties the tables and fills them. Throws LoadError when what arrived differs from what was read. */
  load(opened: Opened): Promise<void>;
  /** Fills `finding` and `outcome`. */
  judge(set: string | ResolvedSet, options: JudgeOptions): Promise<{ run: Run; resolved: ResolvedSet }>;
}

export interface JudgeOptions extends Pick<RunOptions, 'signal' | 'onProgress'> {
  waivers: readonly Waiver[];
  /** ISO time of the run, against which waivers expire. */
  now: string;
}

export function startEngine(): Engine {
  const db = openBrowserDatabase();
  db.catch(() => {}); // whoever awaits it gets the error; this only keeps it from being reported as unhandled
  let loads = 0;
  return {
    db,
    desk: new DeskClient(),
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
    async load({ tables, given }) {
      const open = await db;
      loads += 1;
      await createSchema(open);
      for (const { name, rows } of tables) await open.insertStream(name, rows);
      await settle(open, given);
    },
    async judge(set, options) {
      const resolved = ownRules.join(typeof set === 'string' ? resolveSet(library(), set) : set);
      return { run: await run(await db, resolved, options), resolved };
    },
  };
}
