import type { Review, Scope, Severity } from '#core/model/finding.ts';
import type { Connector } from '../connector.ts';

/** What one rule answered over all its records; `money` in yuan, of the projects flagged, each once. */
export interface OutcomeRow {
  rule: string;
  code: string;
  severity: Severity;
  review: Review;
  scope: Scope;
  checked: number;
  flagged: number;
  not_applicable: number;
  errors: number;
  waived: number;
  money: number;
}

/** Every rule of the run, the most flagged first within a severity. */
export async function outcomeList(db: Connector): Promise<OutcomeRow[]> {
  return db.query<OutcomeRow>(outcomeListSql());
}

export function outcomeListSql(): string {
  return `SELECT * FROM outcome
ORDER BY list_position(['error', 'warning', 'info'], severity), flagged DESC, code, rule`;
}
