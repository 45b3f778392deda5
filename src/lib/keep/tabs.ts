import { listen, OWN_TAB, type Notice } from './channel.ts';

/** How long a claim waits for a page that is just closing, such as this one before a reload. */
const PATIENCE = 250;

/** The right to change a portfolio, which one page at a time has. */
export interface Claim {
  readonly id: string;
  /** False when another page has it: this one shows and does not change. */
  readonly held: boolean;
  /** Takes it from whoever has it; that page hears `onTaken`. */
  takeOver(): Promise<void>;
  /** Gives it back. The browser does the same when the page ends, however it ends. */
  release(): void;
}

/**
 * Claims a portfolio for this page. `onTaken` is called when another page takes it over: stop writing (end the worker) and show only.
 * Without Web Locks (plain http) every claim is held; then `expects` of a write still refuses to write over another page's work.
 */
export async function claim(id: string, onTaken: () => void, shelf = 'zhunxing'): Promise<Claim> {
  const manager = (navigator as { locks?: LockManager }).locks;
  const lock = `${shelf}.portfolio.${id}`;
  let letGo: (() => void) | null = null;

  /** Resolves to whether the lock was given. */
  const take = (manager: LockManager, options: LockOptions) =>
    new Promise<boolean>((resolve) => {
      let mine: (() => void) | null = null;
      manager
        .request(lock, options, () => {
          const held = new Promise<void>((release) => (mine = letGo = release));
          resolve(true);
          return held;
        })
        .catch(() => {
          // Refused in time, or had and stolen.
          if (mine === null) return resolve(false);
          if (letGo !== mine) return;
          letGo = null;
          onTaken();
        });
    });

  if (manager) await take(manager, { signal: AbortSignal.timeout(PATIENCE) });
  return {
    id,
    get held() {
      return manager === undefined || letGo !== null;
    },
    async takeOver() {
      if (manager && letGo === null) await take(manager, { steal: true });
    },
    release() {
      letGo?.();
      letGo = null;
    },
  };
}

/** Hears when another page changes, removes or forgets what is kept, until the answer is called. Its own worker counts as itself by `tab`. */
export function onChange(hear: (notice: Notice) => void, shelf = 'zhunxing', tab = OWN_TAB): () => void {
  return listen(shelf, tab, hear);
}
