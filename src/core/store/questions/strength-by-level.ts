import type { Connector } from '../connector.ts';
import { filterSql, INDICATOR_ROW, type Filter } from '../filter.ts';
import { levelOrder } from '../level-order.ts';
import { STRENGTH_COLUMNS, type StrengthCounts } from './strength-columns.ts';

/** The indicators of one 一级 by class of strength. */
export interface Level1Strength extends StrengthCounts {
  level1: string | null;
  indicators: number;
}

/** The indicators of one 二级 by class of strength. */
export interface Level2Strength extends Level1Strength {
  level2: string | null;
}

/** Strength by 一级, in the order of the printed form. */
export async function strengthByLevel1(db: Connector, filter: Filter = {}): Promise<Level1Strength[]> {
  return db.query<Level1Strength>(strengthByLevel1Sql(filter));
}

export function strengthByLevel1Sql(filter: Filter = {}): string {
  return `SELECT level1, count(*)::DOUBLE AS indicators, ${STRENGTH_COLUMNS}
FROM ${INDICATOR_ROW} WHERE ${filterSql(filter)}
GROUP BY level1 ORDER BY ${levelOrder('level1')}, level1 NULLS LAST`;
}

/** Strength by 二级, in the order of the printed form. */
export async function strengthByLevel2(db: Connector, filter: Filter = {}): Promise<Level2Strength[]> {
  return db.query<Level2Strength>(strengthByLevel2Sql(filter));
}

export function strengthByLevel2Sql(filter: Filter = {}): string {
  return `SELECT level1, level2, count(*)::DOUBLE AS indicators, ${STRENGTH_COLUMNS}
FROM ${INDICATOR_ROW} WHERE ${filterSql(filter)}
GROUP BY level1, level2 ORDER BY ${levelOrder('level1')}, ${levelOrder('level2')}, level2 NULLS LAST`;
}
