import { to } from './to.ts';

/** Address of a form's page; with an ordinal it opens at that row of its table. */
export function formHref(formId: string, ordinal?: number): string {
  return to(`/projects/${encodeURIComponent(formId)}${ordinal === undefined ? '' : `#row-${ordinal}`}`);
}
