import patterns from '#data/patterns.json' with { type: 'json' };
import type { Connector } from '#core/store/connector.ts';
import { similarWordings, type SimilarWording } from '#core/store/questions/similar-wordings.ts';
import { FACTS, FACT_VIEWS } from '#core/store/facts.ts';
import { identifier, literal } from '#core/store/sql.ts';
import type { Language } from './message.ts';
import type { Facts } from './reprint.ts';
import type { ResolvedRule } from './resolve.ts';
import { smallestChange } from './smallest-change.ts';

/** One indicator that a department is asked to look at again, with how it could be written. Nothing is applied by itself. */
export interface SuggestionRow {
  record: string;
  form_id: string;
  ordinal: number;
  project: string;
  department: string | null;
  level2: string | null;
  name: string;
  raw: string | null;
  source_file: string | null;
  source_line: number | null;
  /** The reader had trouble with the row: the original comes first. */
  check_original: boolean;
  /** What is found of it: codes and titles of the rules. */
  problems: { rule: string; code: string; title: string }[];
  /** The smallest changes that clear these findings, each once. */
  changes: string[];
  /** How a target of its kind is best written. */
  pattern: string;
  /** How other projects write it. */
  peers: SimilarWording[];
}

/** Changes are worked out for so many findings; further ones keep pattern and peers. */
const MOST_CHANGES = 2_000;

interface Row extends Omit<SuggestionRow, 'problems' | 'changes' | 'pattern' | 'peers'> {
  level1: string | null;
  strength: string;
  rules: string[];
}

export interface SuggestOptions {
  language?: Language;
  /** Only this form. */
  formId?: string;
  signal?: AbortSignal;
  breathe?(): Promise<void> | undefined;
}

const OPEN = `SELECT DISTINCT record FROM finding WHERE scope = 'indicator' AND NOT waived`;

/** Suggestions for every indicator with an open finding of the last run, in the order of the forms. `rules` are those that ran. */
export async function suggestions(
  db: Connector,
  rules: readonly ResolvedRule[],
  { language = 'zh', formId, signal, breathe }: SuggestOptions = {},
): Promise<SuggestionRow[]> {
  const options = signal ? { signal } : {};
  const only = formId === undefined ? '' : ` AND form_id = ${literal(formId)}`;
  const facts = Object.keys(FACTS.indicator).map((fact) => `f.${identifier(fact)}`);
  const rows = await db.query<Row & Facts>(
    `SELECT f.record, f.form_id, ${facts.join(', ')}, f.source_file, f.source_line, f.noted AS check_original, r.rules
FROM ${FACT_VIEWS.indicator} f JOIN (SELECT record, list(DISTINCT rule ORDER BY rule) AS rules FROM finding
  WHERE scope = 'indicator' AND NOT waived${only} GROUP BY record) r ON r.record = f.record ORDER BY f.form_order, f.ordinal`,
    options,
  );
  const peers = new Map<string, SimilarWording[]>();
  for (const one of await similarWordings(db, OPEN + only, 3, options))
    peers.set(one.record, [...(peers.get(one.record) ?? []), one]);
  const known = new Map(rules.map((resolved) => [resolved.rule.id, resolved]));
  const own = rules.filter(({ rule }) => rule.scope === 'indicator');
  const made: SuggestionRow[] = [];
  let worked = 0;
  for (const row of rows) {
    signal?.throwIfAborted();
    const problems = row.rules.flatMap((id) => {
      const rule = known.get(id)?.rule;
      return rule ? [{ rule: id, code: rule.code, title: rule.title[language] }] : [];
    });
    const changes = new Set<string>();
    for (const { rule: id } of problems) {
      if (++worked > MOST_CHANGES) break;
      await breathe?.();
      const { rule, params } = known.get(id)!;
      const change = await smallestChange(rule, params, row, own);
      if (change) changes.add(change.edits.map((edit) => edit[language]).join(language === 'zh' ? '；' : '; '));
    }
    made.push({
      record: row.record,
      form_id: row.form_id,
      ordinal: row.ordinal,
      project: row.project,
      department: row.department,
      level2: row.level2,
      name: row.name,
      raw: row.raw,
      source_file: row.source_file,
      source_line: row.source_line,
      check_original: row.check_original,
      problems,
      changes: [...changes],
      pattern: patternFor(row)[language],
      peers: peers.get(row.record) ?? [],
    });
  }
  return made;
}

/** How a target is best written by its place in the scheme; for a direction without a figure, by its history. */
export function patternFor(row: { level1: string | null; level2: string | null; strength: string }): Record<Language, string> {
  const fits = patterns.find(
    (one) =>
      (one.level1 === undefined || one.level1 === row.level1) &&
      (one.level2 === undefined || one.level2 === row.level2) &&
      (one.strength === undefined || one.strength === row.strength),
  );
  const { zh, en } = fits ?? patterns.at(-1)!;
  return { zh, en };
}
