import { openDB, type DBSchema, type IDBPDatabase, type IDBPTransaction, type StoreNames } from 'idb';
import { KeepError, whyNotDone, whyNotOpened } from './keep-error.ts';
import type { Decisions, Kept, KeptFile, KeptReading } from './portfolio-record.ts';

/** A document's place in a portfolio. `reading` is a key of the store of that name: each write has its own, so the old state keeps its. */
export interface Entry extends KeptFile {
  reading: string | null;
}

interface Tables extends DBSchema {
  portfolio: { key: string; value: Kept };
  contents: { key: string; value: { id: string; entries: Entry[] } };
  decisions: { key: string; value: { id: string; decisions: Decisions } };
  /** By hash, once for all portfolios; written after the last of its chunks. */
  document: { key: string; value: { sha256: string; size: number; chunks: number } };
  chunk: { key: [sha256: string, n: number]; value: Uint8Array };
  reading: { key: string; value: KeptReading };
  /** A write under way, or garbage to sweep. `beat` is its last sign of life in ms, 0 when over. */
  writing: { key: string; value: { id: string; beat: number } };
}

export type Store = StoreNames<Tables>;
export type Database = IDBPDatabase<Tables>;
export type Transaction<Mode extends 'readonly' | 'readwrite'> = IDBPTransaction<Tables, Store[], Mode>;

const VERSION = 1;
/** How long opening may take: other tabs have to let go of an older version first, or a deletion to end. */
const PATIENCE = 10_000;
/** Pauses in ms before opening is tried again: what a crash left behind may take a moment to be let go of, and the browser says UnknownError. */
const AGAIN = [100, 300, 900, 2_000, 4_000];

/** Each step takes a database from the version before; steps are added, never changed. */
function upgrade(db: Database, from: number): void {
  if (from < 1) {
    for (const name of ['portfolio', 'contents', 'decisions', 'writing'] as const)
      db.createObjectStore(name, { keyPath: 'id' });
    db.createObjectStore('document', { keyPath: 'sha256' });
    db.createObjectStore('chunk');
    db.createObjectStore('reading');
  }
}

/** A connection that is opened when first needed, and again after the browser or "forget everything" has closed it. */
export class Connection {
  readonly name: string;
  #open: Promise<Database> | null = null;
  /** Set when a newer version has taken the database over: this page must not write any more. */
  #outdated = false;

  constructor(name: string) {
    this.name = name;
  }

  /** Throws KeepError `unavailable`, `blocked`, `newer` or `quota`. */
  get(): Promise<Database> {
    if (this.#outdated) return Promise.reject(new KeepError('newer'));
    this.#open ??= this.#start().catch((error: unknown) => {
      this.#open = null;
      throw whyNotOpened(error);
    });
    return this.#open;
  }

  async close(): Promise<void> {
    const open = this.#open;
    this.#open = null;
    await open?.then(
      (db) => db.close(),
      () => {},
    );
  }

  #start(): Promise<Database> {
    return new Promise((resolve, reject) => {
      if (typeof indexedDB === 'undefined') throw new Error('no IndexedDB');
      let late = false;
      const timer = setTimeout(() => {
        late = true;
        reject(new KeepError('blocked'));
      }, PATIENCE);
      this.#tried()
        .then((db) => (late ? db.close() : resolve(db)), reject)
        .finally(() => clearTimeout(timer));
    });
  }

  async #tried(): Promise<Database> {
    for (const pause of AGAIN) {
      try {
        return await this.#once();
      } catch (error) {
        if (!(error instanceof DOMException && error.name === 'UnknownError')) throw error;
        await new Promise((resolve) => setTimeout(resolve, pause));
      }
    }
    return this.#once();
  }

  #once(): Promise<Database> {
    return openDB<Tables>(this.name, VERSION, {
      upgrade,
      blocking: (_current, wanted) => {
        this.#outdated = wanted !== null;
        void this.close();
      },
      terminated: () => (this.#open = null),
    });
  }
}

/**
 * One transaction, on the disk when this resolves (`durability: strict`). `work` awaits requests of this transaction only; when it
 * throws, nothing of it stays. Throws KeepError `quota`, `blocked` or `damaged` (which names `what`), or what `work` threw.
 */
export async function transact<Mode extends 'readonly' | 'readwrite', T>(
  db: Database,
  stores: Store[],
  mode: Mode,
  what: string,
  work: (tx: Transaction<Mode>) => Promise<T>,
): Promise<T> {
  let tx: Transaction<Mode>;
  try {
    tx = db.transaction(stores, mode, { durability: 'strict' });
  } catch (error) {
    throw whyNotDone(error, what);
  }
  const end = tx.done.then(
    () => null,
    (error: unknown) => error ?? new Error('the transaction was aborted'),
  );
  let answer: T;
  try {
    answer = await work(tx);
  } catch (error) {
    try {
      tx.abort();
    } catch {
      // It has ended already, which is how the request came to fail.
    }
    const aborted = error instanceof DOMException && error.name === 'AbortError';
    throw whyNotDone(aborted ? ((await end) ?? error) : (await end, error), what);
  }
  const failure = await end;
  if (failure !== null) throw whyNotDone(failure, what);
  return answer;
}
