import { besideName } from '#core/model/beside-name.ts';
import type { Correction } from '#core/ingest/correction.ts';
import type { Marks } from '#core/ingest/portfolio-file.ts';
import type { Choice } from '#core/ingest/same-form.ts';
import type { Connector } from '#core/store/connector.ts';
import type { FileReport } from '#core/model/form.ts';
import type { Contents } from '#lib/ingest/contents.ts';
import type { Filling, Opened, Reading, Shown } from '#lib/ingest/desk.ts';
import type { DeskClient } from '#lib/ingest/desk-client.ts';
import type { Kept } from '#lib/keep/portfolio-record.ts';
import type { Engine } from './engine.ts';
import { audit } from './audit.svelte.ts';
import { shelf } from './shelf.svelte.ts';
import { t } from '#lib/i18n/t.ts';
import type { FileProblem } from '#core/store/portfolio-file.ts';

/** `booting` the database starts · `reading` files become forms · `loading` forms become tables · `judging` the rules run. */
export type Phase = 'booting' | 'reading' | 'loading' | 'judging' | 'ready' | 'failed';

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

/** How long the rules wait for the first figures of a portfolio file, milliseconds. */
const MOST_WAIT = 20_000;

class PortfolioState {
  phase = $state<Phase>('booting');
  /** How far reading is, `null` when it cannot be counted. */
  progress = $state.raw<Reading | null>(null);
  failure = $state.raw<Failure | null>(null);
  /** Goes up when the tables hold another portfolio; 0 = none yet. */
  revision = $state(0);
  /** The portfolio as kept in this browser; `null` for the sample, or where nothing is kept. */
  kept = $state.raw<Kept | null>(null);
  isSample = $state(true);
  contents = $state.raw<Contents | null>(null);
  marks = $state.raw<Marks>({ corrections: {}, choices: {} });
  /** The portfolio file that is read where it lies; `null` when the tables are in memory. */
  file = $state.raw<Extract<Filling, { file: unknown }>['file'] | null>(null);
  /** Files of the last drop that were there already. */
  already = $state.raw<string[]>([]);
  /** The database, from the end of booting. Pages ask through `ask`, not through this. */
  db = $state.raw<Connector | null>(null);

  #engine: Promise<Engine> | null = null;
  #turn = 0;
  #last: Promise<unknown> = Promise.resolve();
  /** The sample's documents on their way to the desk, or there. */
  #laid: Promise<unknown> | null = null;

  /** Reports of the last files when none of them held a form. */
  unread = $state.raw<FileReport[]>([]);

  /** True while the tables are in between, or were left there by a failure. */
  changing = $derived(this.phase !== 'judging' && this.phase !== 'ready');

  /** True while something is under way that the reader waits for. */
  get busy(): boolean {
    return this.phase !== 'ready' && this.phase !== 'failed';
  }

  /** What tells its forms of one name apart. */
  readonly besideName = $derived.by(() =>
    besideName((this.contents?.departments.length ?? 0) > 1, (this.contents?.years.length ?? 0) > 1),
  );
  /** The name it was given, or 某市某局 · 2024: who and when, as the forms say. */
  get name(): string {
    return this.kept?.name ?? this.file?.name ?? nameOf(this.contents);
  }

  /** Before the first figures are shown: are they the sample's? */
  expect(): void {
    this.isSample = shelf.lastOpen === null;
  }

  /** Boots the database once and opens the portfolio that was open last, else the built-in sample. */
  async start(): Promise<void> {
    if (this.#engine) return;
    const address = fileAddress();
    if (address) {
      await this.openFile(address);
      if (this.phase === 'ready') return;
    }
    const id = shelf.lastOpen;
    if (id === null) return this.openSample();
    await this.openKept(id);
  }

  async openSample(): Promise<void> {
    await this.#change((engine) => this.#sample(engine));
    if (this.isSample) shelf.leave();
  }

  /** Opens a portfolio kept in this browser; when it is gone, the sample. */
  async openKept(id: string): Promise<void> {
    await this.#change(async (engine) => {
      await shelf.claim(id);
      return (await engine.desk.call('open', id)) ?? this.#sample(engine);
    });
  }

  /** Adds the user's files to the open portfolio, or makes a new one of them. When not one form can be read, all stays as it was. */
  async add(files: File[], into: 'open' | 'new' = 'open'): Promise<void> {
    const fresh = into === 'new' || this.kept === null;
    await this.#change(async ({ desk }) => {
      const opened = await desk.call('add', files, fresh ? { name: nameFrom(files) } : 'open');
      if (fresh && opened.kept) await shelf.claim(opened.kept.id);
      return opened;
    });
  }

  /** Opens a `.duckdb` file of `zhunxing build`, read where it lies. When it cannot be opened all stays as it was. */
  async openFile(source: File | URL): Promise<void> {
    await this.#change((engine) => engine.examine(source));
    if (this.file) shelf.leave();
  }

  /** Opens a portfolio file that was exported here or elsewhere. */
  async importFile(file: File): Promise<void> {
    await this.#change(async ({ desk }) => {
      const opened = await desk.call('unbundle', file);
      if (opened.kept) await shelf.claim(opened.kept.id);
      return opened;
    });
  }

  /** Says what cells of a file are, in the place of what was said of it before. */
  async correct(sha256: string, corrections: Correction[]): Promise<void> {
    await this.#change(async () => (await this.#desk()).call('correct', sha256, corrections));
  }

  /** Says which of several forms of one project and year counts. */
  async choose(key: string, choice: Choice): Promise<void> {
    await this.#change(async () => (await this.#desk()).call('choose', key, choice));
  }

  /** Takes a document out of the portfolio. */
  async remove(sha256: string): Promise<void> {
    await this.#change(async () => (await this.#desk()).call('remove', sha256));
  }

  /** One file with every cell and what became of it. */
  async show(file: string): Promise<Shown> {
    return (await this.#desk()).call('show', file);
  }

  async rename(name: string): Promise<void> {
    if (!this.kept) return;
    const engine = await this.engine();
    this.kept = await engine.desk.call('rename', this.kept.id, name);
    await shelf.look(engine);
  }

  /** The open portfolio as one file, documents and decisions included. */
  async bundle(): Promise<Blob> {
    return (await this.engine()).desk.call('bundle');
  }

  /** Removes a kept portfolio; when it is the open one, the sample opens. */
  async discard(id: string): Promise<void> {
    const engine = await this.engine();
    const open = this.kept?.id === id;
    await engine.desk.call('discard', id);
    if (open) await this.openSample();
    await shelf.look(engine);
  }

  /** Takes the open portfolio from the other tab, and reads what that tab made of it. */
  async takeOver(): Promise<void> {
    await shelf.takeOver();
    if (this.kept) await this.openKept(this.kept.id);
  }

  /** Deletes everything the product keeps in this browser, and begins anew. @throws KeepError when something is left */
  async forgetEverything(): Promise<void> {
    (await this.engine()).desk.end();
    shelf.leave();
    const { openShelf } = await import('#lib/keep/shelf.ts');
    await (await openShelf()).forget();
    location.reload();
  }

  /** Stops reading, and the portfolio that was there stays; or stops the rules, and the new one stands without findings. */
  cancel(): void {
    if (this.phase === 'judging') audit.cancel();
    else void this.#engine?.then(({ desk }) => desk.stop());
  }

  /** Resolves when nothing is under way. */
  async settled(): Promise<void> {
    for (let last; last !== this.#last;) await (last = this.#last);
  }

  /** One at a time, in order; a new one stops the reading of the one before. */
  #change(make: (engine: Engine) => Promise<Opened>): Promise<void> {
    if (this.phase === 'reading') this.cancel();
    const turn = ++this.#turn;
    this.#last = this.#last.then(() => (turn === this.#turn ? this.#replace(make) : undefined));
    return this.#last as Promise<void>;
  }

  async #replace(make: (engine: Engine) => Promise<Opened>): Promise<void> {
    const had = this.revision > 0;
    let doing: Failure['doing'] = 'booting';
    this.failure = null;
    this.already = [];
    try {
      this.phase = doing;
      const engine = await this.engine();
      this.phase = doing = 'reading';
      const opened = await make(engine);
      this.progress = null;
      this.unread = [];
      this.phase = 'loading';
      doing = 'booting';
      const db = await engine.db;
      doing = 'loading';
      await engine.load(opened);
      this.db = db;
      this.contents = opened.contents;
      this.marks = opened.decisions;
      this.already = opened.already;
      this.kept = opened.kept;
      this.file = 'file' in opened.from ? opened.from.file : null;
      this.isSample = opened.sample;
      this.revision += 1;
      this.phase = doing = 'judging';
      // What can be said without the rules stands there before they begin.
      if (this.file) await db.quiet(MOST_WAIT);
      await audit.judge(engine, audit.setName, this.file?.many ? 'counts' : 'all');
      this.phase = 'ready';
      void shelf.look(engine);
    } catch (error) {
      this.#fail(error, doing, had);
    } finally {
      this.progress = null;
    }
  }

  async #sample(engine: Engine): Promise<Opened> {
    const opened = await engine.builtSample();
    this.#laid = null;
    return opened;
  }

  /** The desk with the documents of the open portfolio on it: the sample's are laid there when they are first asked for. */
  async #desk(): Promise<DeskClient> {
    const { desk, sample } = await this.engine();
    if (this.isSample) {
      this.#laid ??= sample().then((files) => desk.call('sample', files));
      await this.#laid.catch((error: unknown) => {
        this.#laid = null;
        throw error;
      });
    }
    return desk;
  }

  #fail(error: unknown, doing: Failure['doing'], had: boolean): void {
    const failure = failureOf(error);
    const stays = doing === 'reading' && had;
    if (failure?.name === 'AbortError' || (error instanceof DOMException && error.name === 'AbortError')) {
      this.phase = had ? 'ready' : 'failed';
      return;
    }
    if (failure?.contents) {
      this.unread = failure.contents.files;
      this.failure = { doing, message: '', fetch: false };
      this.phase = stays ? 'ready' : 'failed';
      return;
    }
    // A database that did not start is started anew by the next attempt.
    if (this.phase === 'booting' || this.db === null) this.#engine = null;
    const problem = error instanceof Error && 'problem' in error ? (error.problem as FileProblem) : null;
    const message = problem
      ? t(`data.file.${problem}`)
      : error instanceof Error
        ? error.message
        : String(error);
    this.failure = { doing, message, fetch: UNFETCHED.test(message) };
    this.phase = stays ? 'ready' : 'failed';
  }

  /** The database and rules behind the page, for pages that run a rule set of their own. */
  async engine(): Promise<Engine> {
    this.#engine ??= import('./engine.ts').then((m) => m.startEngine((reading) => (this.progress = reading)));
    return this.#engine;
  }
}

/** `?portfolio=…`: a portfolio file on this very site, by its address. */
function fileAddress(): URL | null {
  const given = new URLSearchParams(location.search).get('portfolio');
  const address = given === null ? null : URL.parse(given, location.href);
  return address?.origin === location.origin ? address : null;
}

/** What the desk said of an error, when it was the desk. */
function failureOf(error: unknown) {
  return error instanceof Error && 'failure' in error
    ? (error.failure as { name: string; contents: Contents | null })
    : null;
}

function nameOf(c: Contents | null): string {
  if (!c) return '';
  const who =
    c.departments.length > 1 ? `${c.departments[0]} +${c.departments.length - 1}` : c.departments[0];
  const first = c.years[0];
  const last = c.years.at(-1);
  const when = first === undefined ? null : first === last ? `${first}` : `${first}–${last}`;
  return [who, when].filter(Boolean).join(' · ');
}

/** A new portfolio is called like its folder, or its first file and how many there are. */
function nameFrom(files: readonly File[]): string {
  const [first] = files;
  const [folder, ...inside] = first?.name.split('/') ?? [];
  if (inside.length > 0) return folder!;
  const name = folder?.replace(/\.[^.]+$/, '') ?? '';
  return files.length > 1 ? t('data.name.files', { first: name, count: files.length }) : name;
}

export const portfolio = new PortfolioState();
