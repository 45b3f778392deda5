import taxonomy from '#data/taxonomy.json' with { type: 'json' };
import { literal } from './sql.ts';

const ORDER = {
  level1: taxonomy.scheme.map((branch) => branch.level1),
  level2: taxonomy.scheme.flatMap((branch) => branch.level2.map((leaf) => leaf.name)),
};

/** The place of a level's name in the order of the printed form, as SQL; names of other schemes come after. */
export function levelOrder(level: 'level1' | 'level2', column: string = level): string {
  return `coalesce(list_position(${literal(ORDER[level])}, ${column}), 99)`;
}
