import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { Severity } from '#core/model/finding.ts';
import type { Side } from '#core/compare/comparison.ts';

/** A run as this browser keeps it. `id` is made of its data and its rules, so that the same run again takes the place of the last. */
export interface KeptRun {
  id: string;
  /** Of the portfolio at that time. */
  name: string;
  at: string;
  /** The set's name and version. */
  set: { name: string; version: string };
  rules: number;
  forms: number;
  indicators: number;
  /** Open findings. */
  open: Record<Severity, number>;
  waived: number;
}

interface Tables extends DBSchema {
  run: { key: string; value: KeptRun };
  side: { key: string; value: { id: string; side: Omit<Side, 'name'> } };
}

const NAME = 'zhunxing-runs';
/** The oldest beyond these are dropped. */
const MOST = 20;

/** Opens, works, closes: an open connection would keep "forget everything" waiting. */
async function within<T>(work: (db: IDBPDatabase<Tables>) => Promise<T>): Promise<T> {
  const db = await openDB<Tables>(NAME, 1, {
    upgrade(fresh) {
      fresh.createObjectStore('run', { keyPath: 'id' });
      fresh.createObjectStore('side', { keyPath: 'id' });
    },
    blocking: (_current, _wanted, event) => (event.target as IDBDatabase).close(),
  });
  try {
    return await work(db);
  } finally {
    db.close();
  }
}

/** The runs kept, the last one first. */
export async function keptRuns(): Promise<KeptRun[]> {
  const runs = await within((db) => db.getAll('run'));
  return runs.sort((a, b) => (a.at < b.at ? 1 : -1));
}

/** Keeps a run, whole or not at all, and drops the oldest beyond twenty. */
export async function keepRun(run: KeptRun, side: Omit<Side, 'name'>): Promise<void> {
  const old = (await keptRuns()).filter(({ id }) => id !== run.id).slice(MOST - 1);
  await within(async (db) => {
    const tx = db.transaction(['run', 'side'], 'readwrite');
    for (const { id } of old) {
      void tx.objectStore('run').delete(id);
      void tx.objectStore('side').delete(id);
    }
    void tx.objectStore('run').put(run);
    void tx.objectStore('side').put({ id: run.id, side });
    await tx.done;
  });
}

/** What a kept run is compared by; `null` when it is gone. */
export async function keptSide(run: KeptRun): Promise<Side | null> {
  const kept = await within((db) => db.get('side', run.id));
  return kept ? { ...kept.side, name: run.name } : null;
}

export async function dropRun(id: string): Promise<void> {
  await within(async (db) => {
    const tx = db.transaction(['run', 'side'], 'readwrite');
    void tx.objectStore('run').delete(id);
    void tx.objectStore('side').delete(id);
    await tx.done;
  });
}
