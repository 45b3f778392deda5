import { transact, type Database, type Entry, type Transaction } from './database.ts';
import { digest } from './digest.ts';
import { KeepError } from './keep-error.ts';
import { newPortfolioId, type KeptDocument } from './portfolio-record.ts';

/** Bytes a chunk, and about as many a transaction: what one write holds in memory besides the document itself. */
export const CHUNK = 8 << 20;
/** Readings have no known size: so many puts end a transaction too. */
const MOST_PUTS = 128;

type Put = (tx: Transaction<'readwrite'>) => Promise<unknown>;

/** Puts documents on the shelf that no portfolio names yet. Until one does, the next sweep takes them away. */
export class Staging {
  readonly id = newPortfolioId();
  readonly entries: Entry[] = [];
  #db: Database;
  #puts: Put[] = [];
  #bytes = 0;
  #staged = new Set<string>();

  constructor(db: Database) {
    this.#db = db;
  }

  /** Throws KeepError `damaged` when the bytes are not what the hash says. */
  async add({ sha256, name, modified, bytes, reading }: KeptDocument): Promise<void> {
    if ((await digest(bytes)) !== sha256) throw new KeepError('damaged', { what: name, reason: 'SHA-256' });
    if (!this.#staged.has(sha256) && !(await this.#has(sha256))) {
      const chunks = Math.ceil(bytes.length / CHUNK);
      for (let n = 0; n < chunks; n += 1) {
        const from = n * CHUNK;
        // A view would be stored with its whole buffer.
        const chunk = bytes.slice(from, from + CHUNK);
        await this.#put(chunk.length, (tx) => tx.objectStore('chunk').put(chunk, [sha256, n]));
      }
      await this.#put(0, (tx) => tx.objectStore('document').put({ sha256, size: bytes.length, chunks }));
    }
    this.#staged.add(sha256);
    const key = reading && `${this.id}.${this.entries.length}`;
    if (key) await this.#put(0, (tx) => tx.objectStore('reading').put(reading, key));
    this.entries.push({ sha256, name, modified, size: bytes.length, reading: key });
  }

  /** Writes what is still in memory. */
  async flush(): Promise<void> {
    const puts = this.#puts;
    this.#puts = [];
    this.#bytes = 0;
    if (puts.length === 0) return;
    await transact(
      this.#db,
      ['writing', 'document', 'chunk', 'reading'],
      'readwrite',
      'document',
      async (tx) => {
        await Promise.all([
          tx.objectStore('writing').put({ id: this.id, beat: Date.now() }),
          ...puts.map((put) => put(tx)),
        ]);
      },
    );
  }

  /** Marks the write as over, its documents as garbage. */
  async abandon(): Promise<void> {
    this.#puts = [];
    await transact(this.#db, ['writing'], 'readwrite', 'writing', (tx) =>
      tx.objectStore('writing').put({ id: this.id, beat: 0 }),
    );
  }

  async #put(bytes: number, put: Put): Promise<void> {
    this.#puts.push(put);
    this.#bytes += bytes;
    if (this.#bytes >= CHUNK || this.#puts.length >= MOST_PUTS) await this.flush();
  }

  #has(sha256: string): Promise<boolean> {
    return transact(
      this.#db,
      ['document'],
      'readonly',
      'document',
      async (tx) => (await tx.objectStore('document').getKey(sha256)) !== undefined,
    );
  }
}
