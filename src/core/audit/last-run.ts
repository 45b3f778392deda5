import type { Side } from '#core/compare/comparison.ts';
import type { ComparedFinding } from '#core/compare/findings.ts';
import type { Outcome } from '#core/model/finding.ts';
import type { Language } from '#core/report/report.ts';
import { lockOf } from '#core/rules/lock.ts';
import type { ResolvedSet } from '#core/rules/resolve.ts';
import type { Connector } from '#core/store/connector.ts';
import type { FindingRow } from '#core/store/questions/finding-list.ts';
import { sourceFiles } from '#core/store/questions/source-files.ts';
import { targetRows } from '#core/store/questions/target-rows.ts';

/** The run whose findings stand in the tables, as one side of a comparison. `version` is the product's. */
export async function lastRun(
  db: Connector,
  of: {
    set: ResolvedSet;
    at: string;
    sha256: string;
    outcomes: readonly Outcome[];
    language: Language;
    version: string;
  },
): Promise<Omit<Side, 'name'>> {
  const { set, at, sha256, outcomes, language, version } = of;
  const rows = await db.query<FindingRow & { message: string }>(
    `SELECT rule, code, severity, scope, project, record, indicator, raw, message_${language} AS message, fingerprint, waived,
       source_file, source_line FROM finding ORDER BY finding_order`,
  );
  const findings = rows.map(({ source_file, source_line, ...row }): ComparedFinding => ({
    ...row,
    source: { file: source_file ?? '', line: source_line, row: null },
  }));
  return {
    at,
    run: {
      rules: { set: set.name, version: set.version },
      data: { sha256, files: await sourceFiles(db) },
      lock: lockOf(set, version),
      outcomes: outcomes.map(({ rule, severity }) => ({ rule, severity })),
      findings,
    },
    targets: await targetRows(db),
  };
}
