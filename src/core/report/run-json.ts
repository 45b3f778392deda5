import { countOpen, type ReportInput } from './report.ts';

/** The run as `zhunxing/run@1`: keys may be added, never renamed. Money in yuan. */
export function runJson(input: ReportInput): string {
  return JSON.stringify(runDocument(input), null, 2) + '\n';
}

/** The document that `runJson` prints. */
export function runDocument(input: ReportInput) {
  return {
    schema: 'zhunxing/run@1',
    at: input.at,
    version: input.version,
    language: input.language,
    rules: input.rules,
    data: input.data,
    outcomes: input.outcomes,
    findings: input.findings,
    waivers: input.waivers,
    summary: { ...input.summary, open: countOpen(input.findings) },
  };
}
