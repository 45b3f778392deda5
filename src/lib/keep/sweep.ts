import { transact, type Database, type Entry } from './database.ts';
import { whileNobodyWrites } from './writing-lock.ts';

/** Without Web Locks, a write that gave no sign of life for this long is taken for dead. */
const DEAD_AFTER = 10 * 60_000;

/** Removes documents and readings that no portfolio names, in one step, unless a write is under way in any tab. */
export async function sweep(db: Database): Promise<void> {
  if (
    (await transact(db, ['writing'], 'readonly', 'writing', (tx) => tx.objectStore('writing').count())) === 0
  )
    return;
  await whileNobodyWrites(db.name, (certain) =>
    transact(
      db,
      ['writing', 'contents', 'document', 'chunk', 'reading'],
      'readwrite',
      'sweep',
      async (tx) => {
        const writing = tx.objectStore('writing');
        const alive = (beat: number) => Math.abs(Date.now() - beat) < DEAD_AFTER;
        if (!certain && (await writing.getAll()).some(({ beat }) => alive(beat))) return;
        const named = names((await tx.objectStore('contents').getAll()).flatMap(({ entries }) => entries));
        const document = tx.objectStore('document');
        const chunk = tx.objectStore('chunk');
        const reading = tx.objectStore('reading');
        const chunks = new Set((await chunk.getAllKeys()).map(([sha256]) => sha256));
        for (const sha256 of chunks)
          if (!named.documents.has(sha256)) await chunk.delete(IDBKeyRange.bound([sha256], [sha256, []]));
        for (const sha256 of await document.getAllKeys())
          if (!named.documents.has(sha256)) await document.delete(sha256);
        for (const key of await reading.getAllKeys()) if (!named.readings.has(key)) await reading.delete(key);
        await writing.clear();
      },
    ),
  );
}

/** The hashes and keys of readings that entries name. */
export function names(entries: Entry[]): { documents: Set<string>; readings: Set<string> } {
  return {
    documents: new Set(entries.map(({ sha256 }) => sha256)),
    readings: new Set(entries.flatMap(({ reading }) => reading ?? [])),
  };
}
