import type { Form } from '#core/model/form.ts';
import { short } from './notes.ts';

/** Adds D11 to a form that prints the project, year, unit and money of an earlier one: it may be the same form, counted twice. */
export function noteSameForms(forms: readonly Form[]): void {
  const seen = new Map<string, Form>();
  for (const form of forms) {
    const { project, funding, kind, year } = form;
    if (funding.annual === null) continue;
    const key = JSON.stringify([kind, year, project.name, project.department, project.unit, funding.annual]);
    const earlier = seen.get(key);
    if (!earlier) {
      seen.set(key, form);
      continue;
    }
    const at = `${earlier.source.file}:${earlier.source.line ?? 1}`;
    form.notes.push({
      code: 'D11',
      part: 'head',
      message: `第 ${form.source.line} 行：“${short(project.name)}”与 ${at} 的表年度、单位、资金都相同，可能是同一张表，资金或已重复计入。`,
      messageEn: `Line ${form.source.line}: "${short(project.name)}" has the year, unit and money of the form at ${at}; it may be the same form, its money counted twice.`,
      text: null,
      source: form.source,
    });
  }
}
