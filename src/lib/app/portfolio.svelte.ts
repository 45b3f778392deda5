import type { Connector } from '#core/store/connector.ts';
import type { FileReport, Coverage } from '#core/model/form.ts';
import type { ReadingNote } from '#core/model/note.ts';
import type { InputFile } from '#core/ingest/input.ts';
import type { Engine } from './engine.ts';
import { audit } from './audit.svelte.ts';

/** `booting` the database starts · `reading` files become forms · `loading` forms become tables · `judging` the rules run. */
export type Phase = 'booting' | 'reading' | 'loading' | 'judging' | 'ready' | 'failed';

/** What reading gave, without the forms themselves: those are in the tables. */
export interface Contents {
  files: FileReport[];
  notes: ReadingNote[];
  coverage: Coverage;
  forms: number;
  indicators: number;
  departments: string[];
  years: number[];
  /** Fingerprint of the files, 64 hex. */
  sha256: string;
}

/** What the page failed at; the portfolio that was there before stays when `phase` is `ready`. */
export interface Failure {
  doing: 'booting' | 'reading' | 'loading' | 'judging';
  message: string;
  /** True when a file of the app itself could not be fetched: `message` is then the browser's own English. */
  fetch: boolean;
}

/** What browsers say of a file that did not arrive (Chromium, Firefox, Safari), and our own words: a worker that did not start, `404 address`. */
const UNFETCHED =
  /^(Failed to fetch|NetworkError|Load failed|error loading dynamically|Importing a module|the (reading|database) worker)|^[45]\d\d \S+$/;

class PortfolioState {
  phase = $state<Phase>('booting');
  /** Parts done of the phase, `null` when it cannot be counted. */
  progress = $state.raw<{ done: number; total: number; file: string | null } | null>(null);
  failure = $state.raw<Failure | null>(null);
  /** Goes up when the tables hold another portfolio; 0 = none yet. */
  revision = $state(0);
  isSample = $state(true);
  contents = $state.raw<Contents | null>(null);
  /** The database, from the end of booting. Pages ask through `ask`, not through this. */
  db = $state.raw<Connector | null>(null);

  #engine: Promise<Engine> | null = null;
  #stop: AbortController | null = null;
  #last: Promise<void> = Promise.resolve();

  /** Reports of the last files when none of them held a form. */
  unread = $state.raw<FileReport[]>([]);

  /** True while the tables are in between, or were left there by a failure. */
  get changing(): boolean {
    return this.phase !== 'judging' && this.phase !== 'ready';
  }

  /** True while something is under way that the reader waits for. */
  get busy(): boolean {
    return this.phase !== 'ready' && this.phase !== 'failed';
  }

  /** 某市某局 · 2024: who and when, as the forms say. */
  get name(): string {
    const c = this.contents;
    if (!c) return '';
    const who =
      c.departments.length > 1 ? `${c.departments[0]} +${c.departments.length - 1}` : c.departments[0];
    const first = c.years[0];
    const last = c.years.at(-1);
    const when = first === undefined ? null : first === last ? `${first}` : `${first}–${last}`;
    return [who, when].filter(Boolean).join(' · ');
  }

  /** Boots the database once and opens the built-in sample. */
  async start(): Promise<void> {
    if (this.#engine) return;
    await this.openSample();
  }

  async openSample(): Promise<void> {
    await this.#open((engine) => engine.sample(), true);
  }

  /** Replaces the portfolio by the user's own files. When not one form can be read, the old one stays. */
  async open(files: InputFile[]): Promise<void> {
    await this.#open(() => Promise.resolve(files), false);
  }

  /** Stops reading, and the portfolio that was there stays; or stops the rules, and the new one stands without findings. */
  cancel(): void {
    if (this.phase === 'judging') audit.cancel();
    else this.#stop?.abort();
  }

  /** One at a time: a new portfolio stops the reading of the one before and waits until the tables are free. */
  #open(find: (engine: Engine) => Promise<InputFile[]>, sample: boolean): Promise<void> {
    this.#stop?.abort();
    const stop = (this.#stop = new AbortController());
    this.#last = this.#last.then(() => this.#replace(find, sample, stop));
    return this.#last;
  }

  async #replace(
    find: (engine: Engine) => Promise<InputFile[]>,
    sample: boolean,
    stop: AbortController,
  ): Promise<void> {
    if (stop.signal.aborted) return;
    const had = this.revision > 0;
    let doing: Failure['doing'] = 'booting';
    this.failure = null;
    try {
      this.phase = doing;
      const engine = await this.engine();
      stop.signal.throwIfAborted();
      this.phase = doing = 'reading';
      const files = await find(engine);
      if (files.length > 1) this.progress = { done: 0, total: files.length, file: null };
      const result = await engine.read(files, {
        signal: stop.signal,
        onProgress: (done) =>
          (this.progress = { done: done.index + 1, total: files.length, file: done.file }),
      });
      this.progress = null;
      const contents = engine.contentsOf(result);
      if (contents.forms === 0) {
        this.failure = { doing: 'reading', message: '', fetch: false };
        this.unread = contents.files;
        this.phase = had ? 'ready' : 'failed';
        return;
      }
      this.unread = [];
      this.phase = 'loading';
      doing = 'booting';
      const db = await engine.db;
      doing = 'loading';
      await engine.load(result);
      this.db = db;
      this.contents = contents;
      this.isSample = sample;
      this.revision += 1;
      this.phase = doing = 'judging';
      await audit.judge(engine);
      this.phase = 'ready';
    } catch (error) {
      if (stop.signal.aborted) {
        this.phase = had ? 'ready' : 'failed';
        return;
      }
      // A database that did not start is started anew by the next attempt.
      if (this.phase === 'booting' || this.db === null) this.#engine = null;
      const message = error instanceof Error ? error.message : String(error);
      this.failure = { doing, message, fetch: UNFETCHED.test(message) };
      this.phase = this.phase === 'reading' && had ? 'ready' : 'failed';
    } finally {
      this.progress = null;
    }
  }

  /** The database and rules behind the page, for pages that run a rule set of their own. */
  async engine(): Promise<Engine> {
    this.#engine ??= import('./engine.ts').then((m) => m.startEngine());
    return this.#engine;
  }
}

export const portfolio = new PortfolioState();
