import type { Portfolio } from '#core/model/form.ts';
import type { InputFile, ReadResult } from './input.ts';
import { readFile } from './read-file.ts';
import { noteSameForms } from './same-form.ts';
import { noteSharedGoals } from './shared-goal.ts';

/**
 * Reads files into one portfolio; the same bytes twice count once. A file that cannot be read gets an `error` in its report and the others are still read.
 * @throws the signal's reason when aborted
 */
export async function read(
  files: Iterable<InputFile> | AsyncIterable<InputFile>,
  options: { onProgress?(done: { file: string; index: number }): void; signal?: AbortSignal } = {},
): Promise<ReadResult> {
  const portfolio: Portfolio = {
    schema: 'zhunxing/portfolio@1',
    forms: [],
    notes: [],
    coverage: { cells: 0, placed: 0, noted: 0 },
    files: [],
  };
  const result: ReadResult = { portfolio, lines: [] };
  const earlier = new Map<string, string>();
  let index = 0;
  for await (const file of files) {
    if (options.signal?.aborted) throw options.signal.reason;
    const { report, forms, notes, lines } = readFile(file, earlier);
    portfolio.files.push(report);
    for (const note of notes) portfolio.notes.push(note);
    for (const form of forms) portfolio.forms.push(form);
    for (const line of lines) result.lines.push(line);
    for (const key of ['cells', 'placed', 'noted'] as const) portfolio.coverage[key] += report.coverage[key];
    options.onProgress?.({ file: file.name, index: index++ });
  }
  noteSharedGoals(portfolio.forms);
  noteSameForms(portfolio.forms);
  for (const form of portfolio.forms) for (const note of form.notes) portfolio.notes.push(note);
  return result;
}
