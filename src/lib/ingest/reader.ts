import type { Corrections } from '#core/ingest/correction.ts';
import type { InputFile } from '#core/ingest/input.ts';
import { ReadError, reportOf } from '#core/ingest/read-error.ts';
import { emptyResult, type FileResult, type GridView } from '#core/ingest/read-file.ts';
import { LIMITS } from '#core/ingest/formats/section.ts';
import workerUrl from './reader-worker.ts?worker&url';
import type { ReaderAnswer, ReaderQuestion } from './reader-worker.ts';

/** Names the code that reads: the worker's address carries the hash of its content. What another version read is read again. */
export const READER_VERSION: string = workerUrl;

/** What a file may take before the worker that reads it is ended: its own bound, and time to say so. */
const PATIENCE = LIMITS.time + 5_000;

/** Reads documents one at a time in a worker of its own, which can be ended whatever it is doing. */
export class Reader {
  #worker: Worker | null = null;
  #stop: ((reason: unknown) => void) | null = null;

  /** Every file of a document, or `only` one of them. A worker that hangs or dies is ended, and the file it was at gets the error. */
  async read(document: InputFile, corrections: Corrections, only?: string): Promise<FileResult[]> {
    const results: FileResult[] = [];
    const question = { document, corrections, ...(only !== undefined && { only }) };
    const ended = await this.#ask(question, (answer) => {
      if (answer.type === 'file') results.push(answer.result);
    });
    if (ended === null) return results;
    const failed = emptyResult(document);
    return [...results, { ...failed, report: { ...failed.report, error: reportOf(ended) } }];
  }

  /** One file of a document with every cell of it. @throws Error when the reader fails */
  async show(
    document: InputFile,
    corrections: Corrections,
    show: string,
  ): Promise<{ result: FileResult; grids: GridView[] }> {
    let shown: { result: FileResult; grids: GridView[] } | null = null;
    const ended = await this.#ask({ document, corrections, only: show, show: true }, (answer) => {
      if (answer.type === 'shown') shown = answer;
    });
    if (ended) throw ended;
    if (!shown) throw new Error(`no file ${show} in ${document.name}`);
    return shown;
  }

  /** Ends what is under way; whoever waits for it gets `reason`. */
  stop(reason: unknown): void {
    this.#stop?.(reason);
  }

  /** Resolves to `null` when done, to an error when the worker failed, hung or died; rejects when stopped. */
  #ask(question: ReaderQuestion, hear: (answer: ReaderAnswer) => void): Promise<Error | null> {
    return new Promise((resolve, reject) => {
      this.#worker ??= new Worker(workerUrl, { type: 'module', name: 'reader' });
      const worker = this.#worker;
      const end = () => {
        clearTimeout(timer);
        this.#stop = null;
      };
      const kill = (error: Error) => {
        worker.terminate();
        this.#worker = null;
        end();
        resolve(error);
      };
      let timer = 0;
      const wait = () => {
        clearTimeout(timer);
        timer = self.setTimeout(
          () => kill(new ReadError('too-slow', { seconds: Math.round(LIMITS.time / 1000) })),
          PATIENCE,
        );
      };
      this.#stop = (reason) => {
        worker.terminate();
        this.#worker = null;
        end();
        reject(reason);
      };
      worker.onerror = (event) => kill(new Error(event.message || 'the reading worker could not start'));
      worker.onmessage = ({ data }: MessageEvent<ReaderAnswer>) => {
        wait();
        if (data.type === 'done' || data.type === 'failed') {
          end();
          resolve(data.type === 'done' ? null : new Error(data.message));
        } else hear(data);
      };
      wait();
      worker.postMessage(question);
    });
  }
}
