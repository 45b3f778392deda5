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

/** A level 2 stuck to the front of a name (`质量指标某某率`), with its level 1 or without. */
function stuckLevel(text: string): { level2: string; name: string } | null {
  const end = text.lastIndexOf('指标') + 2;
  if (end < 4 || text.length - end < 2 || !/^\p{L}/u.test(text.slice(end))) return null;
  for (let start = 0; start < end; start++) {
    if (start > 0 && levelOf(text.slice(0, start))?.level !== 1) continue;
    const level = levelOf(text.slice(start, end));
    if (level?.level === 2 && !level.bare && !ACHIEVED.test(text.slice(end)))
      return { level2: text.slice(start, end), name: text.slice(end) };
  }
  return null;
}
const ACHIEVED = /^(?:完成|达标|达成|实现|执行)/u;

/** Carries level 2 down and derives level 1; rows that print levels only (no name) set the levels and are dropped. */
export function resolveLevels(rows: readonly RawRow[]): LevelledRow[] {
  let current1: string | null = null;
  let current2: string | null = null;
  const out: LevelledRow[] = [];
  let astray = true;
  let spanned = 0;
  let set: RawRow['set'] = null;
  for (const row of rows) {
    if (row.set !== set) current1 = current2 = null;
    set = row.set;
    const cell = row.level2?.cells.at(-1);
    if (row.level1 || row.level2) spanned = cell?.rows ? cell.line + cell.rows - 1 : 0;
    row.sure = row.line <= spanned;
    if (!row.astray) astray = true;
    const stuck = row.level2 === null && row.freeLevel2 === null ? stuckLevel(row.name) : null;
    if (stuck && stuck.level2 !== current2 && row.tokens[0]) {
      row.level2 = { ...row.tokens[0], text: stuck.level2, cells: [] };
      row.name = stuck.name;
      row.parted = true;
      astray = false;
    }
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
    row.astray &&= astray;
    row.resolved1 = current1;
    row.resolved2 = current2;
    out.push(row);
  }
  return out;
}
