import type { Strength } from '#core/model/indicator.ts';
import type { Connector } from '../connector.ts';
import { filterSql, INDICATOR_ROW, type Filter } from '../filter.ts';

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
  return `WITH row AS (
  SELECT *, coalesce(annual, 0) / count(*) OVER (PARTITION BY form_id) AS part FROM ${INDICATOR_ROW})
SELECT strength, count(*)::DOUBLE AS indicators, sum(part)::DOUBLE AS money FROM row
WHERE ${filterSql(filter)} GROUP BY strength
ORDER BY list_position(['number', 'full', 'trend', 'state', 'lost'], strength)`;
}
