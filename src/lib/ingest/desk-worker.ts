import { reportForeign } from '#lib/app/foreign.ts';
import { KeepError } from '#lib/keep/keep-error.ts';
import { openShelf, type Shelf, type Usage } from '#lib/keep/shelf.ts';
import type { Kept } from '#lib/keep/portfolio-record.ts';
import { Desk, NothingRead, type Opened, type Reading } from './desk.ts';
import type { Contents } from './contents.ts';

/** What the page asks of the desk: the name of a method and its arguments, answered by number. */
export type DeskQuestion =
  | { id: number; call: keyof Calls; args: unknown[] }
  | { id: 0; call: 'begin'; tab: string }
  | { id: 0; call: 'stop' };

export type DeskAnswer =
  | { type: 'reading'; reading: Reading }
  | { type: 'answer'; id: number; value: unknown }
  | { type: 'failed'; id: number; error: DeskFailure };

/** An error as it crosses threads: a clone would lose code and messages. */
export interface DeskFailure {
  name: string;
  message: string;
  messageEn: string;
  code: string | null;
  /** Of files that held no form. */
  contents: Contents | null;
}

/** Verbs of the desk, and those of the shelf that a worker may do. */
export type Calls = Pick<
  Desk,
  'sample' | 'open' | 'peek' | 'add' | 'correct' | 'choose' | 'remove' | 'show' | 'bundle' | 'unbundle'
> & {
  list(): Promise<Kept[]>;
  rename(id: string, name: string): Promise<Kept | null>;
  discard(id: string): Promise<void>;
  keeps(): Promise<DeskFailure | null>;
  usage(): Promise<Usage | null>;
};

reportForeign();

const post = (message: DeskAnswer, transfer: Transferable[] = []) => self.postMessage(message, { transfer });

let desk: Promise<Desk>;
let shelf: Shelf | null = null;
let why: KeepError | null = null;
let last: Promise<unknown> = Promise.resolve();

async function begin(tab: string): Promise<Desk> {
  try {
    shelf = await openShelf(undefined, tab);
  } catch (error) {
    if (!(error instanceof KeepError)) throw error;
    why = error;
  }
  return new Desk(shelf, (reading) => post({ type: 'reading', reading }));
}

const own: Pick<Calls, 'list' | 'rename' | 'discard' | 'keeps' | 'usage'> = {
  list: async () => (await shelf?.list()) ?? [],
  async rename(id, name) {
    const kept = (await shelf?.rename(id, name)) ?? null;
    if (kept) (await desk).renamed(kept);
    return kept;
  },
  discard: async (id) => shelf?.remove(id),
  usage: async () => (await shelf?.usage()) ?? null,
  keeps: () => Promise.resolve(why && failureOf(why)),
};

async function answer({ id, call, args }: { id: number; call: keyof Calls; args: unknown[] }): Promise<void> {
  try {
    const ready = await desk;
    const target = call in own ? own : ready;
    const value = await (target as unknown as Record<string, (...args: unknown[]) => Promise<unknown>>)[
      call
    ]!(...args);
    const from = (value as Opened | null)?.from;
    const tables = from && 'tables' in from ? from.tables : [];
    post(
      { type: 'answer', id, value },
      tables.map(({ rows }) => rows.buffer as ArrayBuffer),
    );
  } catch (error) {
    post({ type: 'failed', id, error: failureOf(error) });
  }
}

function failureOf(error: unknown): DeskFailure {
  const message = error instanceof Error ? error.message : String(error);
  return {
    name: error instanceof Error ? error.name : 'Error',
    message,
    messageEn: error instanceof KeepError ? error.messageEn : message,
    code: error instanceof KeepError ? error.code : null,
    contents: error instanceof NothingRead ? error.contents : null,
  };
}

self.addEventListener('message', ({ data }: MessageEvent<DeskQuestion>) => {
  if (data.call === 'begin') desk = begin(data.tab);
  else if (data.call === 'stop') void desk.then((one) => one.stop());
  else last = last.then(() => answer(data));
});
