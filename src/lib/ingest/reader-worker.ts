import type { Corrections } from '#core/ingest/correction.ts';
import type { InputFile } from '#core/ingest/input.ts';
import { contextOf, readEach } from '#core/ingest/read-each.ts';
import { readFile, type FileResult, type GridView } from '#core/ingest/read-file.ts';
import { pdfAsset } from './pdf-assets.ts';

/** What the reader is asked: to read a document, or to show one file of it cell by cell. */
export interface ReaderQuestion {
  document: InputFile;
  corrections: Corrections;
  /** Name of the file to show (the document's, or one in an archive). */
  show?: string;
}

export type ReaderAnswer =
  | { type: 'file'; result: FileResult }
  | { type: 'shown'; result: FileResult; grids: GridView[] }
  | { type: 'done' }
  | { type: 'failed'; message: string };

const answer = (message: ReaderAnswer) => self.postMessage(message);

async function read({ document, corrections, show }: ReaderQuestion): Promise<void> {
  const options = { corrections, asset: pdfAsset };
  for await (const { file, ...result } of readEach([document], options)) {
    if (show === undefined) answer({ type: 'file', result });
    else if (show === file.name) {
      const grids: GridView[] = [];
      const again = await readFile(file, contextOf(options), corrections, grids);
      answer({ type: 'shown', result: again, grids });
    }
  }
}

self.addEventListener('message', (event: MessageEvent<ReaderQuestion>) => {
  read(event.data).then(
    () => answer({ type: 'done' }),
    (error: unknown) =>
      answer({ type: 'failed', message: error instanceof Error ? error.message : String(error) }),
  );
});
