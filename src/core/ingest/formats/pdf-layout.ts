import { latticesOf, type Area, type Lattice } from './pdf-grid.ts';
import { looseColumns, missingRulings } from './pdf-loose.ts';
import type { Glyph, Marks } from './pdf-marks.ts';
import { placesOf, type Doubts } from './pdf-places.ts';
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
  doubts: Doubts;
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
  const { places, doubts } = placesOf(marks.glyphs, lattices);
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
  return { page, height: marks.height, width: marks.width, blocks, loose: loose !== null, doubts };
}

const sizeOf = ({ xs, ys }: Lattice) => (xs.at(-1)! - xs[0]!) * (ys.at(-1)! - ys[0]!);
