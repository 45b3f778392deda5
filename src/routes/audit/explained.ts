import type { Connector } from '#core/store/connector.ts';
import type { FindingRow } from '#core/store/questions/finding-list.ts';
import { formIndicatorsSql, type FormIndicator } from '#core/store/questions/form-detail.ts';
import { noteList, type NoteRow } from '#core/store/questions/note-list.ts';
import {
  amongRecords,
  similarWordings,
  type SimilarWording,
} from '#core/store/questions/similar-wordings.ts';
import { sourceLines, type PrintedLine } from '#core/store/questions/source-lines.ts';
import { FACTS } from '#core/store/facts.ts';
import { perCase } from '#core/rules/cases.ts';
import { factsOf } from '#core/rules/condition.ts';
import { explainRecord, type Explanation } from '#core/rules/explain.ts';
import { remedyOf } from '#core/rules/remedy.ts';
import type { SmallestChange } from '#core/rules/smallest-change.ts';
import { relatedOf, type Related } from '#core/rules/related.ts';
import type { ResolvedRule } from '#core/rules/resolve.ts';

/** All that the right-hand pane says of one finding. */
export interface Explained {
  explanation: Explanation | null;
  /** The least that clears it, checked by running the rule again. */
  change: SmallestChange | null;
  lines: PrintedLine[];
  /** Reading notes on the parts of the form that the rule reads. */
  notes: NoteRow[];
  /** All rows of the form, where the rule counts over them. */
  rows: FormIndicator[];
  /** How others put a number to something alike. */
  peers: SimilarWording[];
  /** Other places of the same finding. */
  related: Related;
}

const AROUND = 2;

/** Asks the store for everything about one finding; `resolved` is its rule as the set runs it. */
export async function explained(
  db: Connector,
  finding: FindingRow,
  resolved: ResolvedRule | undefined,
  others: readonly ResolvedRule[],
): Promise<Explained> {
  const { source_file: file, source_line: line } = finding;
  const judged = resolved && (await caseOf(db, resolved, finding.record));
  const remedy = judged ? await remedyOf(db, judged, finding.record, others) : null;
  return {
    explanation: remedy?.explanation ?? null,
    change: remedy?.change ?? null,
    lines: file !== null && line !== null ? await sourceLines(db, file, line - AROUND, line + AROUND) : [],
    notes: finding.check_original && finding.form_id ? await notesOf(db, finding, resolved) : [],
    rows:
      finding.scope === 'project' && finding.form_id && countsRows(resolved)
        ? await db.query<FormIndicator>(formIndicatorsSql(finding.form_id))
        : [],
    peers: finding.scope === 'indicator' ? await similarWordings(db, amongRecords([finding.record])) : [],
    related: (resolved && (await relatedOf(db, resolved, [finding.record])).get(finding.record)) ?? [],
  };
}

/** The rule as it runs on a record: its case there, where the set treats records differently. */
async function caseOf(db: Connector, resolved: ResolvedRule, record: string): Promise<ResolvedRule> {
  for (const one of resolved.cases ? perCase(resolved) : []) {
    const explanation = await explainRecord(db, one.rule, one.params, record);
    if (explanation && explanation.answer !== 'notApplicable') return one;
  }
  return resolved;
}

function countsRows(resolved: ResolvedRule | undefined): boolean {
  const facts = resolved ? factsOf(resolved.rule.conditions) : [];
  return facts.some((fact) => FACTS.project[fact]?.about === 'none');
}

async function notesOf(
  db: Connector,
  finding: FindingRow,
  resolved: ResolvedRule | undefined,
): Promise<NoteRow[]> {
  const about = new Set(
    resolved
      ? factsOf(resolved.rule.conditions).map((fact) => FACTS[finding.scope][fact]?.about ?? 'none')
      : [],
  );
  const notes = await noteList(db, { formId: finding.form_id ?? '' });
  return notes.filter((note) =>
    note.part === 'row'
      ? note.source_line === finding.source_line && finding.scope === 'indicator'
      : note.part === 'form' || note.part === 'file' || about.has(note.part),
  );
}
