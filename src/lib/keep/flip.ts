import { transact, type Database, type Entry } from './database.ts';
import { KeepError } from './keep-error.ts';
import type { Change, Kept } from './portfolio-record.ts';
import type { Staging } from './staging.ts';
import { names } from './sweep.ts';

/**
 * The one step in which a portfolio goes from the state before to the state after. Throws KeepError `changed` when the portfolio is no
 * longer what the change starts from, `damaged` when a document it would name is not on the shelf.
 */
export function flip(db: Database, change: Change, staging: Staging): Promise<Kept> {
  const { id, name, keep, expects } = change;
  const decisions = asked(change.decisions);
  const counts = asked(change.counts);
  const stores = ['portfolio', 'contents', 'decisions', 'document', 'reading', 'writing'] as const;
  return transact(db, [...stores], 'readwrite', name, async (tx) => {
    const before = await tx.objectStore('portfolio').get(id);
    const had = (await tx.objectStore('contents').get(id))?.entries ?? [];
    if (expects !== undefined && expects !== (before?.generation ?? 0)) throw new KeepError('changed');
    const entries = merged(had, new Set(keep), staging.entries);
    const named = names(entries);
    const documents = new Set(await tx.objectStore('document').getAllKeys());
    const readings = new Set(await tx.objectStore('reading').getAllKeys());
    const lost = entries.find((e) => !documents.has(e.sha256) || (e.reading && !readings.has(e.reading)));
    if (lost) throw new KeepError('damaged', { what: lost.name, reason: 'missing' });
    const now = new Date().toISOString();
    const kept: Kept = {
      id,
      name,
      made: before?.made ?? now,
      changed: now,
      files: entries.length,
      forms: counts.forms,
      indicators: counts.indicators,
      bytes: entries.reduce((sum, { size }) => sum + size, 0),
      generation: (before?.generation ?? 0) + 1,
    };
    await tx.objectStore('portfolio').put(kept);
    await tx.objectStore('contents').put({ id, entries });
    await tx.objectStore('decisions').put({ id, decisions });
    const dropped = [...had, ...staging.entries].some(
      (e) => !named.documents.has(e.sha256) || (e.reading && !named.readings.has(e.reading)),
    );
    if (dropped) await tx.objectStore('writing').put({ id: staging.id, beat: 0 });
    else await tx.objectStore('writing').delete(staging.id);
    return kept;
  });
}

/** What stays in its order, each in the newest form given, then what is new. */
function merged(had: Entry[], keep: Set<string>, added: Entry[]): Entry[] {
  const staying = had.filter(({ sha256 }) => keep.has(sha256));
  const present = new Set(staying.map(({ sha256 }) => sha256));
  if ([...keep].some((sha256) => !present.has(sha256))) throw new KeepError('changed');
  const key = ({ sha256, name }: Entry) => `${sha256} ${name}`;
  return [...new Map([...staying, ...added].map((entry) => [key(entry), entry])).values()];
}

const asked = <T extends object>(given: T | (() => T)): T =>
  typeof given === 'function' ? (given as () => T)() : given;
