import type { Strength } from '#core/model/indicator.ts';
import type { Connector } from '../connector.ts';
import { filterSql, INDICATOR_ROW, type Filter } from '../filter.ts';
import { levelOrder } from '../level-order.ts';

/** One cell of 一级 × strength: indicators under the filters of the other dimensions, and without any. */
export interface LevelStrengthCell {
  level1: string | null;
  strength: Strength;
  indicators: number;
  all_indicators: number;
}

/** Cells that hold an indicator at all, 一级 in the order of the printed form. What is chosen of the two does not narrow them. */
export async function levelStrength(db: Connector, filter: Filter = {}): Promise<LevelStrengthCell[]> {
  return db.query<LevelStrengthCell>(levelStrengthSql(filter));
}

export function levelStrengthSql(filter: Filter = {}): string {
  return `SELECT level1, strength, (count(*) FILTER (WHERE kept))::DOUBLE AS indicators, count(*)::DOUBLE AS all_indicators
FROM (SELECT level1, strength, (${filterSql(filter, 'level1', 'strength')}) AS kept FROM ${INDICATOR_ROW})
GROUP BY level1, strength ORDER BY ${levelOrder('level1')}, level1 NULLS LAST, strength`;
}
