import taxonomy from '#data/taxonomy.json' with { type: 'json' };
import type { RawRow } from './raw-row.ts';
import { level2Of } from './row-levels.ts';
import { level1Of, levelOf } from './vocabulary.ts';

/** A row with its levels resolved: level 2 carried down, level 1 derived from it. */
export type LevelledRow = RawRow;

const ONLY = new Map(
  taxonomy.scheme.flatMap(({ level1, level2 }) =>
    level2.length === 1 && level2[0] ? [[level1, level2[0].name]] : [],
  ) as [string, string][],
);

/** Carries level 2 down and derives level 1; rows that print levels only (no name) set the levels and are dropped. */
export function resolveLevels(rows: readonly RawRow[]): LevelledRow[] {
  let current1: string | null = null;
  let current2: string | null = null;
  const out: LevelledRow[] = [];
  for (const row of rows) {
    const printed1 = row.level1 ? (levelOf(row.level1.text)?.name ?? null) : null;
    const printed2 = level2Of(row.level2);
    if (row.freeLevel2 !== null) {
      current1 = printed1 ?? current1;
      current2 = row.freeLevel2;
    } else if (printed2) {
      current2 = printed2;
      current1 = level1Of(printed2);
    } else if (printed1 && printed1 !== current1) {
      current1 = printed1;
      current2 = ONLY.get(printed1) ?? null;
    }
    if (row.name === '') continue;
    row.resolved1 = current1;
    row.resolved2 = current2;
    out.push(row);
  }
  return out;
}
