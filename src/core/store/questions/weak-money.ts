import type { Connector } from '../connector.ts';
import { filterSql, INDICATOR_ROW, type Filter } from '../filter.ts';

/** A form's money behind targets that are a direction, a word or lost; each indicator carries an even part of the budget. Yuan. */
export interface WeakMoney {
  form_id: string;
  project: string;
  annual: number | null;
  indicators: number;
  /** Weak indicators under the filters of the other dimensions, and without any. */
  weak: number;
  all_weak: number;
  money: number;
  /** `money` by class. */
  trend: number;
  state: number;
  lost: number;
  all_money: number;
  /** How many forms have such an indicator: more than the rows given when the list was cut. */
  values: number;
}

/** Forms by money behind weak targets, the most first; at most `most`. What is chosen of projects does not narrow them. */
export async function weakMoney(db: Connector, filter: Filter = {}, most = 20): Promise<WeakMoney[]> {
  return db.query<WeakMoney>(weakMoneySql(filter, most));
}

export function weakMoneySql(filter: Filter = {}, most = 20): string {
  return `SELECT form_id, project, annual, indicators, weak, all_weak, coalesce(annual * weak / indicators, 0)::DOUBLE AS money,
  ${FRAIL.map((s) => `coalesce(annual * "${s}" / indicators, 0)::DOUBLE AS "${s}"`).join(', ')},
  coalesce(annual * all_weak / indicators, 0)::DOUBLE AS all_money, (count(*) OVER ())::DOUBLE AS "values"
FROM (
  SELECT form_id, any_value(project) AS project, any_value(annual) AS annual, count(*)::DOUBLE AS indicators,
    (count(*) FILTER (WHERE frail AND kept))::DOUBLE AS weak, (count(*) FILTER (WHERE frail))::DOUBLE AS all_weak,
    ${FRAIL.map((s) => `count(*) FILTER (WHERE kept AND strength = '${s}') AS "${s}"`).join(', ')}
  FROM (SELECT *, strength IN ('trend', 'state', 'lost') AS frail, (${filterSql(filter, 'project')}) AS kept FROM ${INDICATOR_ROW})
  GROUP BY form_id
) WHERE all_weak > 0
ORDER BY CASE WHEN "values" > ${Math.trunc(most)} THEN money END DESC NULLS LAST, all_money DESC, form_id
LIMIT ${Math.trunc(most)}`;
}

const FRAIL = ['trend', 'state', 'lost'];
