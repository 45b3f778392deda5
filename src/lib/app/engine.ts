import type { Connector } from '#core/store/connector.ts';
import type { InputFile, ReadResult } from '#core/ingest/input.ts';
import { createSchema } from '#core/store/create.ts';
import { dataHash } from '#core/store/data-hash.ts';
import { load } from '#core/store/load.ts';
import { library } from '#core/rules/library.ts';
import { resolveSet, type ResolvedSet } from '#core/rules/resolve.ts';
import { run, type Run, type RunOptions } from '#core/rules/run.ts';
import { openBrowserDatabase } from '#lib/duckdb/open.ts';
import { readInWorker, type ReadOptions } from '#lib/ingest/read-in-worker.ts';
import type { KeptWaiver } from './waivers.svelte.ts';
import type { Contents } from './portfolio.svelte.ts';

/** The built-in sample: path in the repository → address in the build. */
const samples = import.meta.glob<string>('../../../data/samples/*.txt', {
  query: '?url',
  import: 'default',
  eager: true,
});

/** The heavy half of the app, loaded after the first paint: database, readers, rules. */
export interface Engine {
  db: Promise<Connector>;
  /** How many portfolios were loaded; tells runs on different data apart. */
  readonly loads: number;
  sample(): Promise<InputFile[]>;
  read(files: InputFile[], options: ReadOptions): Promise<ReadResult>;
  /** Empties the tables and fills them. Throws LoadError when what arrived differs from what was read. */
  load(result: ReadResult): Promise<void>;
  contentsOf(result: ReadResult): Contents;
  /** Fills `finding` and `outcome`. */
  judge(set: string | ResolvedSet, options: JudgeOptions): Promise<{ run: Run; resolved: ResolvedSet }>;
}

export interface JudgeOptions extends Pick<RunOptions, 'signal' | 'onProgress'> {
  waivers: readonly KeptWaiver[];
}

export function startEngine(): Engine {
  const db = openBrowserDatabase();
  db.catch(() => {}); // whoever awaits it gets the error; this only keeps it from being reported as unhandled
  let loads = 0;
  return {
    db,
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
    read: readInWorker,
    async load(result) {
      const open = await db;
      loads += 1;
      await createSchema(open);
      await load(open, result);
    },
    contentsOf,
    async judge(set, { waivers, ...options }) {
      const resolved = typeof set === 'string' ? resolveSet(library(), set) : set;
      const now = new Date().toISOString();
      return { run: await run(await db, resolved, { ...options, waivers, now }), resolved };
    },
  };
}

function contentsOf({ portfolio }: ReadResult): Contents {
  const distinct = <T>(values: (T | null)[]): T[] => [...new Set(values.filter((v) => v !== null))];
  return {
    files: portfolio.files,
    notes: portfolio.notes,
    coverage: portfolio.coverage,
    forms: portfolio.forms.length,
    indicators: portfolio.forms.reduce((sum, form) => sum + form.indicators.length, 0),
    departments: distinct(portfolio.forms.map((form) => form.project.department)),
    years: distinct(portfolio.forms.map((form) => form.year)).sort((a, b) => a - b),
    sha256: dataHash(portfolio),
  };
}
