import type { Review, Scope, Severity } from '#core/model/finding.ts';
import type { Connector } from '../connector.ts';
import { ALL_LISTED } from '../grade.ts';

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

/** Whether the table `finding` holds all that the rules found: of a very large portfolio it does not. */
export async function allListed(db: Connector): Promise<boolean> {
  const [row] = await db.query<{ listed: boolean }>(`SELECT ${ALL_LISTED} AS listed`);
  return row!.listed;
}

/** Severe findings that no waiver covers, by review, as the outcomes count them. */
export async function severeByReview(db: Connector): Promise<{ value: string | null; errors: number }[]> {
  return db.query(
    `SELECT review AS value, sum(flagged - waived)::DOUBLE AS errors FROM outcome WHERE severity = 'error' AND flagged > waived
     GROUP BY review ORDER BY errors DESC, value`,
  );
}
