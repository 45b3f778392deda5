import { version } from '$app/environment';
import { auditBundle } from '#core/audit/bundle.ts';
import { reportInput } from '#core/audit/report-input.ts';
import { REPORTS, type Format } from '#core/report/formats.ts';
import type { ResolvedSet } from '#core/rules/resolve.ts';
import type { Run } from '#core/rules/run.ts';
import type { Waiver } from '#core/rules/waiver.ts';
import type { Connector } from '#core/store/connector.ts';
import type { Language } from '#lib/app/language.svelte.ts';
import { breathe } from '#lib/duckdb/breathe.ts';
import type { Contents } from '#lib/ingest/contents.ts';
import { download } from '#lib/ui/download.ts';

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

/** Renders the last run as the command line would and hands it to the browser's download, unless it is stopped before. */
export async function exportFindings(
  db: Connector,
  format: Offered,
  given: Exported,
  signal?: AbortSignal,
): Promise<void> {
  const { contents, ...judged } = given;
  const { sha256, forms, indicators } = contents;
  const input = await reportInput(db, {
    ...judged,
    data: { sha256, forms, indicators },
    version,
    breathe() {
      signal?.throwIfAborted();
      return breathe();
    },
  });
  const parts: (string | Uint8Array)[] = [];
  if (format === 'bundle') parts.push(await auditBundle(db, input, given.set, given.waivers));
  else for await (const part of REPORTS[format].render(input)) parts.push(part);
  signal?.throwIfAborted();
  const name = `zhunxing-${given.set.name}-${given.at.slice(0, 10)}.${extensionOf(format)}`;
  const mime = format === 'bundle' ? 'application/zip' : REPORTS[format].mime;
  download(name, new Blob(parts as BlobPart[], { type: mime }), mime);
}
