import type { Form } from '#core/model/form.ts';
import { goalClauses, goalHasQuantity, normaliseGoal } from '#core/model/goal.ts';
import type { NotePart } from '#core/model/note.ts';
import { remember } from '#core/model/remember.ts';
import type { Cell } from './arrow.ts';

/** The columns of table `project`, one cell a form, in the order of the forms. */
export function projectColumns(forms: readonly Form[]): Record<string, Cell[]> {
  const of = (cell: (form: Form, index: number) => Cell): Cell[] => forms.map(cell);
  const goalNorm = remember((goal) => normaliseGoal(goal) || null);
  const clauses = remember(goalClauses);
  const hasQuantity = remember(goalHasQuantity);
  const noted = (part: NotePart) => of((form) => form.notes.some((note) => note.part === part));
  return {
    form_id: of((form) => form.id),
    form_order: of((_, index) => index + 1),
    kind: of((form) => form.kind),
    year: of((form) => form.year),
    name: of((form) => form.project.name),
    code: of((form) => form.project.code),
    nature: of((form) => form.project.nature),
    category: of((form) => form.project.category),
    department: of((form) => form.project.department),
    unit: of((form) => form.project.unit),
    start_date: of((form) => form.project.start),
    end_date: of((form) => form.project.end),
    money_unit: of((form) => form.funding.unit),
    total: of((form) => form.funding.total),
    total_fiscal: of((form) => form.funding.totalFiscal),
    total_other: of((form) => form.funding.totalOther),
    annual: of((form) => form.funding.annual),
    fiscal: of((form) => form.funding.fiscal),
    carried_over: of((form) => form.funding.carriedOver),
    other: of((form) => form.funding.other),
    executed: of((form) => form.funding.executed),
    goal_overall: of((form) => form.goals.overall),
    goal_annual: of((form) => form.goals.annual),
    goal_norm: of((form) => goalNorm(form.goals.annual ?? '')),
    goal_clauses: of((form) => clauses(form.goals.annual ?? '')),
    goal_has_quantity: of((form) => hasQuantity(form.goals.annual ?? '')),
    goal_noted: noted('goal'),
    funding_noted: noted('funding'),
    head_noted: noted('head'),
    table_noted: noted('table'),
    notes: of((form) => [...new Set(form.notes.map((note) => note.code))].sort()),
    source_file: of((form) => form.source.file),
    source_line: of((form) => form.source.line ?? form.source.row),
    goal_line: of((form) => form.places.goal?.line ?? form.places.goal?.row ?? null),
    funding_line: of((form) => form.places.funding?.line ?? form.places.funding?.row ?? null),
    dates_line: of((form) => form.places.dates?.line ?? form.places.dates?.row ?? null),
  };
}
