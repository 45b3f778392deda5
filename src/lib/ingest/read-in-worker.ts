import type { InputFile, ReadResult } from '#core/ingest/input.ts';
import type { WorkerAnswer } from './worker.ts';

export interface ReadOptions {
  signal?: AbortSignal;
  onProgress?(done: { file: string; index: number }): void;
}

/**
 * Reads files off the main thread. Cancelling ends the worker at once, whatever it is doing.
 * The files' bytes are copied, so the caller may read them again.
 */
export function readInWorker(files: InputFile[], { signal, onProgress }: ReadOptions): Promise<ReadResult> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'ingest' });
    const end = () => {
      signal?.removeEventListener('abort', abort);
      worker.terminate();
    };
    const abort = () => {
      end();
      reject(signal?.reason);
    };
    worker.onerror = (event) => {
      end();
      reject(new Error(event.message || 'the reading worker could not start'));
    };
    worker.onmessage = ({ data }: MessageEvent<WorkerAnswer>) => {
      if (data.type === 'progress') return onProgress?.(data);
      end();
      if (data.type === 'done') resolve(data.result);
      else reject(new Error(data.message));
    };
    if (signal?.aborted) return abort();
    signal?.addEventListener('abort', abort);
    worker.postMessage(files);
  });
}
