import { reportForeign } from '#lib/app/foreign.ts';
import type { Corrections } from '#core/ingest/correction.ts';
import type { InputFile } from '#core/ingest/input.ts';
import { readEach } from '#core/ingest/read-each.ts';
import type { FileResult, GridView } from '#core/ingest/read-file.ts';
import { pdfAsset } from './pdf-assets.ts';

/** What the reader is asked: to read a document, or to show one file of it cell by cell. */
export interface ReaderQuestion {
  document: InputFile;
  corrections: Corrections;
  /** Name of the one file to read (the document's, or one in an archive). */
  only?: string;
  /** Whether that file is to be shown cell by cell. */
  show?: boolean;
}

export type ReaderAnswer =
  | { type: 'file'; result: FileResult }
  | { type: 'shown'; result: FileResult; grids: GridView[] }
  | { type: 'done' }
  | { type: 'failed'; message: string };

reportForeign();

const answer = (message: ReaderAnswer) => self.postMessage(message);

async function read({ document, corrections, only, show }: ReaderQuestion): Promise<void> {
  const grids: GridView[] = [];
  const options = {
    corrections,
    asset: pdfAsset,
    ...(only !== undefined && { only }),
    ...(show && { grids }),
  };
  for await (const { report, forms, held, notes, lines } of readEach([document], options)) {
    const result: FileResult = { report, forms, held, notes, lines };
    answer(show ? { type: 'shown', result, grids } : { type: 'file', result });
  }
}

self.addEventListener('message', (event: MessageEvent<ReaderQuestion>) => {
  read(event.data).then(
    () => answer({ type: 'done' }),
    (error: unknown) =>
      answer({ type: 'failed', message: error instanceof Error ? error.message : String(error) }),
  );
});
