import { OWN_TAB, tell, type Notice } from './channel.ts';
import { Connection, transact, type Database, type Entry } from './database.ts';
import { fetchDocument, fetchReading } from './fetch-document.ts';
import { flip } from './flip.ts';
import { forgetAll } from './forget.ts';
import { KeepError } from './keep-error.ts';
import type { Change, Decisions, Kept, KeptDocument, KeptFile, KeptReading } from './portfolio-record.ts';
import { Staging } from './staging.ts';
import { sweep } from './sweep.ts';
import { holdWriting } from './writing-lock.ts';

export interface Contents {
  kept: Kept;
  files: KeptFile[];
  decisions: Decisions;
}

/** Chromium says besides what takes the room. */
interface Estimate extends StorageEstimate {
  usageDetails?: { caches?: number };
}

/**
 * Bytes. `copy` is what the offline copy of the program takes of `used`, 0 where the browser does not say; `quota` is `null` where it does not;
 * `persisted` means the browser will not clear it by itself.
 */
export interface Usage {
  used: number;
  copy: number;
  quota: number | null;
  persisted: boolean;
}

/**
 * Portfolios kept in this browser. Every method may throw KeepError `unavailable`, `blocked`, `newer`, `damaged`; those that write, `quota`
 * and `changed` too, and then nothing has changed.
 */
export interface Shelf {
  /** Newest change first. */
  list(): Promise<Kept[]>;
  /** A portfolio without bytes and readings; `null` when there is none of that id. */
  contents(id: string): Promise<Contents | null>;
  /** All of it, in memory. */
  read(id: string): Promise<{ kept: Kept; documents: KeptDocument[]; decisions: Decisions } | null>;
  /**
   * Documents one by one in their order, as they were when the first was asked for. A damaged one ends it with KeepError `damaged`, or goes to
   * `onDamaged` and is left out. Nothing when there is no such portfolio.
   */
  documents(id: string, onDamaged?: (error: KeepError, file: KeptFile) => void): AsyncIterable<KeptDocument>;
  /** The same without the bytes: opens a portfolio whose readings are current. */
  readings(id: string): AsyncIterable<KeptFile & { reading: KeptReading | null }>;
  document(id: string, sha256: string): Promise<KeptDocument | null>;
  /**
   * Replaces, extends or makes a portfolio as one step: whatever ends it early, the shelf holds the state before or the state after.
   * An error of `add` itself ends it too and is thrown on.
   */
  write(change: Change): Promise<Kept>;
  decide(id: string, decisions: Decisions): Promise<Kept>;
  rename(id: string, name: string): Promise<Kept>;
  /** Nothing happens when it is gone already. */
  remove(id: string): Promise<void>;
  /** Everything the product keeps in this browser, verified gone. In a page: a worker does not reach localStorage. */
  forget(): Promise<void>;
  usage(): Promise<Usage>;
  /** Whether the browser has agreed not to clear it. In a page; a worker only learns what holds. */
  askToPersist(): Promise<boolean>;
  /** Lets go of the database; the next call takes it again. */
  close(): Promise<void>;
}

/** Opens the database `name` and sweeps what a crash left. `tab` is the page a worker works for (see OWN_TAB). */
export async function openShelf(name = 'zhunxing', tab = OWN_TAB): Promise<Shelf> {
  const connection = new Connection(name);
  // A shelf too damaged to be swept must still open, if only to be forgotten.
  await sweep(await connection.get()).catch(() => {});
  const say = (kind: Notice['kind'], id: string | null) => tell(name, { kind, id, tab });

  async function edit(id: string, what: Partial<Kept>, decisions?: Decisions): Promise<Kept> {
    const db = await connection.get();
    const after = await transact(db, ['portfolio', 'decisions'], 'readwrite', id, async (tx) => {
      const before = await tx.objectStore('portfolio').get(id);
      if (!before) throw new KeepError('changed');
      const changed = new Date().toISOString();
      const kept: Kept = { ...before, ...what, changed, generation: before.generation + 1 };
      await tx.objectStore('portfolio').put(kept);
      if (decisions) await tx.objectStore('decisions').put({ id, decisions });
      return kept;
    });
    say('changed', id);
    return after;
  }

  /** Yields under the lock that keeps documents from being swept meanwhile. */
  async function* each<T>(id: string, fetch: (db: Database, entry: Entry) => Promise<T | null>) {
    const release = await holdWriting(name);
    try {
      const db = await connection.get();
      for (const entry of (await look(db, id))?.entries ?? []) {
        const found = await fetch(db, entry);
        if (found !== null) yield found;
      }
    } finally {
      release();
    }
  }

  const shelf: Shelf = {
    async list() {
      const db = await connection.get();
      const all = await transact(db, ['portfolio'], 'readonly', 'list', (tx) =>
        tx.objectStore('portfolio').getAll(),
      );
      return all.sort((a, b) => (a.changed < b.changed ? 1 : a.changed > b.changed ? -1 : 0));
    },
    async contents(id) {
      const found = await look(await connection.get(), id);
      return found && { ...found, files: found.entries.map(fileOf) };
    },
    async read(id) {
      const release = await holdWriting(name);
      try {
        const db = await connection.get();
        const found = await look(db, id);
        if (!found) return null;
        const documents: KeptDocument[] = [];
        for (const entry of found.entries) documents.push(await fetchDocument(db, entry));
        return { kept: found.kept, documents, decisions: found.decisions };
      } finally {
        release();
      }
    },
    documents: (id, onDamaged) =>
      each(id, (db, entry) =>
        fetchDocument(db, entry).catch((error: unknown) => {
          if (!onDamaged || !(error instanceof KeepError) || error.code !== 'damaged') throw error;
          onDamaged(error, fileOf(entry));
          return null;
        }),
      ),
    readings: (id) =>
      each(id, async (db, entry) => ({ ...fileOf(entry), reading: await fetchReading(db, entry) })),
    async document(id, sha256) {
      const release = await holdWriting(name);
      try {
        const db = await connection.get();
        const entry = (await look(db, id))?.entries.find((one) => one.sha256 === sha256);
        return entry ? await fetchDocument(db, entry) : null;
      } finally {
        release();
      }
    },
    async write(change) {
      // This connection and no later one: after "forget everything" in another page the write fails, and begins no shelf anew.
      const db = await connection.get();
      const release = await holdWriting(name);
      const staging = new Staging(db);
      let kept: Kept;
      try {
        for await (const document of change.add) await staging.add(document);
        await staging.flush();
        kept = await flip(db, change, staging);
      } catch (error) {
        await staging.abandon().catch(() => {});
        throw error;
      } finally {
        release();
        await sweep(db).catch(() => {});
      }
      say('changed', change.id);
      return kept;
    },
    decide: (id, decisions) => edit(id, {}, decisions),
    rename: (id, to) => edit(id, { name: to }),
    async remove(id) {
      const db = await connection.get();
      await transact(db, ['portfolio', 'contents', 'decisions', 'writing'], 'readwrite', id, async (tx) => {
        await tx.objectStore('portfolio').delete(id);
        await tx.objectStore('contents').delete(id);
        await tx.objectStore('decisions').delete(id);
        await tx.objectStore('writing').put({ id, beat: 0 });
      });
      await sweep(db).catch(() => {});
      say('removed', id);
    },
    async forget() {
      await connection.close();
      await forgetAll(name);
      say('forgotten', null);
    },
    async usage() {
      const storage = navigator.storage as StorageManager | undefined;
      const estimate: Estimate | undefined = await storage?.estimate();
      return {
        used: estimate?.usage ?? (await shelf.list()).reduce((sum, { bytes }) => sum + bytes, 0),
        copy: estimate?.usageDetails?.caches ?? 0,
        quota: estimate?.quota ?? null,
        persisted: (await storage?.persisted()) ?? false,
      };
    },
    async askToPersist() {
      const storage = navigator.storage as Partial<StorageManager> | undefined;
      return (await (storage?.persist ?? storage?.persisted)?.call(storage)) ?? false;
    },
    close: () => connection.close(),
  };
  return shelf;
}

const fileOf = ({ sha256, name, modified, size }: Entry): KeptFile => ({ sha256, name, modified, size });

/** A portfolio as of one moment. */
async function look(
  db: Database,
  id: string,
): Promise<{ kept: Kept; entries: Entry[]; decisions: Decisions } | null> {
  return transact(db, ['portfolio', 'contents', 'decisions'], 'readonly', id, async (tx) => {
    const kept = await tx.objectStore('portfolio').get(id);
    if (!kept) return null;
    const contents = await tx.objectStore('contents').get(id);
    const decisions = await tx.objectStore('decisions').get(id);
    if (!contents || !decisions) throw new KeepError('damaged', { what: kept.name, reason: 'contents' });
    return { kept, entries: contents.entries, decisions: decisions.decisions };
  });
}
