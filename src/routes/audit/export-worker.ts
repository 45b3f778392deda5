import { auditBundle } from '#core/audit/bundle.ts';
import type { EvidenceRow } from '#core/audit/evidence.ts';
import { REPORTS, type Format } from '#core/report/formats.ts';
import type { FindingPage, FindingPages, ReportInput, Wanted } from '#core/report/report.ts';
import type { ResolvedSet } from '#core/rules/resolve.ts';
import type { Waiver } from '#core/rules/waiver.ts';

/** A run to be written: all that a report prints but the findings, which are asked for page by page. */
export interface ExportTask {
  format: Format | 'bundle';
  input: Omit<ReportInput, 'findings'>;
  tally: FindingPages['tally'];
  /** What an audit bundle holds besides. */
  bundle: { set: ResolvedSet; waivers: readonly Waiver[]; evidence: Record<string, EvidenceRow[]> } | null;
}

/** The task, then the pages that were asked for; `null` after the last one. */
export type ExportQuestion = { task: ExportTask } | { page: FindingPage | null };

/** The next page of a reading is asked for, readings being counted; or the file is made. */
export type ExportAnswer = { reading: number; want: Wanted } | { made: Blob } | { failed: string };

const say = (answer: ExportAnswer) => self.postMessage(answer);
let arrived: (page: FindingPage | null) => void = () => {};
let readings = 0;

async function* pages(want: Wanted = {}): AsyncGenerator<FindingPage> {
  const reading = (readings += 1);
  for (;;) {
    const page = await new Promise<FindingPage | null>((resolve) => {
      arrived = resolve;
      say({ reading, want });
    });
    if (!page) return;
    yield page;
  }
}

async function written({ format, input, tally, bundle }: ExportTask): Promise<Blob> {
  const all: ReportInput = { ...input, findings: { tally, pages } };
  if (format === 'bundle') {
    const { set, waivers, evidence } = bundle!;
    return new Blob([(await auditBundle(evidence, all, set, waivers)) as BlobPart]);
  }
  // Pieces leave the worker's memory as they are made.
  const pieces: Blob[] = [];
  for await (const piece of REPORTS[format].render(all)) pieces.push(new Blob([piece as BlobPart]));
  return new Blob(pieces);
}

self.addEventListener('message', ({ data }: MessageEvent<ExportQuestion>) => {
  if ('page' in data) arrived(data.page);
  else
    written(data.task).then(
      (made) => say({ made }),
      (error: unknown) => say({ failed: error instanceof Error ? error.message : String(error) }),
    );
});
