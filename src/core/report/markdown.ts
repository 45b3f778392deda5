import { findingHeader, findingRows } from './csv.ts';
import { oneLine } from './plain-text.ts';
import { MOST_LISTED, shownOf, type ReportInput } from './report.ts';
import { noteHeader, noteRows, outcomeHeader, outcomeRows, summaryRows } from './summary-rows.ts';
import { WORDS } from './words.ts';

/** The run as GitHub-flavoured Markdown; text of the forms is escaped and can be neither markup nor HTML. */
export async function* findingMarkdown(input: ReportInput): AsyncGenerator<string> {
  const word = (name: keyof typeof WORDS) => WORDS[name][input.language];
  const facts = summaryRows(input).map(
    ([label, value]) => `- ${markdownText(label)}: ${markdownText(String(value))}`,
  );
  yield `# ${word('title')}\n\n${facts.join('\n')}\n\n`;
  yield `## ${word('findings')} (${word('shown')} ${shownOf(input, MOST_LISTED.page)})\n\n`;
  if (input.findings.tally.length === 0) yield word('none');
  else {
    yield markdownTable(findingHeader(input), []);
    for await (const page of input.findings.pages({ most: MOST_LISTED.page, bare: true }))
      yield findingRows(input, page)
        .map((row) => `\n${tableLine(row)}`)
        .join('');
  }
  yield [
    '',
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
  return [tableLine(header), `|${' --- |'.repeat(header.length)}`, ...rows.map(tableLine)].join('\n');
}

const tableLine = (cells: readonly (string | number | null)[]) =>
  `| ${cells.map((cell) => markdownText(cell === null ? '' : String(cell))).join(' | ')} |`;

/** A text as text of Markdown, on one line. */
export function markdownText(text: string): string {
  return oneLine(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/[\\`*_{}[\]|#~!]/g, '\\$&');
}
