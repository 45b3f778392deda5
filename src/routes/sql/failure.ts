import { t } from '#lib/i18n/t.ts';
import type { CodeMark } from '#lib/ui/code-editor.ts';
import { needsExtension, StatementRefused } from './statement.ts';

/** What went wrong with a statement, in words, and the line of `sent` that DuckDB names. */
export interface Failed {
  title: string;
  message: string;
  sent: string;
  line: number | null;
}

export function failureOf(error: unknown, sent: string): Failed {
  if (error instanceof StatementRefused)
    return {
      title: t(`sql.refused.${error.refusal}`, { words: error.words }),
      message: '',
      sent,
      line: null,
    };
  const message = error instanceof Error ? error.message : String(error);
  if (needsExtension(message)) return { title: t('sql.extension'), message, sent, line: null };
  const line = /\bLINE (\d+):/.exec(message)?.[1];
  const where = line ? ` · ${t('sql.line', { line })}` : '';
  return { title: t('sql.failed') + where, message, sent, line: line ? Number(line) : null };
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
