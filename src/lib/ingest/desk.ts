import { tableToIPC } from 'apache-arrow';
import { assemble } from '#core/ingest/assemble.ts';
import type { Correction, Corrections } from '#core/ingest/correction.ts';
import type { InputFile } from '#core/ingest/input.ts';
import type { FileResult, GridView } from '#core/ingest/read-file.ts';
import { marksOf, type Marks } from '#core/ingest/portfolio-file.ts';
import type { Choice } from '#core/ingest/same-form.ts';
import type { Form } from '#core/model/form.ts';
import type { ReadingNote } from '#core/model/note.ts';
import { prepare, type LoadReport } from '#core/store/load.ts';
import { importBundle, exportBundle } from '#lib/keep/bundle.ts';
import { digest } from '#lib/keep/digest.ts';
import { newPortfolioId, type Decisions, type Kept, type KeptDocument } from '#lib/keep/portfolio-record.ts';
import type { Shelf } from '#lib/keep/shelf.ts';
import type { BuiltSample } from './built-sample.ts';
import { contentsOf, type Contents } from './contents.ts';
import { Reader, READER_VERSION } from './reader.ts';

/** How far the reading of dropped files is. Bytes of the files as given; `elapsed` in milliseconds. */
export interface Reading {
  done: number;
  total: number;
  bytes: number;
  totalBytes: number;
  elapsed: number;
  file: string;
  forms: number;
}

/** A portfolio ready for the database. */
export interface Opened {
  /** `null` for one that is not kept: the built-in sample, or where the browser keeps nothing. */
  kept: Kept | null;
  contents: Contents;
  decisions: Marks;
  from: Filling;
  /** True for the built-in sample. */
  sample: boolean;
  /** Files that were dropped and not taken: the same bytes are there already. */
  already: string[];
}

/** What fills the tables. */
export type Filling =
  /** Arrow streams by table, and what must be counted there. */
  | { tables: { name: string; rows: Uint8Array }[]; given: LoadReport }
  /** A portfolio file that is read where it lies. `many`: findings are listed rule by rule. */
  | { file: { registered: string; name: string; many: boolean } }
  /** The sample as it stood in the tables when the page was built. */
  | { built: BuiltSample };

/** One file of a document, cell by cell, with what was read from it. */
export interface Shown {
  file: string;
  sha256: string;
  grids: GridView[];
  forms: Form[];
  held: Form[];
  notes: ReadingNote[];
  corrections: readonly Correction[];
}

/** Nothing dropped held a form: the portfolio stays as it was. */
export class NothingRead extends Error {
  override name = 'NothingRead';
  contents: Contents;
  constructor(contents: Contents) {
    super('no form was read');
    this.contents = contents;
  }
}

interface Entry {
  sha256: string;
  name: string;
  modified: number | null;
  results: FileResult[];
  /** Only where nothing is kept. */
  bytes: Uint8Array | null;
}

const fresh = (): Marks => ({ corrections: {}, choices: {} });

/**
 * The desk where documents lie: reads what is dropped, keeps it on the shelf as one step, and makes the tables. Runs in a worker, so that
 * the page's thread carries no document. Calls must not overlap.
 */
export class Desk {
  #shelf: Shelf | null;
  #reader = new Reader();
  #entries: Entry[] = [];
  #kept: Kept | null = null;
  #marks: Marks = fresh();
  #sample = false;
  #tell: (reading: Reading) => void;

  constructor(shelf: Shelf | null, tell: (reading: Reading) => void) {
    this.#shelf = shelf;
    this.#tell = tell;
  }

  /** Ends the reading under way; what was there before stays. */
  stop(): void {
    this.#reader.stop(new DOMException('stopped', 'AbortError'));
  }

  /** Opens documents that are not kept (the built-in sample). */
  async sample(files: InputFile[]): Promise<Opened> {
    const entries: Entry[] = [];
    for (const file of files) entries.push(await this.#readEntry(file, {}));
    this.#take(null, entries, fresh());
    this.#sample = true;
    return this.#opened();
  }

  /** Opens a kept portfolio; documents that an older reader read are read again. `null` when it is gone. */
  async open(id: string): Promise<Opened | null> {
    const shelf = this.#shelf;
    const found = await shelf?.contents(id);
    if (!shelf || !found) return null;
    const marks = marksOf(found.decisions);
    const entries: Entry[] = [];
    const stale: KeptDocument[] = [];
    for await (const file of shelf.readings(id)) {
      const current = file.reading?.version === READER_VERSION;
      let results = file.reading?.result as FileResult[];
      if (!current) {
        const document = await shelf.document(id, file.sha256);
        if (!document) continue;
        results = await this.#reader.read(document, marks.corrections);
        stale.push({ ...document, reading: { version: READER_VERSION, result: results } });
      }
      entries.push({ sha256: file.sha256, name: file.name, modified: file.modified, results, bytes: null });
    }
    this.#take(found.kept, entries, marks);
    const opened = this.#opened();
    if (stale.length > 0) await this.#write(stale, opened.contents).catch(() => {});
    return { ...opened, kept: this.#kept };
  }

  /** A kept portfolio, or files that are not kept, made ready for the database; the portfolio at hand stays at hand. */
  async peek(from: string | InputFile[]): Promise<Opened | null> {
    const { kept, entries, marks, sample } = {
      kept: this.#kept,
      entries: this.#entries,
      marks: this.#marks,
      sample: this.#sample,
    };
    try {
      return typeof from === 'string' ? await this.open(from) : await this.sample(from);
    } finally {
      this.#take(kept, entries, marks);
      this.#sample = sample;
    }
  }

  /**
   * Reads files and adds them to the portfolio at hand, or makes a new one of them under `name`. Kept as one step: until all are read and
   * written, what was there before is what is there. @throws NothingRead, KeepError
   */
  async add(files: readonly File[], into: 'open' | { name: string }): Promise<Opened> {
    const adding = into === 'open' && this.#kept !== null;
    const before = adding ? this.#entries : [];
    const marks = adding ? { ...this.#marks } : fresh();
    const said = await this.#saidElsewhere();
    const known = new Set(before.map((entry) => entry.sha256));
    const added: Entry[] = [];
    const already: string[] = [];
    const documents = this.#documents(files, known, marks, said, added, already);
    let kept = this.#kept;
    if (this.#shelf) {
      const counts = () => countsOf([...before, ...added], marks);
      kept = await this.#shelf.write({
        id: adding ? this.#kept!.id : newPortfolioId(),
        name: adding ? this.#kept!.name : (into as { name: string }).name,
        keep: before.map((entry) => entry.sha256),
        add: documents,
        decisions: () => asDecisions(marks),
        counts,
        expects: adding ? this.#kept!.generation : 0,
      });
    } else
      for await (const document of documents)
        added.find((e) => e.sha256 === document.sha256)!.bytes = document.bytes;
    this.#take(kept, [...before, ...added], marks);
    return { ...this.#opened(), already };
  }

  async *#documents(
    files: readonly File[],
    known: Set<string>,
    marks: Marks,
    said: Corrections,
    added: Entry[],
    already: string[],
  ): AsyncGenerator<KeptDocument> {
    const started = performance.now();
    const totalBytes = files.reduce((sum, file) => sum + file.size, 0);
    let bytesDone = 0;
    let forms = 0;
    const report = (done: number, file: string) =>
      this.#tell({
        done,
        total: files.length,
        bytes: bytesDone,
        totalBytes,
        elapsed: performance.now() - started,
        file,
        forms,
      });
    const corrections = () => ({ ...said, ...marks.corrections });
    // While one document is written, the next is read.
    let next = this.#readNext(files[0], known, corrections());
    for (const [index, file] of files.entries()) {
      report(index, file.name);
      const { sha256, bytes, entry } = (await next)!;
      next = this.#readNext(files[index + 1], known, corrections());
      next.catch(() => {}); // whoever awaits it gets the error
      bytesDone += file.size;
      if (!entry) {
        already.push(file.name);
        continue;
      }
      added.push(entry);
      for (const { report } of entry.results) {
        const again = said[report.sha256];
        if (again) marks.corrections = { [report.sha256]: again, ...marks.corrections };
      }
      forms += entry.results.reduce((sum, { forms, held }) => sum + forms.length + held.length, 0);
      report(index + 1, file.name);
      const reading = { version: READER_VERSION, result: entry.results };
      yield { sha256, name: file.name, modified: entry.modified, bytes, reading };
    }
    if (forms === 0 && already.length === 0)
      throw new NothingRead(contentsOf(assemble(added.flatMap((entry) => entry.results)).portfolio));
  }

  /** What people said of documents in other portfolios kept here: the same document is read the same way wherever it is dropped. */
  async #saidElsewhere(): Promise<Corrections> {
    const shelf = this.#shelf;
    const said: Corrections = {};
    for (const { id } of (await shelf?.list())?.toReversed() ?? []) {
      const found = id === this.#kept?.id ? null : await shelf?.contents(id);
      if (found) Object.assign(said, marksOf(found.decisions).corrections);
    }
    return Object.assign(said, this.#marks.corrections);
  }

  /** A dropped file with what was read from it; `entry` is `null` for bytes that are there already. */
  async #readNext(
    file: File | undefined,
    known: Set<string>,
    corrections: Corrections,
  ): Promise<{ sha256: string; bytes: Uint8Array; entry: Entry | null } | null> {
    if (!file) return null;
    const bytes = new Uint8Array(await file.arrayBuffer());
    const sha256 = await digest(bytes);
    if (known.has(sha256)) return { sha256, bytes, entry: null };
    known.add(sha256);
    const input: InputFile = { name: file.name, bytes, modified: file.lastModified };
    return { sha256, bytes, entry: await this.#readEntry(input, corrections, sha256) };
  }

  /** Says what cells of a file are, in the place of what was said before; that file is read again. */
  async correct(sha256: string, corrections: readonly Correction[]): Promise<Opened> {
    const entry = this.#holding(sha256);
    const all = { ...this.#marks.corrections, [sha256]: corrections };
    if (corrections.length === 0) delete all[sha256];
    const document = await this.#document(entry);
    const at = entry.results.findIndex(
      ({ report }) => report.sha256 === sha256 && report.error?.code !== 'same-file',
    );
    const name = entry.results[at]?.report.file;
    const [again] = await this.#reader.read(document, all, name);
    if (!again || again.report.file !== name) throw new Error(again?.report.error?.message ?? 'not read');
    const results = entry.results.with(at, again);
    return this.#change(
      this.#entries.map((one) => (one === entry ? { ...entry, results } : one)),
      { ...this.#marks, corrections: all },
      [{ ...document, reading: { version: READER_VERSION, result: results } }],
    );
  }

  /** Says which of several forms of one project and year counts. */
  async choose(key: string, choice: Choice): Promise<Opened> {
    const choices = { ...this.#marks.choices, [key]: choice };
    return this.#change(this.#entries, { ...this.#marks, choices }, []);
  }

  /** Takes a document out, by its hash or that of a file in it. */
  async remove(sha256: string): Promise<Opened> {
    const gone = this.#holding(sha256);
    return this.#change(
      this.#entries.filter((entry) => entry !== gone),
      this.#marks,
      [],
    );
  }

  /** Puts other documents and marks in the place of those at hand and keeps them; when that fails, all stays as it was. */
  async #change(entries: Entry[], marks: Marks, changed: KeptDocument[]): Promise<Opened> {
    const before = [this.#entries, this.#marks] as const;
    [this.#entries, this.#marks] = [entries, marks];
    try {
      const opened = this.#opened();
      await this.#write(changed, opened.contents);
      return { ...opened, kept: this.#kept };
    } catch (error) {
      [this.#entries, this.#marks] = before;
      throw error;
    }
  }

  /** One file with every cell and what became of it. */
  async show(file: string): Promise<Shown> {
    const entry = this.#entries.find(({ results }) => results.some(({ report }) => report.file === file));
    if (!entry) throw new Error(`no file ${file}`);
    const document = await this.#document(entry);
    const { result, grids } = await this.#reader.show(document, this.#marks.corrections, file);
    return {
      file,
      sha256: result.report.sha256,
      grids,
      forms: result.forms,
      held: result.held,
      notes: result.notes,
      corrections: this.#marks.corrections[result.report.sha256] ?? [],
    };
  }

  /** The portfolio at hand as one file. */
  async bundle(): Promise<Blob> {
    const kept = this.#kept;
    if (!kept || !this.#shelf) throw new Error('only a kept portfolio can be exported');
    return exportBundle(this.#shelf.documents(kept.id), asDecisions(this.#marks), kept);
  }

  /** A portfolio file as a new portfolio. Its documents are read anew. @throws KeepError */
  async unbundle(file: Blob): Promise<Opened> {
    const { kept, documents, decisions } = await importBundle(file);
    const marks = marksOf(decisions);
    const entries: Entry[] = [];
    const read = async function* (this: Desk): AsyncGenerator<KeptDocument> {
      for await (const document of documents) {
        const entry = await this.#readEntry(document, marks.corrections, document.sha256);
        entries.push(entry);
        yield { ...document, reading: { version: READER_VERSION, result: entry.results } };
      }
    }.bind(this);
    let taken: Kept | null = null;
    if (this.#shelf)
      taken = await this.#shelf.write({
        id: newPortfolioId(),
        name: kept.name,
        keep: [],
        add: read(),
        decisions,
        counts: () => countsOf(entries, marks),
        expects: 0,
      });
    else for await (const document of read()) entries.at(-1)!.bytes = document.bytes;
    this.#take(taken, entries, marks);
    return this.#opened();
  }

  renamed(kept: Kept): void {
    this.#kept = kept;
  }

  #take(kept: Kept | null, entries: Entry[], marks: Marks): void {
    this.#kept = kept;
    this.#entries = entries;
    this.#marks = marks;
    this.#sample = false;
  }

  async #readEntry(file: InputFile, corrections: Corrections, sha256?: string): Promise<Entry> {
    return {
      sha256: sha256 ?? (await digest(file.bytes)),
      name: file.name,
      modified: file.modified ?? null,
      results: await this.#reader.read(file, corrections),
      bytes: this.#shelf && sha256 ? null : file.bytes,
    };
  }

  #holding(sha256: string): Entry {
    const entry = this.#entries.find(
      (one) => one.sha256 === sha256 || one.results.some(({ report }) => report.sha256 === sha256),
    );
    if (!entry) throw new Error('the document is no longer there');
    return entry;
  }

  async #document(entry: Entry): Promise<KeptDocument> {
    const { sha256, name, modified, bytes } = entry;
    if (bytes) return { sha256, name, modified, bytes, reading: null };
    const document = this.#kept && (await this.#shelf?.document(this.#kept.id, sha256));
    if (!document) throw new Error('the document is no longer kept');
    return document;
  }

  async #write(changed: KeptDocument[], { forms, indicators }: Contents): Promise<void> {
    const kept = this.#kept;
    if (!kept || !this.#shelf) return;
    this.#kept = await this.#shelf.write({
      id: kept.id,
      name: kept.name,
      keep: this.#entries.map((entry) => entry.sha256),
      add: changed,
      decisions: asDecisions(this.#marks),
      counts: { forms, indicators },
      expects: kept.generation,
    });
  }

  #opened(): Opened {
    const result = assemble(
      this.#entries.flatMap((entry) => entry.results),
      this.#marks.choices,
    );
    const { tables, given } = prepare(result);
    return {
      kept: this.#kept,
      contents: contentsOf(result.portfolio),
      decisions: this.#marks,
      from: {
        tables: tables.map(({ name, rows }) => ({
          name,
          rows: rows.numRows > 0 ? tableToIPC(rows, 'stream') : new Uint8Array(),
        })),
        given,
      },
      sample: this.#sample,
      already: [],
    };
  }
}

function countsOf(entries: readonly Entry[], { choices }: Marks): { forms: number; indicators: number } {
  const { forms } = assemble(
    entries.flatMap((entry) => entry.results),
    choices,
  ).portfolio;
  return { forms: forms.length, indicators: forms.reduce((sum, form) => sum + form.indicators.length, 0) };
}

const asDecisions = ({ corrections, choices }: Marks): Decisions => ({ corrections, choices });
