import { version } from '$app/environment';
import { evidenceRows } from '#core/audit/evidence.ts';
import { reportInput } from '#core/audit/report-input.ts';
import { REPORTS, type Format } from '#core/report/formats.ts';
import { countFindings, type FindingPage, type FindingPages } from '#core/report/report.ts';
import type { ResolvedSet } from '#core/rules/resolve.ts';
import type { Run } from '#core/rules/run.ts';
import type { Waiver } from '#core/rules/waiver.ts';
import type { Connector } from '#core/store/connector.ts';
import type { Language } from '#lib/app/language.svelte.ts';
import type { Work } from '#lib/app/toasts.svelte.ts';
import { breathe } from '#lib/duckdb/breathe.ts';
import type { Contents } from '#lib/ingest/contents.ts';
import { download } from '#lib/ui/download.ts';
import type { ExportAnswer, ExportQuestion, ExportTask } from './export-worker.ts';
import workerUrl from './export-worker.ts?worker&url';

/** The formats that the page offers, the one people open first in front; `bundle` is the audit bundle that `zhunxing verify` reproduces. */
export const OFFERED = ['xlsx', 'csv', 'html', 'md', 'json', 'sarif', 'junit', 'bundle'] as const satisfies (
  Format | 'bundle'
)[];
export type Offered = (typeof OFFERED)[number];

/** The last run and what it ran on. */
export interface Exported {
  run: Run;
  set: ResolvedSet;
  /** ISO time of the run. */
  at: string;
  contents: Contents;
  waivers: readonly Waiver[];
  language: Language;
}

/** What a format's files end in. */
export function extensionOf(format: Offered): string {
  return format === 'bundle' ? 'zip' : REPORTS[format].extension;
}

/** Writes the last run as the command line would, in a worker, and hands it to the browser's download. */
export async function exportFindings(
  db: Connector,
  format: Offered,
  { contents, ...judged }: Exported,
  work: Work,
): Promise<void> {
  const { sha256, forms, indicators } = contents;
  const { findings, ...input } = await reportInput(db, {
    ...judged,
    data: { sha256, forms, indicators },
    version,
    breathe() {
      work.signal.throwIfAborted();
      return breathe();
    },
  });
  const { set, waivers } = judged;
  const bundle = format === 'bundle' ? { set, waivers, evidence: await evidenceRows(db) } : null;
  const made = await writtenApart({ format, input, tally: findings.tally, bundle }, findings, work);
  const name = `zhunxing-${set.name}-${judged.at.slice(0, 10)}.${extensionOf(format)}`;
  download(name, made, format === 'bundle' ? 'application/zip' : REPORTS[format].mime);
}

/** Gives the worker the pages it asks for and says how far through them it is; the worker ends with the work. */
async function writtenApart(task: ExportTask, findings: FindingPages, { signal, at }: Work): Promise<Blob> {
  signal.throwIfAborted();
  const worker = new Worker(workerUrl, { type: 'module', name: 'export' });
  const ask = (question: ExportQuestion) =>
    new Promise<ExportAnswer>((resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
      worker.onmessage = ({ data }: MessageEvent<ExportAnswer>) => resolve(data);
      worker.onerror = (event) => reject(new Error(event.message || 'worker'));
      worker.postMessage(question);
    });
  const readings = new Map<number, AsyncIterator<FindingPage>>();
  const all = countFindings(findings);
  let read = 0;
  try {
    let answer = await ask({ task });
    while ('reading' in answer) {
      const { reading, want } = answer;
      const pages = readings.get(reading) ?? findings.pages(want)[Symbol.asyncIterator]();
      readings.set(reading, pages);
      const next = await pages.next();
      const page = next.done ? null : next.value;
      read += page?.findings.length ?? 0;
      const of = Math.min(all, want.most ?? all);
      at(read < of ? read / of : null);
      answer = await ask({ page });
    }
    if ('failed' in answer) throw new Error(answer.failed);
    return answer.made;
  } finally {
    worker.terminate();
  }
}
