import { OTHER } from '#core/store/questions/compare-sides.ts';
import { t } from '#lib/i18n/t.ts';
import type { CodeMark } from '#lib/ui/code-editor.ts';
import { needsExtension, StatementRefused } from './statement.ts';

/** What went wrong with a statement, in words, and the line of `sent` that DuckDB names. */
export interface Failed {
  /** In the language of the moment. */
  title(): string;
  /** As DuckDB gave it, without the line that stands in the editor. */
  message: string;
  sent: string;
  line: number | null;
}

/** What DuckDB says most often, and what that is in words; the first group is what it is about, the second what is like it. */
const KNOWN = {
  column: /Referenced column "([^"]+)" not found in FROM clause!(?:\s+Candidate bindings: (.+))?/,
  table: /Table with name (\S+) does not exist!(?:\s+Did you mean "([^"]+)")?/,
  function:
    /(?:Scalar|Table|Aggregate|Macro)? ?Function with name (\S+) does not exist!(?:\s+Did you mean "([^"]+)")?/,
  syntax: /syntax error at or near "([^"]*)"/,
  group: /column "?([^"\s]+)"? must appear in the GROUP BY clause/,
  parameter: /(?:prepared statement )?parameters(?:: |, but none were supplied)/,
  convert: /Could not convert string '([^']*)'/,
} as const;

/** Tables that stand only while a portfolio is compared with another one. */
const OTHERS: readonly string[] = Object.values(OTHER);

function inWords(message: string): string | null {
  for (const [what, pattern] of Object.entries(KNOWN) as [keyof typeof KNOWN, RegExp][]) {
    const found = pattern.exec(message);
    if (!found) continue;
    if (what === 'table' && OTHERS.includes(found[1] ?? '')) return t('sql.failed.other');
    const like = found[2]?.replaceAll('"', '') ?? '';
    return t(`sql.failed.${what}`, { name: found[1] ?? '', any: like ? 'yes' : 'no', like });
  }
  return null;
}

export function failureOf(error: unknown, sent: string): Failed {
  if (error instanceof StatementRefused)
    return {
      title: () => t(`sql.refused.${error.refusal}`, { words: error.words }),
      message: '',
      sent,
      line: null,
    };
  const message = error instanceof Error ? error.message : String(error);
  if (needsExtension(message)) return { title: () => t('sql.extension'), message, sent, line: null };
  const line = /\bLINE (\d+):/.exec(message)?.[1];
  return {
    title: () => (inWords(message) ?? t('sql.failed')) + (line ? ` · ${t('sql.line', { line })}` : ''),
    message: message.replace(/\s*\bLINE \d+:[\s\S]*$/, ''),
    sent,
    line: line ? Number(line) : null,
  };
}

/** The line as a mark in the text it was sent from; `null` when the text is another by now. */
export function markOf({ sent, line, message }: Failed, text: string): CodeMark | null {
  const at = text.indexOf(sent);
  if (line === null || at < 0) return null;
  const lines = sent.split('\n');
  const from = at + lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
  return {
    from,
    to: from + (lines[line - 1]?.length ?? 0),
    severity: 'error',
    message: message.split('\n')[0]!,
  };
}
