import { findingHeader, findingRows } from './csv.ts';
import { oneLine } from './plain-text.ts';
import { MOST_LISTED, shownOf, type ReportInput } from './report.ts';
import { noteHeader, noteRows, outcomeHeader, outcomeRows, summaryRows } from './summary-rows.ts';
import { WORDS } from './words.ts';

/** The run as GitHub-flavoured Markdown; text of the forms is escaped and can be neither markup nor HTML. */
export function findingMarkdown(input: ReportInput): string {
  const word = (name: keyof typeof WORDS) => WORDS[name][input.language];
  const facts = summaryRows(input).map(
    ([label, value]) => `- ${markdownText(label)}: ${markdownText(String(value))}`,
  );
  return [
    `# ${word('title')}`,
    facts.join('\n'),
    `## ${word('findings')} (${word('shown')} ${shownOf(input, MOST_LISTED.page)})`,
    input.findings.length
      ? markdownTable(findingHeader(input), findingRows(input, MOST_LISTED.page))
      : word('none'),
    `## ${word('outcomes')}`,
    markdownTable(outcomeHeader(input), outcomeRows(input)),
    ...(input.notes.length ? [`## ${word('notes')}`, markdownTable(noteHeader(input), noteRows(input))] : []),
    '',
  ].join('\n\n');
}

/** A table of Markdown; its cells can be neither markup nor HTML. */
export function markdownTable(
  header: readonly string[],
  rows: readonly (readonly (string | number | null)[])[],
): string {
  const line = (cells: readonly (string | number | null)[]) =>
    `| ${cells.map((cell) => markdownText(cell === null ? '' : String(cell))).join(' | ')} |`;
  return [line(header), `|${' --- |'.repeat(header.length)}`, ...rows.map(line)].join('\n');
}

/** A text as text of Markdown, on one line. */
export function markdownText(text: string): string {
  return oneLine(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/[\\`*_{}[\]|#~!]/g, '\\$&');
}
