import type { Connector } from '../connector.ts';
import { literal } from '../sql.ts';

/** What a form is called, and whose it is. */
export interface ProjectName {
  form_id: string;
  name: string;
  department: string | null;
  year: number | null;
}

/** Names of forms by id; an id that the portfolio does not hold is left out. */
export async function projectNames(
  db: Connector,
  formIds: readonly string[],
): Promise<Record<string, ProjectName>> {
  if (formIds.length === 0) return {};
  const rows = await db.query<ProjectName>(
    `SELECT form_id, name, department, year FROM project WHERE form_id IN (${formIds.map(literal).join(', ')})`,
  );
  return Object.fromEntries(rows.map((row) => [row.form_id, row]));
}
