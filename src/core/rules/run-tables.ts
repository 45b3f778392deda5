import type { Outcome } from '#core/model/finding.ts';
import { arrowTable, type Cell } from '#core/store/arrow.ts';
import type { Connector } from '#core/store/connector.ts';
import type { Told } from './findings.ts';

/** Rows a time: all at once, half a million findings would stand in memory three times over. */
const ROWS_PER_INSERT = 50_000;
/** The same where the thread must be given back in between. */
const ROWS_PER_BREATH = 2_000;

/** Replaces the contents of the tables `outcome` and `finding`; `finding_order` counts from 1 in the order given. */
export async function storeRun(db: Connector, outcomes: readonly Outcome[], told: readonly Told[],
  breathe?: () => Promise<void> | undefined,
): Promise<void> {
  await db.query('DELETE FROM finding');
  await db.query('DELETE FROM outcome');
  if (outcomes.length > 0)
    await db.insert('outcome', arrowTable('outcome', outcomeColumns(outcomes), outcomes.length));
  const step = breathe ? ROWS_PER_BREATH : ROWS_PER_INSERT;
  for (let from = 0; from < told.length; from += step) {
    await breathe?.();
    const some = told.slice(from, from + step);
    await db.insert('finding', arrowTable('finding', findingColumns(some, from), some.length));
  }
}

function outcomeColumns(outcomes: readonly Outcome[]): Record<string, Cell[]> {
  return columns(outcomes, {
    rule: (o) => o.rule,
    code: (o) => o.code,
    severity: (o) => o.severity,
    review: (o) => o.review,
    scope: (o) => o.scope,
    checked: (o) => o.checked,
    flagged: (o) => o.flagged,
    not_applicable: (o) => o.notApplicable,
    errors: (o) => o.errors,
    waived: (o) => o.waived,
    money: (o) => o.money,
  });
}

function findingColumns(told: readonly Told[], before: number): Record<string, Cell[]> {
  return columns(told, {
    finding_order: (_, i) => before + i + 1,
    rule: ({ finding: f }) => f.rule,
    code: ({ finding: f }) => f.code,
    severity: ({ finding: f }) => f.severity,
    declared_severity: ({ finding: f }) => f.declaredSeverity,
    scope: ({ finding: f }) => f.scope,
    review: ({ finding: f }) => f.review,
    form_id: ({ finding: f }) => f.formId,
    record: ({ finding: f }) => f.record,
    project: ({ finding: f }) => f.project,
    indicator: ({ finding: f }) => f.indicator,
    raw: ({ finding: f }) => f.raw,
    money: ({ finding: f }) => f.money,
    message_zh: (t) => t.zh,
    message_en: (t) => t.en,
    check_original: ({ finding: f }) => f.checkOriginal,
    fingerprint: ({ finding: f }) => f.fingerprint,
    waived: ({ finding: f }) => f.waived,
    source_file: ({ finding: f }) => f.source.file,
    source_line: ({ finding: f }) => f.source.line,
  });
}

function columns<T>(
  rows: readonly T[],
  cells: Record<string, (row: T, i: number) => Cell>,
): Record<string, Cell[]> {
  return Object.fromEntries(Object.entries(cells).map(([name, cell]) => [name, rows.map(cell)]));
}
