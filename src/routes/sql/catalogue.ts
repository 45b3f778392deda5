import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete';
import type { SQLNamespace } from '@codemirror/lang-sql';
import { SCOPES } from '#core/model/finding.ts';
import { FACTS, FACT_VIEWS } from '#core/store/facts.ts';
import type { SchemaColumn } from '#core/store/questions/schema-list.ts';
import type { Language } from '#lib/app/language.svelte.ts';
import { bare } from './lexed.ts';

/** What a column of a fact view is called; `''` for a column that is no fact. */
export function labelOf(table: string, column: string, language: Language): string {
  return factOf(table, column)?.[language] ?? '';
}

function factOf(table: string, column: string) {
  const scope = SCOPES.find((one) => FACT_VIEWS[one] === table);
  return scope && FACTS[scope][column];
}

const FUNCTIONS: Record<string, string> = {
  count: 'count(*)',
  sum: 'sum(…)',
  avg: 'avg(…)',
  median: 'median(…)',
  min: 'min(…)',
  max: 'max(…)',
  arg_max: 'arg_max(what, by)',
  round: 'round(x, 2)',
  coalesce: 'coalesce(a, b)',
  contains: 'contains(text, part)',
  regexp_matches: 'regexp_matches(text, pattern)',
  list_contains: 'list_contains(list, one)',
  string_agg: "string_agg(text, '、')",
  any_value: 'any_value(…)',
  len: 'len(list)',
  left: 'left(text, n)',
};

/** Tables with their columns, for completion after `table.` and after FROM. */
export function namespaceOf(columns: readonly SchemaColumn[], language: Language): SQLNamespace {
  const tables: Record<string, { self: Completion; children: Completion[] }> = {};
  for (const one of columns)
    (tables[one.table] ??= {
      self: { label: one.table, type: 'type', boost: 2 },
      children: [],
    }).children.push(completionOf(one, language));
  return tables;
}

/** Completes bare names: the columns of the tables that the statement names (of all, when it names none), and functions. */
export function completerOf(columns: readonly SchemaColumn[], language: Language) {
  const tables = [...new Set(columns.map((one) => one.table))];
  return (context: CompletionContext): CompletionResult | null => {
    const word = context.matchBefore(/[\p{L}_][\p{L}\p{N}_]*/u);
    if (!word && !context.explicit) return null;
    const before = context.state.sliceDoc(
      Math.max(0, (word?.from ?? context.pos) - 1),
      word?.from ?? context.pos,
    );
    if (before === '.' || before === ':') return null;
    const words = bare(context.state.doc.toString());
    const named = tables.filter((table) => new RegExp(`\\b${table}\\b`).test(words));
    const seen = new Set<string>();
    const options = columns
      .filter((one) => named.length === 0 || named.includes(one.table))
      .filter((one) => !seen.has(one.column) && seen.add(one.column))
      .map((one) => completionOf(one, language));
    const calls = Object.entries(FUNCTIONS).map(([name, detail]): Completion => ({
      label: name,
      apply: `${name}(`,
      detail,
      type: 'function',
      boost: -1,
    }));
    return {
      from: word?.from ?? context.pos,
      options: [...options, ...calls],
      validFor: /^[\p{L}\p{N}_]*$/u,
    };
  };
}

function completionOf({ table, column, type }: SchemaColumn, language: Language): Completion {
  const fact = factOf(table, column);
  return {
    label: column,
    type: 'property',
    detail: fact?.[language] ?? type.toLowerCase(),
    ...(fact && language === 'zh' && fact.meaning !== fact.zh ? { info: fact.meaning } : {}),
    boost: 1,
  };
}
