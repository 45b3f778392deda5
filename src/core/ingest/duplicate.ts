import { normaliseName } from '#core/model/text.ts';
import type { LevelledRow } from './levels.ts';

/**
 * Rows that extraction printed a second time: same level 2, name and value as an earlier row of the form, standing in shifted columns, in a
 * block that was already closed. An author's own duplicate stands in line with its block and is kept.
 */
export function repeatedRows(rows: readonly LevelledRow[]): Map<LevelledRow, LevelledRow> {
  const seen = new Map<string, LevelledRow>();
  const repeated = new Map<LevelledRow, LevelledRow>();
  let before: LevelledRow | null = null;
  for (const row of rows) {
    const key = `${row.resolved2}␟${normaliseName(row.name)}␟${row.raw}`;
    const earlier = seen.get(key);
    if (earlier && row.shifted && before && before.resolved2 !== row.resolved2) repeated.set(row, earlier);
    else {
      seen.set(key, earlier ?? row);
      before = row;
    }
  }
  return repeated;
}
