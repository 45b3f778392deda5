import type { Connector } from '../connector.ts';
import { literal } from '../sql.ts';

/** A form before or after another in the portfolio. */
export interface Neighbour {
  form_id: string;
  project: string;
  /** -1 before, 1 after. */
  side: number;
}

/** The forms next to a form, in the order of the portfolio. */
export async function formNeighbours(db: Connector, formId: string): Promise<Neighbour[]> {
  return db.query<Neighbour>(formNeighboursSql(formId));
}

export function formNeighboursSql(formId: string): string {
  return `SELECT n.form_id, n.name AS project, (n.form_order - f.form_order)::DOUBLE AS side
FROM project f JOIN project n ON abs(n.form_order - f.form_order) = 1
WHERE f.form_id = ${literal(formId)} ORDER BY n.form_order`;
}
