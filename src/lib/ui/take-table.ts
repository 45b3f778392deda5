import {
  TABLE_FORMATS,
  type ExportedTable,
  type ExportedRow,
  type TableFormatName,
} from '#core/report/table-export.ts';
import { provenance } from '#lib/app/provenance.ts';
import { toasts, type Work } from '#lib/app/toasts.svelte.ts';
import { t } from '#lib/i18n/t.ts';
import { download } from './download.ts';
import type { TakeAnswer, TakeQuestion } from './take-worker.ts';
import workerUrl from './take-worker.ts?worker&url';

/** What a page gives to be taken away: the rows, or a way to read them some at a time. */
export interface Taken extends Pick<ExportedTable, 'title' | 'columns'> {
  rows: readonly ExportedRow[] | RowSource;
  sql?: string;
}

/** Rows that are not all there yet. `read` gives them in order and stops at the signal. */
export interface RowSource {
  total: number;
  read(signal: AbortSignal): AsyncIterable<readonly ExportedRow[]>;
}

/** From how many rows on a table is written in a worker, with its progress on screen and a way to stop it. */
const MANY = 5_000;

/** Hands a table to the browser's download, with where it comes from. */
export async function takeTable(format: TableFormatName, { sql, rows, ...taken }: Taken): Promise<void> {
  const { extension, mime, render, mostRows } = TABLE_FORMATS[format];
  const source = 'read' in rows ? rows : { total: rows.length, read: () => portions(rows) };
  if (source.total > mostRows) throw new Error(t('take.too-many', { rows: source.total, most: mostRows }));
  const head = {
    ...taken,
    provenance: provenance(taken.title, sql),
    sheets: { data: t('from.sheet.data'), provenance: t('from.sheet.provenance') },
  };
  const write = async (work?: Work) => {
    if (work) return writtenApart(format, head, source, work);
    const all: ExportedRow[] = [];
    for await (const some of source.read(new AbortController().signal)) all.push(...some);
    return render({ ...head, rows: all });
  };
  const made =
    source.total > MANY
      ? await toasts.work(t('take.working', { title: taken.title, rows: source.total }), write)
      : await write();
  if (made !== null) download(`${fileName(taken.title)}.${extension}`, made, mime);
}

async function* portions(rows: readonly ExportedRow[]): AsyncGenerator<readonly ExportedRow[]> {
  for (let from = 0; from < rows.length; from += MANY) yield rows.slice(from, from + MANY);
}

/** Reads and writes in step, a portion at a time; the worker ends with the work, however far it is. */
async function writtenApart(
  format: TableFormatName,
  head: Omit<ExportedTable, 'rows'>,
  source: RowSource,
  { signal, at }: Work,
): Promise<Blob> {
  const worker = new Worker(workerUrl, { type: 'module', name: 'take' });
  const ask = (question: TakeQuestion) =>
    new Promise<TakeAnswer>((resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
      worker.onmessage = ({ data }: MessageEvent<TakeAnswer>) =>
        'failed' in data ? reject(new Error(data.failed)) : resolve(data);
      worker.onerror = (event) => reject(new Error(event.message || 'worker'));
      worker.postMessage(question);
    });
  try {
    await ask({ format, head });
    let read = 0;
    for await (const rows of source.read(signal)) {
      await ask({ rows });
      read += rows.length;
      at(read / source.total);
    }
    at(null);
    const answer = await ask({ end: true });
    if (!('made' in answer)) throw new Error('worker');
    return answer.made;
  } finally {
    worker.terminate();
  }
}

/** A title as the name of a file. */
export function fileName(title: string): string {
  const day = new Date().toISOString().slice(0, 10);
  return `${title.replace(/[\\/:*?"<>|\s]+/g, '-').replace(/^-|-$/g, '') || 'zhunxing'}-${day}`;
}
