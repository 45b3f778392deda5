import { read } from '#core/ingest/read.ts';
import type { InputFile, ReadResult } from '#core/ingest/input.ts';

export type WorkerAnswer =
  | { type: 'progress'; file: string; index: number }
  | { type: 'done'; result: ReadResult }
  | { type: 'failed'; message: string };

const answer = (message: WorkerAnswer) => self.postMessage(message);

self.addEventListener('message', (event: MessageEvent<InputFile[]>) => {
  read(event.data, { onProgress: (done) => answer({ type: 'progress', ...done }) }).then(
    (result) => answer({ type: 'done', result }),
    (error: unknown) =>
      answer({ type: 'failed', message: error instanceof Error ? error.message : String(error) }),
  );
});
