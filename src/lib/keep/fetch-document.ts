import { transact, type Database, type Entry } from './database.ts';
import { digest } from './digest.ts';
import { KeepError } from './keep-error.ts';
import type { KeptDocument, KeptReading } from './portfolio-record.ts';

/** The reading an entry names. Throws KeepError `damaged` when it is gone. */
export async function fetchReading(db: Database, { name, reading }: Entry): Promise<KeptReading | null> {
  if (reading === null) return null;
  const found = await transact(db, ['reading'], 'readonly', name, (tx) =>
    tx.objectStore('reading').get(reading),
  );
  if (!found) throw new KeepError('damaged', { what: name, reason: 'reading' });
  return found;
}

/** Puts a document together from its chunks. Throws KeepError `damaged`, naming it, when it is not what was kept, to the last bit. */
export async function fetchDocument(db: Database, entry: Entry): Promise<KeptDocument> {
  const { sha256, name, modified, size } = entry;
  const chunks = await transact(db, ['chunk'], 'readonly', name, (tx) =>
    tx.objectStore('chunk').getAll(IDBKeyRange.bound([sha256], [sha256, []])),
  );
  const bytes = chunks.length === 1 && chunks[0] ? chunks[0] : joined(chunks);
  if (bytes.length !== size || (await digest(bytes)) !== sha256)
    throw new KeepError('damaged', { what: name, reason: 'SHA-256' });
  return { sha256, name, modified, bytes, reading: await fetchReading(db, entry) };
}

function joined(chunks: Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(chunks.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}
