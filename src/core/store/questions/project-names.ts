import type { Connector } from '../connector.ts';
import { literal } from '../sql.ts';

/** Names of forms by id; an id that the portfolio does not hold is left out. */
export async function projectNames(
  db: Connector,
  formIds: readonly string[],
): Promise<Record<string, string>> {
  if (formIds.length === 0) return {};
  const rows = await db.query<{ form_id: string; name: string }>(
    `SELECT form_id, name FROM project WHERE form_id IN (${formIds.map(literal).join(', ')})`,
  );
  return Object.fromEntries(rows.map((row) => [row.form_id, row.name]));
}
