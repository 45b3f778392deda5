import type { Form } from '#core/model/form.ts';
import type { Shown } from '#lib/ingest/desk.ts';

/** A form of the file, and whether it is held back. */
export interface FileForm {
  form: Form;
  held: boolean;
}

/** Every form of a file, held back or not, in the order printed. */
export function formsOf({ grids, forms, held }: Shown): FileForm[] {
  const order = new Map(grids.map(({ sheet }, i) => [sheet, i]));
  const all = [
    ...forms.map((form) => ({ form, held: false })),
    ...held.map((form) => ({ form, held: true })),
  ];
  const place = ({ form: { source } }: FileForm) => (order.get(source.sheet) ?? 0) * 1e8 + (source.line ?? 0);
  return all.sort((a, b) => place(a) - place(b));
}
