import { latticesOf, type Area, type Lattice } from './pdf-grid.ts';
import { looseColumns, missingRulings } from './pdf-loose.ts';
import type { Glyph, Marks } from './pdf-marks.ts';
import { cellTextOf, linesOf, piecesOf, type CellText, type Piece } from './pdf-text.ts';

/** What stands on a page, top down: tables between ruling lines, and lines of text outside them. */
export type Block = TableBlock | LineBlock;

export interface TableBlock {
  kind: 'table';
  page: number;
  y: number;
  bottom: number;
  xs: number[];
  rows: number;
  cells: TableCell[];
}

/** A cell in rows and columns of its table, ends not included. */
export interface TableCell extends Area {
  content: CellText;
}

export interface LineBlock {
  kind: 'line';
  page: number;
  y: number;
  size: number;
  /** `column` counts the pieces, or gaps that lines have in common. */
  pieces: (Piece & { column: number })[];
}

export interface Layout {
  page: number;
  height: number;
  width: number;
  blocks: Block[];
  /** Columns were found from gaps between texts alone. */
  loose: boolean;
}

/** Gap, in sizes of the font, that parts two texts on one line. */
const WIDE_GAP = 1.6;

/** Puts a page's text into the cells that its ruling lines draw. */
export function layoutOf(marks: Marks, page: number): Layout {
  const down = [...marks.down, ...missingRulings(marks)];
  const lattices = latticesOf({ ...marks, down }).sort((a, b) => sizeOf(a) - sizeOf(b));
  const inside = new Map<Area, Glyph[]>();
  const outside: Glyph[] = [];
  const aslant: Glyph[] = [];
  const places = placesOf(marks.glyphs, lattices);
  marks.glyphs.forEach((glyph, i) => {
    const area = places[i];
    if (glyph.turn === null) aslant.push(glyph);
    else if (!area) outside.push(glyph);
    else {
      const held = inside.get(area);
      if (held) held.push(glyph);
      else inside.set(area, [glyph]);
    }
  });
  const blocks: Block[] = [];
  for (const { xs, ys, areas } of lattices) {
    const cells = areas.map((area): TableCell => ({
      ...area,
      content: cellTextOf(inside.get(area) ?? [], xs[area.left]!, xs[area.right]!),
    }));
    if (cells.every((cell) => cell.content.text === '')) continue;
    blocks.push({ kind: 'table', page, y: ys[0]!, bottom: ys.at(-1)!, xs, rows: ys.length - 1, cells });
  }
  const lines = linesOf(outside);
  const loose = looseColumns(lines);
  for (const line of lines)
    blocks.push({
      kind: 'line',
      page,
      y: line.y - line.size * 0.5,
      size: line.size,
      pieces: loose?.get(line) ?? piecesOf(line, WIDE_GAP).map((piece, column) => ({ ...piece, column })),
    });
  blocks.sort((a, b) => a.y - b.y);
  const stamp = aslant
    .map((glyph) => glyph.text)
    .join('')
    .trim();
  if (stamp !== '')
    blocks.push({
      kind: 'line',
      page,
      y: marks.height,
      size: 0,
      pieces: [{ text: stamp, from: 0, to: 0, column: 0 }],
    });
  return { page, height: marks.height, width: marks.width, blocks, loose: loose !== null };
}

const sizeOf = ({ xs, ys }: Lattice) => (xs.at(-1)! - xs[0]!) * (ys.at(-1)! - ys[0]!);

/** The cell of each character: where its middle stands, held inside what was open to drawing; a run of text stays in the cell it begins in. */
function placesOf(glyphs: readonly Glyph[], lattices: readonly Lattice[]): (Area | null)[] {
  const out: (Area | null)[] = [];
  let last: { glyph: Glyph; area: Area | null } | null = null;
  for (const glyph of glyphs) {
    const [x, y] = middleOf(glyph);
    let area = areaAt(lattices, x, y);
    if (last && last.area && area !== last.area && goesOn(last.glyph, glyph)) area = last.area;
    out.push(area);
    if (glyph.text.trim() !== '') last = { glyph, area };
  }
  return out;
}

const goesOn = (a: Glyph, b: Glyph) =>
  a.turn === 0 &&
  b.turn === 0 &&
  Math.abs(a.y - b.y) < 0.1 * a.size &&
  Math.abs(b.x - a.x - a.width) < 0.1 * a.size;

function middleOf({ x, y, width, size, turn, clip }: Glyph): [number, number] {
  const [along, up] = [width / 2, size * 0.35];
  const [mx, my] =
    turn === 90
      ? [x + up, y + along]
      : turn === 180
        ? [x - along, y + up]
        : turn === 270
          ? [x - up, y - along]
          : [x + along, y - up];
  if (!clip) return [mx, my];
  return [Math.min(Math.max(mx, clip[0] + 1), clip[2] - 1), Math.min(Math.max(my, clip[1] + 1), clip[3] - 1)];
}

function areaAt(lattices: readonly Lattice[], x: number, y: number): Area | null {
  for (const { xs, ys, areas } of lattices) {
    if (x < xs[0]! || x > xs.at(-1)! || y < ys[0]! || y > ys.at(-1)!) continue;
    const [column, row] = [indexOf(xs, x), indexOf(ys, y)];
    const area = areas.find((a) => a.left <= column && column < a.right && a.top <= row && row < a.bottom);
    if (area) return area;
  }
  return null;
}

function indexOf(places: readonly number[], at: number): number {
  let i = 0;
  while (i < places.length - 2 && places[i + 1]! <= at) i++;
  return i;
}
