import type { Kept } from '#lib/keep/portfolio-record.ts';
import type { Usage } from '#lib/keep/shelf.ts';
import type { DeskFailure } from '#lib/ingest/desk-worker.ts';
import type { Claim } from '#lib/keep/tabs.ts';
import type { Engine } from './engine.ts';

const KEY = 'zhunxing.open';

/** What this browser keeps: the portfolios by name, how much room they take, and whether another tab has the open one. */
class ShelfState {
  list = $state.raw<Kept[]>([]);
  usage = $state.raw<Usage | null>(null);
  /** Why nothing is kept (a private window), else `null`. */
  unavailable = $state.raw<DeskFailure | null>(null);
  /** True when another tab has the open portfolio: this one shows and does not change. */
  elsewhere = $state(false);

  #claim: Claim | null = null;

  /** The portfolio that was open when the page was last left. */
  get lastOpen(): string | null {
    try {
      return localStorage.getItem(KEY);
    } catch {
      return null;
    }
  }

  /** Makes a portfolio this tab's to change, and remembers that it is open. */
  async claim(id: string): Promise<void> {
    this.#remember(id);
    if (this.#claim?.id === id) return;
    this.#claim?.release();
    const { claim } = await import('#lib/keep/tabs.ts');
    this.#claim = await claim(id, () => (this.elsewhere = true));
    this.elsewhere = !this.#claim.held;
  }

  /** Takes the open portfolio from the other tab. */
  async takeOver(): Promise<void> {
    await this.#claim?.takeOver();
    this.elsewhere = this.#claim ? !this.#claim.held : false;
  }

  /** No kept portfolio is open. */
  leave(): void {
    this.#claim?.release();
    this.#claim = null;
    this.elsewhere = false;
    this.#remember(null);
  }

  /** Looks again at what is kept. */
  async look({ desk }: Engine): Promise<void> {
    this.unavailable = await desk.call('keeps');
    this.list = await desk.call('list');
    this.usage = await desk.call('usage');
  }

  #remember(id: string | null): void {
    try {
      if (id === null) localStorage.removeItem(KEY);
      else localStorage.setItem(KEY, id);
    } catch {
      // A browser that refuses storage opens the sample next time.
    }
  }
}

export const shelf = new ShelfState();
