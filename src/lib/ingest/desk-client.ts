import { OWN_TAB } from '#lib/keep/channel.ts';
import type { Calls, DeskAnswer, DeskFailure, DeskQuestion } from './desk-worker.ts';
import type { Reading } from './desk.ts';

/** What the desk refused, as it said it. */
export class DeskError extends Error {
  override name = 'DeskError';
  failure: DeskFailure;
  constructor(failure: DeskFailure) {
    super(failure.message);
    this.failure = failure;
  }
}

/** The page's end of the desk: the same verbs, answered from the worker one after another. */
export class DeskClient {
  #worker = new Worker(new URL('./desk-worker.ts', import.meta.url), { type: 'module', name: 'desk' });
  #waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  #next = 1;

  /** `onReading` hears how far reading is. */
  constructor(onReading: (reading: Reading) => void) {
    this.#worker.onmessage = ({ data }: MessageEvent<DeskAnswer>) => {
      if (data.type === 'reading') return onReading(data.reading);
      const one = this.#waiting.get(data.id);
      this.#waiting.delete(data.id);
      if (data.type === 'answer') one?.resolve(data.value);
      else one?.reject(new DeskError(data.error));
    };
    this.#worker.onerror = (event) => {
      const error = new Error(event.message || 'the reading worker could not start');
      for (const one of this.#waiting.values()) one.reject(error);
      this.#waiting.clear();
    };
    this.#send({ id: 0, call: 'begin', tab: OWN_TAB });
  }

  /** Calls a verb of the desk. @throws DeskError */
  call<K extends keyof Calls>(
    call: K,
    ...args: Parameters<Calls[K]>
  ): Promise<Awaited<ReturnType<Calls[K]>>> {
    return new Promise((resolve, reject) => {
      const id = this.#next++;
      this.#waiting.set(id, { resolve: resolve as (value: unknown) => void, reject });
      this.#send({ id, call, args });
    });
  }

  /** Ends the reading under way. */
  stop(): void {
    this.#send({ id: 0, call: 'stop' });
  }

  /** Ends the worker, whatever it is doing: another tab has taken over. */
  end(): void {
    this.#worker.terminate();
    for (const one of this.#waiting.values()) one.reject(new DOMException('ended', 'AbortError'));
    this.#waiting.clear();
  }

  #send(question: DeskQuestion): void {
    this.#worker.postMessage(question);
  }
}
