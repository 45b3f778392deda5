import { NOTE_CODES } from '#core/model/note.ts';
import type { Finding } from '#core/model/finding.ts';
import { countOpen, type FindingPage, type ReportInput } from './report.ts';

/** The run as `zhunxing/run@1`: keys may be added, never renamed. Money in yuan. */
export async function* runJson(input: ReportInput): AsyncGenerator<string> {
  yield* jsonWithList(runDocument(input), FINDINGS, input.findings.pages());
}

/** A document as JSON, `made` of each page standing in its one array named `list`, which is empty in the document. */
export async function* jsonWithList(
  document: object,
  list: string,
  pages: AsyncIterable<FindingPage>,
  made: (finding: Finding) => object = (finding) => finding,
): AsyncGenerator<string> {
  const text = JSON.stringify(document, null, 2) + '\n';
  const place = new RegExp(`^( *)"${list}": \\[\\]`, 'm').exec(text)!;
  const open = place.index + place[0].length - 1;
  yield text.slice(0, open);
  const indent = `\n${place[1]}`;
  let first = true;
  for await (const { findings } of pages) {
    const parts = findings.map((finding) => {
      const lead = first ? indent : `,${indent}`;
      first = false;
      return `${lead}  ${JSON.stringify(made(finding), null, 2).replaceAll('\n', `${indent}  `)}`;
    });
    yield parts.join('');
  }
  yield (first ? '' : indent) + text.slice(open);
}

const FINDINGS = 'findings';

/** The document that `runJson` prints, its findings still to come; what was hard to read (`notes`) stands apart from what was found. */
export function runDocument(input: ReportInput) {
  return {
    schema: 'zhunxing/run@1',
    at: input.at,
    version: input.version,
    language: input.language,
    rules: input.rules,
    lock: input.lock,
    data: input.data,
    outcomes: input.outcomes,
    [FINDINGS]: [] as Finding[],
    notes: input.notes.map((note) => ({
      code: note.code,
      id: NOTE_CODES[note.code].id,
      part: note.part,
      project: note.project,
      message: input.language === 'zh' ? note.message_zh : note.message_en,
      text: note.text,
      source: { file: note.source_file, line: note.source_line },
    })),
    waivers: input.waivers,
    summary: { ...input.summary, open: countOpen(input.findings.tally), years: input.years },
  };
}
