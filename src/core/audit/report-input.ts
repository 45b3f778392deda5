import type { Language, ReportInput } from '#core/report/report.ts';
import { findingSlices } from '#core/rules/finding-read.ts';
import { lockOf } from '#core/rules/lock.ts';
import type { ResolvedSet } from '#core/rules/resolve.ts';
import type { Run } from '#core/rules/run.ts';
import { reportWaivers, type Waiver } from '#core/rules/waiver.ts';
import type { Connector } from '#core/store/connector.ts';
import { findingTally, metFingerprints } from '#core/store/questions/finding-tally.ts';
import { noteList } from '#core/store/questions/note-list.ts';
import { portfolioSummary, yearSummaries } from '#core/store/questions/portfolio-summary.ts';
import { sourceFiles } from '#core/store/questions/source-files.ts';

/** A run that has just filled the tables `finding` and `outcome`, and what it ran on. */
export interface Judged {
  run: Run;
  set: ResolvedSet;
  /** ISO time of the run. */
  at: string;
  waivers: readonly Waiver[];
  data: { sha256: string; forms: number; indicators: number };
  language: Language;
  /** The product's version. */
  version: string;
  breathe?(): Promise<void> | undefined;
}

/** All that a report prints of the last run, the same for the screen and the command line; findings are read from the database while they are written. */
export async function reportInput(db: Connector, judged: Judged): Promise<ReportInput> {
  const { run, set, at, waivers, language, version, data, breathe } = judged;
  const { sha256, forms, indicators } = data;
  return {
    language,
    at,
    version,
    rules: { set: set.name, version: set.version },
    ruleInfo: new Map(set.rules.map(({ rule }) => [rule.id, rule])),
    lock: lockOf(set, version),
    data: { sha256, forms, indicators, files: await sourceFiles(db) },
    outcomes: run.outcomes,
    findings: {
      tally: await findingTally(db),
      pages: (want) => findingSlices(db, set.rules, { ...want, language, breathe }),
    },
    notes: await noteList(db),
    summary: await portfolioSummary(db),
    years: await yearSummaries(db),
    waivers: reportWaivers(
      waivers,
      at,
      await metFingerprints(
        db,
        waivers.map(({ fingerprint }) => fingerprint),
      ),
    ),
  };
}
