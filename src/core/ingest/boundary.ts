import taxonomy from '#data/taxonomy.json' with { type: 'json' };
import { parseTarget } from '#core/model/target-parse.ts';
import { normaliseName } from '#core/model/text.ts';
import type { LevelledRow } from './levels.ts';
import { level1Of } from './vocabulary.ts';

type Wording = Record<string, { ends?: string[]; contains?: string[] }>;
const STRONG: Wording = taxonomy.wording;
const WEAK: Wording = taxonomy.weakWording;

export interface Boundary {
  row: LevelledRow;
  /** The level 2 the row's wording speaks for. */
  likely: string;
  printed: string;
  /** `moved` = given to `likely`; `kept` = left as printed. */
  done: 'moved' | 'kept';
  confidence: 'high' | 'medium';
}

interface Block {
  level2: string;
  rows: LevelledRow[];
}

/**
 * Labels of merged cells can come out one row late or early. A block whose last row has the next block's wording, and no wording of its
 * own, has its label late: the row moves to the next block (confidence high when several boundaries of the form agree, else medium). A block
 * whose first row has the wording of the block before may be early, or a true error: it stays and is noted. Where the label's cell spans the row there is no doubt.
 */
export function mendBoundaries(rows: LevelledRow[]): Boundary[] {
  const blocks = blocksOf(rows);
  const found: Boundary[] = [];
  const weak: Boundary[] = [];
  for (const [i, block] of blocks.entries()) {
    const next = blocks[i + 1];
    const last = block.rows.at(-1);
    if (!next || !last || level1Of(block.level2) === null || level1Of(next.level2) === null) continue;
    const first = next.rows[0];
    if (block.rows.length > 1 && !last.sure && !speaksFor(last, block.level2, STRONG)) {
      const move = {
        row: last,
        likely: next.level2,
        printed: block.level2,
        done: 'moved',
        confidence: 'medium',
      } as const;
      if (speaksFor(last, next.level2, STRONG)) found.push(move);
      else if (isCost(block.level2) && speaksFor(last, next.level2, WEAK)) weak.push(move);
    }
    if (
      first &&
      !first.sure &&
      next.rows.length > 1 &&
      speaksFor(first, block.level2, STRONG) &&
      !speaksFor(first, next.level2, STRONG)
    )
      found.push({
        row: first,
        likely: block.level2,
        printed: next.level2,
        done: 'kept',
        confidence: 'medium',
      });
  }
  const late = found.filter((b) => b.done === 'moved');
  const agree = late.length + weak.length > 1 && late.length > 0;
  const all: Boundary[] = [
    ...found.map((b): Boundary => (b.done === 'moved' && agree ? { ...b, confidence: 'high' } : b)),
    ...weak.map((b): Boundary => (agree ? { ...b, confidence: 'high' } : { ...b, done: 'kept' })),
  ];
  for (const { row, likely, done } of all) {
    if (done === 'kept') continue;
    row.resolved2 = likely;
    row.resolved1 = level1Of(likely);
  }
  return all;
}

function blocksOf(rows: LevelledRow[]): Block[] {
  const blocks: Block[] = [];
  for (const row of rows) {
    const last = blocks.at(-1);
    if (row.resolved2 === null) continue;
    if (last?.level2 === row.resolved2) last.rows.push(row);
    else blocks.push({ level2: row.resolved2, rows: [row] });
  }
  return blocks;
}

const isCost = (level2: string) => level1Of(level2) === '成本指标';

function speaksFor(row: LevelledRow, level2: string, wording: Wording): boolean {
  const name = normaliseName(row.name);
  const words = wording[isCost(level2) ? '经济成本指标' : level2];
  if (words?.ends?.some((end) => name.endsWith(end)) || words?.contains?.some((word) => name.includes(word)))
    return true;
  if (wording !== STRONG) return false;
  const { kind, dimension } = parseTarget(row.raw);
  if (kind !== 'quantity') return false;
  if (isCost(level2)) return dimension === 'money';
  return (
    level2 === '数量指标' && (dimension === 'count' || dimension === 'person' || dimension === 'person-time')
  );
}
