import { NOTE_CODES } from '#core/model/note.ts';
import { countOpen, type ReportInput } from './report.ts';

/** The run as `zhunxing/run@1`: keys may be added, never renamed. Money in yuan. */
export function runJson(input: ReportInput): string {
  return JSON.stringify(runDocument(input), null, 2) + '\n';
}

/** The document that `runJson` prints; what was hard to read (`notes`) stands apart from what was found. */
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
    findings: input.findings,
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
    summary: { ...input.summary, open: countOpen(input.findings) },
  };
}
