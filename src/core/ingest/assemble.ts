import type { Form, Portfolio } from '#core/model/form.ts';
import type { ReadResult } from './input.ts';
import type { FileResult } from './read-file.ts';
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
  for (const { report, forms, held, notes, lines: printed } of results) {
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
