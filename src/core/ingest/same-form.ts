import type { Double, Form } from '#core/model/form.ts';
import type { ReadingNote } from '#core/model/note.ts';
import type { Source } from '#core/model/source.ts';
import { short } from './notes.ts';

/** Which of several forms of one project and year counts: all of them, the newest file's, or the one of this id. */
export type Choice = 'both' | 'newer' | (string & {});
/** Choices by `Double.key`; `default` holds for all others. */
export type Choices = Record<string, Choice>;

/**
 * Groups forms of the same project, year, kind and unit, and leaves out those that were not chosen. Without a choice all count, and each
 * after the first that prints the same money carries D11: its money may be counted twice. `modified` gives a file's time, if known.
 */
export function settleDoubles(
  forms: Form[],
  choices: Choices,
  modified: (form: Form) => number | null,
): { forms: Form[]; doubles: Double[] } {
  const groups = new Map<string, Form[]>();
  for (const form of forms) {
    const key = keyOf(form);
    const group = groups.get(key);
    if (group) group.push(form);
    else groups.set(key, [form]);
  }
  const doubles: Double[] = [];
  const out = new Set<Form>();
  for (const [key, group] of groups) {
    if (group.length < 2) continue;
    const kept = keptOf(group, choices[key] ?? choices.default ?? 'both', modified);
    for (const form of group) if (kept && form !== kept) out.add(form);
    if (!kept) noteSameMoney(group);
    doubles.push({
      key,
      project: group[0]!.project.name,
      year: group[0]!.year,
      forms: group.map((form) => ({
        id: form.id,
        file: form.source.file,
        line: form.source.line,
        annual: form.funding.annual,
        indicators: form.indicators.length,
        modified: modified(form),
        counted: !kept || form === kept,
      })),
    });
  }
  return { forms: out.size > 0 ? forms.filter((form) => !out.has(form)) : forms, doubles };
}

const keyOf = ({ kind, year, project }: Form) =>
  JSON.stringify([kind, year, project.name, project.department, project.unit]);

/** The one form that counts, or `null` when all do. */
function keptOf(
  group: readonly Form[],
  choice: Choice,
  modified: (form: Form) => number | null,
): Form | null {
  if (choice === 'both') return null;
  const chosen = group.find((form) => form.id === choice);
  if (choice !== 'newer') return chosen ?? null;
  return group.reduce((best, form) => ((modified(form) ?? 0) >= (modified(best) ?? 0) ? form : best));
}

function noteSameMoney(group: readonly Form[]): void {
  const seen = new Map<number, Form>();
  for (const form of group) {
    const { annual } = form.funding;
    if (annual === null) continue;
    const earlier = seen.get(annual);
    if (!earlier) {
      seen.set(annual, form);
      continue;
    }
    form.notes.push(sameMoneyNote(form.project.name, form.source, earlier.source));
  }
}

/** The note on a form that prints the project, year, unit and money of an earlier one. */
export function sameMoneyNote(
  project: string,
  source: Source,
  earlier: Pick<Source, 'file' | 'line'>,
): ReadingNote {
  const at = `${earlier.file}:${earlier.line ?? 1}`;
  const name = short(project);
  return {
    code: 'D11',
    part: 'head',
    message: `第 ${source.line} 行：“${name}”与 ${at} 的表年度、单位、资金都相同，可能是同一张表，资金或已重复计入。`,
    messageEn: `Line ${source.line}: "${name}" has the year, unit and money of the form at ${at}; it may be the same form, its money counted twice.`,
    text: null,
    source,
  };
}
