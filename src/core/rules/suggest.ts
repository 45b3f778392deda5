import patterns from '#data/patterns.json' with { type: 'json' };
import type { Connector } from '#core/store/connector.ts';
import { similarWordings, type SimilarWording } from '#core/store/questions/similar-wordings.ts';
import { FACTS, FACT_VIEWS } from '#core/store/facts.ts';
import { identifier } from '#core/store/sql.ts';
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
  year: number | null;
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

interface Row extends Omit<SuggestionRow, 'problems' | 'changes' | 'pattern' | 'peers'> {
  level1: string | null;
  strength: string;
  form_order: number;
  rules: string[];
}

export interface SuggestOptions {
  language?: Language;
  /** Only these rows of the list; default all. */
  page?: { from: number; most: number };
  /** Rows with all their facts that are held at once; default 1,000. */
  slice?: number;
  /** Called after each row. */
  onProgress?(done: { rows: number; of: number }): void;
  signal?: AbortSignal;
  breathe?(): Promise<void> | undefined;
}

const OPEN = `SELECT record, list(DISTINCT rule ORDER BY rule) AS rules FROM finding WHERE scope = 'indicator' AND NOT waived GROUP BY record`;

/** How many indicators have a suggestion, and of how many forms. */
export async function suggestionCount(
  db: Connector,
  options: { signal?: AbortSignal } = {},
): Promise<{ rows: number; forms: number }> {
  const [counts] = await db.query<{ rows: number; forms: number }>(
    `SELECT CAST(count(*) AS DOUBLE) AS rows, CAST(count(DISTINCT form_id) AS DOUBLE) AS forms
FROM ${FACT_VIEWS.indicator} f SEMI JOIN (${OPEN}) r ON r.record = f.record`,
    options,
  );
  return counts!;
}

/** Suggestions for every indicator with an open finding of the last run, in the order of the forms. `rules` are those that ran. */
export async function suggestions(
  db: Connector,
  rules: readonly ResolvedRule[],
  { language = 'zh', page, slice = 1_000, onProgress, signal, breathe }: SuggestOptions = {},
): Promise<SuggestionRow[]> {
  const options = signal ? { signal } : {};
  const all = (await suggestionCount(db, options)).rows;
  const from = page?.from ?? 0;
  const to = page ? Math.min(all, page.from + page.most) : all;
  const facts = Object.keys(FACTS.indicator).map((fact) => `f.${identifier(fact)}`);
  const open = (columns: string, rest: string) =>
    `SELECT ${columns} FROM ${FACT_VIEWS.indicator} f JOIN (${OPEN}) r ON r.record = f.record ${rest}`;
  const columns = `f.record, f.form_id, ${facts.join(', ')}, f.form_order, f.source_file, f.source_line, f.noted AS check_original, r.rules`;
  const peers = new Map<string, SimilarWording[]>();
  const among = open(
    'f.record',
    `ORDER BY f.form_order, f.ordinal LIMIT ${Math.max(0, to - from)} OFFSET ${from}`,
  );
  for (const one of await similarWordings(db, among, 3, options))
    peers.set(one.record, [...(peers.get(one.record) ?? []), one]);
  const known = new Map(rules.map((resolved) => [resolved.rule.id, resolved]));
  const own = rules.filter(({ rule }) => rule.scope === 'indicator');
  const made: SuggestionRow[] = [];
  for (let last: Row | undefined; made.length < to - from;) {
    const after = last ? `WHERE (f.form_order, f.ordinal) > (${last.form_order}, ${last.ordinal})` : '';
    const most = Math.min(slice, to - from - made.length);
    const rows = await db.query<Row & Facts>(
      open(columns, `${after} ORDER BY f.form_order, f.ordinal LIMIT ${most} OFFSET ${last ? 0 : from}`),
      options,
    );
    last = rows.at(-1);
    if (!last) break;
    for (const row of rows) {
      const problems = row.rules.flatMap((id) => known.get(id) ?? []);
      const changes = new Set<string>();
      for (const { rule, params } of problems) {
        await breathe?.();
        signal?.throwIfAborted();
        const change = await smallestChange(rule, params, row, own);
        if (change)
          changes.add(change.edits.map((edit) => edit[language]).join(language === 'zh' ? '；' : '; '));
      }
      made.push({
        record: row.record,
        form_id: row.form_id,
        ordinal: row.ordinal,
        project: row.project,
        department: row.department,
        year: row.year,
        level2: row.level2,
        name: row.name,
        raw: row.raw,
        source_file: row.source_file,
        source_line: row.source_line,
        check_original: row.check_original,
        problems: problems.map(({ rule }) => ({
          rule: rule.id,
          code: rule.code,
          title: rule.title[language],
        })),
        changes: [...changes],
        pattern: patternFor(row)[language],
        peers: peers.get(row.record) ?? [],
      });
      onProgress?.({ rows: made.length, of: to - from });
    }
  }
  return made;
}

/** How a target is best written by its place in the scheme; for a direction without a figure, by its history. */
export function patternFor(row: {
  level1: string | null;
  level2: string | null;
  strength: string;
}): Record<Language, string> {
  const fits = patterns.find(
    (one) =>
      (one.level1 === undefined || one.level1 === row.level1) &&
      (one.level2 === undefined || one.level2 === row.level2) &&
      (one.strength === undefined || one.strength === row.strength),
  );
  const { zh, en } = fits ?? patterns.at(-1)!;
  return { zh, en };
}
