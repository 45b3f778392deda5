import type { Strength } from '#core/model/indicator.ts';
import type { Connector } from '../connector.ts';
import { filterSql, type Filter } from '../filter.ts';

/** Money (yuan) behind one class of strength: each form's budget is shared out evenly over all its indicators. */
export interface StrengthMoney {
  strength: Strength;
  indicators: number;
  money: number;
}

/** Money behind each class of strength present, the strongest first. */
export async function moneyByStrength(db: Connector, filter: Filter = {}): Promise<StrengthMoney[]> {
  return db.query<StrengthMoney>(moneyByStrengthSql(filter));
}

export function moneyByStrengthSql(filter: Filter = {}): string {
  return `WITH form AS (SELECT form_id, count(*) AS rows FROM indicator GROUP BY form_id),
kept AS (SELECT form_id, strength, count(*) AS n FROM indicator WHERE ${filterSql(filter)} GROUP BY form_id, strength)
SELECT strength, sum(n)::DOUBLE AS indicators, sum(coalesce(annual, 0) * n / rows)::DOUBLE AS money
FROM kept JOIN form USING (form_id) JOIN project USING (form_id) GROUP BY strength
ORDER BY list_position(['number', 'full', 'trend', 'state', 'lost'], strength)`;
}
