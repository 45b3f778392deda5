/** The storage room alone, as a page and as a module worker: bundled and served by keep.test.ts. */
import { exportBundle, importBundle } from '#lib/keep/bundle.ts';
import { digest } from '#lib/keep/digest.ts';
import { KeepError } from '#lib/keep/keep-error.ts';
import type { Change, Kept, KeptDocument } from '#lib/keep/portfolio-record.ts';
import { openShelf } from '#lib/keep/shelf.ts';
import { claim, onChange } from '#lib/keep/tabs.ts';

/** The same bytes for the same seed. */
function bytesOf(seed: number, size: number): Uint8Array {
  const bytes = new Uint8Array(size);
  let x = (seed * 2654435761 + 1) >>> 0;
  for (let i = 0; i < size; i += 1) {
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    bytes[i] = x;
  }
  return bytes;
}

async function documentOf(seed: number, size: number, name = `表${seed}.xlsx`): Promise<KeptDocument> {
  const bytes = bytesOf(seed, size);
  const reading = { version: 'r1', result: { seed, forms: [name] } };
  return { sha256: await digest(bytes), name, modified: 1_700_000_000_000 + seed, bytes, reading };
}

/** Document `i` of state `v`: every third is the same in all states, one is longer than a chunk. */
const seedOf = (v: number, i: number) => (i % 3 === 0 ? i : v * 1000 + i);
const sizeOf = (i: number) => (i === 5 ? 9 << 20 : 2000 + ((i * 7919) % 20_000));

async function* stateDocuments(v: number, count: number) {
  for (let i = 0; i < count; i += 1) yield documentOf(seedOf(v, i), sizeOf(i), `${i}.xlsx`);
}

const stateChange = (v: number, count: number, keep: string[]): Change => ({
  id: 'p',
  name: `状态 ${v}`,
  keep,
  add: stateDocuments(v, count),
  decisions: { v },
  counts: { forms: v, indicators: v * 10 },
});

/** Writes state `v` over whatever is there; half of the time what both states have stays by `keep` and is not given again. */
async function writeState(v: number, count: number, given = () => {}): Promise<Kept> {
  const shelf = await openShelf();
  const change = stateChange(v, count, []);
  change.decisions = () => {
    given();
    return { v };
  };
  const there = await shelf.contents('p');
  if (there && v % 2 === 0) {
    change.keep = there.files.filter((_, i) => i % 3 === 0).map(({ sha256 }) => sha256);
    const all = change.add as AsyncIterable<KeptDocument>;
    const kept = new Set(change.keep);
    change.add = (async function* () {
      for await (const one of all) if (!kept.has(one.sha256)) yield one;
    })();
  }
  return shelf.write(change);
}

/** Which state the shelf holds, every byte compared; throws when it is none, or when anything besides it is stored. */
async function verifyState(count: number): Promise<number> {
  const shelf = await openShelf();
  const all = await shelf.list();
  const found = await shelf.read('p');
  if (!found) {
    if (all.length > 0) throw new Error('listed but not there');
    const left = await stored();
    if (Object.values(left).some((n) => n > 0)) throw new Error(`garbage ${JSON.stringify(left)}`);
    return 0;
  }
  const v = found.decisions['v'] as number;
  const { kept, documents } = found;
  const same = JSON.stringify(all) === JSON.stringify([kept]);
  if (!same || kept.forms !== v || kept.indicators !== v * 10 || kept.name !== `状态 ${v}`)
    throw new Error(`record ${JSON.stringify(all)} beside decisions of ${v}`);
  if (documents.length !== count || kept.files !== count) throw new Error(`${documents.length} documents`);
  const byName = new Map(documents.map((one) => [one.name, one]));
  let chunks = 0;
  for (let i = 0; i < count; i += 1) {
    const is = byName.get(`${i}.xlsx`);
    const due = await documentOf(seedOf(v, i), sizeOf(i), `${i}.xlsx`);
    if (!is || indexedDB.cmp(is.bytes, due.bytes) !== 0 || is.sha256 !== due.sha256)
      throw new Error(`document ${i} of ${v} is another`);
    if (JSON.stringify(is.reading) !== JSON.stringify(due.reading) || is.modified !== due.modified)
      throw new Error(`reading ${i} of ${v} is another`);
    chunks += Math.ceil(sizeOf(i) / (8 << 20));
  }
  const due = { portfolio: 1, contents: 1, decisions: 1, document: count, chunk: chunks, reading: count };
  const is = await stored();
  if (JSON.stringify(is) !== JSON.stringify({ ...due, writing: 0 }))
    throw new Error(`stored ${JSON.stringify(is)}`);
  return v;
}

/** How many records each store holds, looked at without the room under test. */
async function stored(name = 'zhunxing'): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  if (!(await indexedDB.databases()).some((one) => one.name === name)) return counts;
  const db = await raw(name);
  for (const store of ['portfolio', 'contents', 'decisions', 'document', 'chunk', 'reading', 'writing'])
    if (db.objectStoreNames.contains(store))
      counts[store] = await answer(db.transaction(store).objectStore(store).count());
  db.close();
  return counts;
}

async function raw(name: string, version?: number): Promise<IDBDatabase> {
  for (let left = 5; ; left -= 1) {
    const request = indexedDB.open(name, version);
    request.onupgradeneeded = () => {
      if (request.result.objectStoreNames.length === 0) request.result.createObjectStore('other');
    };
    try {
      return await answer(request);
    } catch (error) {
      const heldByTheDead = error instanceof DOMException && error.name === 'UnknownError';
      if (!heldByTheDead || left === 0) throw error;
      console.log('the browser could not open the store yet');
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }
}

function answer<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** What a call fails with: the code and both messages of a KeepError, or the plain message. */
async function failureOf(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return 'none';
  } catch (error) {
    if (error instanceof KeepError) return `${error.code}: ${error.message} ${error.messageEn}`;
    return String(error);
  }
}

/**
 * Starts a worker of this same file that writes state `v`; resolves when it begins. Says on the console `given v` when the last document was
 * taken, so that the step that changes the portfolio is next, and `written v` when it is done.
 */
function writeInWorker(v: number, count: number): Promise<void> {
  const worker = new Worker('/keep.js', { type: 'module' });
  return new Promise((resolve) => {
    worker.onmessage = ({ data }) => {
      if (data === 'begun') resolve();
      else console.log(data);
    };
    worker.onerror = (event) => console.log(`failed ${event.message}`);
    worker.postMessage({ v, count });
  });
}

const room = {
  ...{ openShelf, claim, onChange, exportBundle, importBundle, digest },
  ...{ documentOf, bytesOf, writeState, verifyState, stored, raw, answer, failureOf, writeInWorker },
};

declare global {
  var keep: typeof room;
}

if (typeof document === 'undefined')
  self.addEventListener('message', ({ data }: MessageEvent<{ v: number; count: number }>) => {
    self.postMessage('begun');
    writeState(data.v, data.count, () => self.postMessage(`given ${data.v}`)).then(
      () => self.postMessage(`written ${data.v}`),
      (error: unknown) => self.postMessage(`failed ${String(error)}`),
    );
  });
else globalThis.keep = room;
