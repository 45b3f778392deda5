import type { Form, Portfolio } from '#core/model/form.ts';
import type { ReadResult } from './input.ts';
import type { FileResult } from './read-file.ts';
import { ReadError, reportOf } from './read-error.ts';
import { settleDoubles, type Choices } from './same-form.ts';
import { noteSharedGoals } from './shared-goal.ts';

/**
 * Puts what single files gave together into one portfolio; the results stay as they are. `choices` says which of two forms of the same
 * project and year counts.
 */
export function assemble(results: Iterable<FileResult>, choices: Choices = {}): ReadResult {
  const portfolio: Portfolio = {
    schema: 'zhunxing/portfolio@1',
    forms: [],
    held: [],
    doubles: [],
    notes: [],
    coverage: { cells: 0, placed: 0, noted: 0 },
    files: [],
  };
  const lines: ReadResult['lines'] = [];
  const modified = new Map<Form, number | null>();
  const seen = new Map<string, string>();
  for (const result of results) {
    const { report, forms, held, notes, lines: printed } = once(result, seen);
    portfolio.files.push(report);
    for (const note of notes) portfolio.notes.push(note);
    for (const form of forms) {
      const own = { ...form, notes: [...form.notes] };
      portfolio.forms.push(own);
      modified.set(own, report.modified);
    }
    for (const form of held) portfolio.held.push(form);
    for (const line of printed) lines.push(line);
    for (const key of ['cells', 'placed', 'noted'] as const) portfolio.coverage[key] += report.coverage[key];
  }
  const { forms, doubles } = settleDoubles(portfolio.forms, choices, (form) => modified.get(form) ?? null);
  portfolio.forms = forms;
  portfolio.doubles = doubles;
  noteSharedGoals(portfolio.forms);
  for (const form of portfolio.forms) for (const note of form.notes) portfolio.notes.push(note);
  for (const form of portfolio.held) for (const note of form.notes) portfolio.notes.push(note);
  return { portfolio, lines };
}

/** A file's result, or, when the same bytes were met before, only the report that says so. */
function once(result: FileResult, seen: Map<string, string>): FileResult {
  const { report } = result;
  const same = seen.get(report.sha256);
  if (report.error?.code === 'same-file' || report.bytes === 0) return result;
  if (same === undefined) {
    seen.set(report.sha256, report.file);
    return result;
  }
  return {
    report: {
      ...report,
      forms: 0,
      held: 0,
      indicators: 0,
      coverage: { cells: 0, placed: 0, noted: 0 },
      error: reportOf(new ReadError('same-file', { file: same })),
    },
    forms: [],
    held: [],
    notes: [],
    lines: [],
  };
}
