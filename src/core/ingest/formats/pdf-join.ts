import type { Layout, LineBlock, TableBlock, TableCell } from './pdf-layout.ts';
import { isFull, joinLines, paddingOf } from './pdf-text.ts';
import type { Remark } from './section.ts';

const NEAR = 3.5;
/** Parts of a page's height where running heads and page numbers stand. */
const HEAD = 0.08;
const FOOT = 0.1;
const PAGE_NUMBER =
  /^[-—–\s·.]*(?:第\s*)?\d+(?:\s*页)?(?:\s*[,，/／]?\s*(?:共\s*)?\d+(?:\s*页)?)?[-—–\s·.]*$/u;

/**
 * Joins cells that a page break cuts, in place: where no line is drawn on either side of the break, or where the first row of the next
 * page holds nothing but the rest of texts that fill their last line. What may be cut but is not certain is told.
 */
export function joinPages(layouts: readonly Layout[]): Remark[] {
  const remarks: Remark[] = [];
  const parts = new Map<TableCell, TableCell>();
  for (const [i, layout] of layouts.entries()) {
    const next = layouts[i + 1];
    const above = next && lastTable(layout);
    const below = next && firstTable(next, layout);
    if (!above || !below || !isSamePlace(above, below)) continue;
    const pairs = pairsOf(above, below);
    const open = pairs.filter(([a, b]) => a.openBelow && b.openAbove);
    for (const [a, b] of open) join(parts, a, b, below, above);
    const rest = restOf(pairs, above, below);
    if (rest === null) continue;
    if (rest.every(([a, b]) => endsFull(a, b, above)))
      for (const [a, b] of rest) join(parts, a, b, below, above);
    else
      remarks.push({
        row: null,
        page: below.page,
        zh: `第 ${below.page} 页表格的第一行可能是上一页最后一行的下半部分，没有合并，请对照原件。`,
        en: `The first row of the table on page ${below.page} may be the rest of the last row on the page before; they were not joined. Check the original.`,
      });
  }
  return remarks;
}

type Pair = readonly [TableCell, TableCell];

/** Cells of the last row above and the first row below that stand in the same columns. */
function pairsOf(above: TableBlock, below: TableBlock): Pair[] {
  const last = above.cells.filter((cell) => cell.bottom === above.rows);
  return below.cells
    .filter((cell) => cell.top === 0)
    .flatMap((b) => {
      const a = last.find(
        (cell) =>
          isNear(above.xs[cell.left]!, below.xs[b.left]!) &&
          isNear(above.xs[cell.right]!, below.xs[b.right]!),
      );
      return a ? [[a, b] as const] : [];
    });
}

/** The pairs with text below when the first row below holds text in some columns only, all of which have text above; else null. */
function restOf(pairs: readonly Pair[], above: TableBlock, below: TableBlock): Pair[] | null {
  const filled = below.cells.filter((cell) => cell.top === 0 && cell.content.text !== '');
  const rest = pairs.filter(([a, b]) => filled.includes(b) && a.content.text !== '' && b.bottom === 1);
  const lone = pairs.filter(
    ([a, b]) => a.content.text !== '' && a.top === above.rows - 1 && b.content.text === '' && b.bottom === 1,
  );
  const known = rest.length > 0 && rest.length === filled.length && lone.length > 0;
  return known && below.rows > 1 ? rest : null;
}

function endsFull(a: TableCell, b: TableCell, { xs }: TableBlock): boolean {
  const { lines } = a.content;
  const last = lines.at(-1);
  return (
    last !== undefined &&
    isFull(last, b.content.lines[0] ?? null, xs[a.right]!, paddingOf(lines, xs[a.left]!))
  );
}

function join(
  parts: Map<TableCell, TableCell>,
  a: TableCell,
  b: TableCell,
  below: TableBlock,
  { xs }: TableBlock,
) {
  const whole = parts.get(a) ?? a;
  parts.set(b, whole);
  const lines = [...whole.content.lines, ...b.content.lines];
  whole.content = { lines, text: joinLines(lines, [xs[a.left]!, xs[a.right]!]) };
  whole.bottom += Math.min(b.bottom, below.rows);
  b.content = { text: '', lines: [] };
}

function lastTable({ blocks, height }: Layout): TableBlock | null {
  const last = blocks.findLast((block) => block.kind === 'table');
  if (!last) return null;
  const after = blocks.slice(blocks.indexOf(last) + 1) as LineBlock[];
  return after.every((line) => line.y > height * (1 - FOOT) || PAGE_NUMBER.test(textOf(line))) ? last : null;
}

function firstTable({ blocks, height }: Layout, before: Layout): TableBlock | null {
  const first = blocks.findIndex((block) => block.kind === 'table');
  if (first < 0) return null;
  const isRunning = (line: LineBlock) =>
    line.y < height * HEAD &&
    (PAGE_NUMBER.test(textOf(line)) ||
      before.blocks.some(
        (other) => other.kind === 'line' && isNear(other.y, line.y) && textOf(other) === textOf(line),
      ));
  const heads = blocks.slice(0, first) as LineBlock[];
  return heads.every(isRunning) ? (blocks[first] as TableBlock) : null;
}

const textOf = ({ pieces }: LineBlock) => pieces.map(({ text }) => text).join(' ');
const isNear = (a: number, b: number) => Math.abs(a - b) <= NEAR;
const isSamePlace = (a: TableBlock, b: TableBlock) =>
  isNear(a.xs[0]!, b.xs[0]!) && isNear(a.xs.at(-1)!, b.xs.at(-1)!);
