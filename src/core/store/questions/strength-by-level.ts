import type { Connector } from '../connector.ts';
import { filterSql, type Filter } from '../filter.ts';
import { levelOrder } from '../level-order.ts';
import { STRENGTH_COLUMNS_OF_GROUPS, type StrengthCounts } from './strength-columns.ts';

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
  return byStrength(['level1'], filter);
}

/** Strength by 二级, in the order of the printed form. */
export async function strengthByLevel2(db: Connector, filter: Filter = {}): Promise<Level2Strength[]> {
  return db.query<Level2Strength>(strengthByLevel2Sql(filter));
}

export function strengthByLevel2Sql(filter: Filter = {}): string {
  return byStrength(['level1', 'level2'], filter);
}

function byStrength(levels: readonly ('level1' | 'level2')[], filter: Filter): string {
  const keys = levels.join(', ');
  return `SELECT ${keys}, sum(n)::DOUBLE AS indicators, ${STRENGTH_COLUMNS_OF_GROUPS}
FROM (SELECT ${keys}, strength, count(*) AS n FROM indicator WHERE ${filterSql(filter)} GROUP BY ${keys}, strength)
GROUP BY ${keys} ORDER BY ${levels.map((level) => levelOrder(level)).join(', ')}, ${levels.at(-1)} NULLS LAST`;
}
