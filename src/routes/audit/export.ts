import { version } from '$app/environment';
import { REPORTS, type Format } from '#core/report/formats.ts';
import type { ReportInput } from '#core/report/report.ts';
import type { ResolvedSet } from '#core/rules/resolve.ts';
import { readFindings } from '#core/rules/finding-read.ts';
import { reportWaivers } from '#core/rules/waiver.ts';
import type { Run } from '#core/rules/run.ts';
import type { Connector } from '#core/store/connector.ts';
import { noteList } from '#core/store/questions/note-list.ts';
import { portfolioSummary } from '#core/store/questions/portfolio-summary.ts';
import type { Language } from '#lib/app/language.svelte.ts';
import { breathe } from '#lib/duckdb/breathe.ts';
import type { Contents } from '#lib/ingest/contents.ts';
import type { KeptWaiver } from '#lib/app/waivers.svelte.ts';
import { download } from '#lib/ui/download.ts';

/** The formats that the page offers, the one people open first in front. */
export const OFFERED = ['xlsx', 'csv', 'html', 'md', 'json', 'sarif', 'junit'] as const satisfies Format[];

export interface Exported {
  run: Run;
  set: ResolvedSet;
  contents: Contents;
  waivers: readonly KeptWaiver[];
  language: Language;
}

/** Renders the last run as the command line would and hands it to the browser's download. */
export async function exportFindings(db: Connector, format: Format, given: Exported): Promise<void> {
  const report = REPORTS[format];
  const at = new Date().toISOString();
  const rendered = await report.render(await inputOf(db, given, at));
  const name = `zhunxing-${given.run.set.name}-${at.slice(0, 10)}.${report.extension}`;
  download(name, typeof rendered === 'string' ? rendered : new Uint8Array(rendered), report.mime);
}

async function inputOf(db: Connector, given: Exported, at: string): Promise<ReportInput> {
  const { run, set, contents, language } = given;
  const findings = await readFindings(db, set.rules, { language, breathe });
  return {
    language,
    at,
    version,
    rules: { set: run.set.name, version: run.set.version },
    ruleInfo: new Map(set.rules.map(({ rule }) => [rule.id, rule])),
    data: { sha256: contents.sha256, forms: contents.forms, indicators: contents.indicators },
    outcomes: run.outcomes,
    findings,
    notes: await noteList(db),
    summary: await portfolioSummary(db),
    waivers: reportWaivers(given.waivers, at, new Set(findings.map((finding) => finding.fingerprint))),
  };
}
