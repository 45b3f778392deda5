import type { Area, Lattice } from './pdf-grid.ts';
import type { Glyph } from './pdf-marks.ts';

/** Texts of which it is not sure that they stand in the right cell, or that they are whole. */
export interface Doubts {
  /** Printed over a ruling line. */
  astride: string[];
  /** Cut off at the edge of what was open to drawing. */
  cut: string[];
}

/** The cell of each character: where its middle stands, held inside what was open to drawing; a run of text stays in the cell it begins in. */
export function placesOf(
  glyphs: readonly Glyph[],
  lattices: readonly Lattice[],
): { places: (Area | null)[]; doubts: Doubts } {
  const places: (Area | null)[] = [];
  const [astride, cut] = [new Runs(), new Runs()];
  let last: { glyph: Glyph; area: Area | null } | null = null;
  for (const glyph of glyphs) {
    const [x, y] = middleOf(glyph);
    const found = areaAt(lattices, x, y);
    const on: boolean = last !== null && goesOn(last.glyph, glyph);
    const area: Area | null =
      on && last!.area && found?.area !== last!.area ? last!.area : (found?.area ?? null);
    places.push(area);
    if (glyph.text.trim() === '') continue;
    last = { glyph, area };
    const over = found !== null && isOver(found, glyph, y);
    astride.add(glyph.text, on, over || (found !== null && area !== found.area));
    cut.add(glyph.text, on, found !== null && isCut(glyph));
  }
  return { places, doubts: { astride: astride.marked, cut: cut.marked } };
}

/** Runs of text that hold a marked character. */
class Runs {
  private runs: { text: string; marked: boolean }[] = [];

  add(text: string, goesOn: boolean, mark: boolean): void {
    const run = this.runs.at(-1);
    if (run && goesOn) {
      run.text += text;
      run.marked ||= mark;
    } else this.runs.push({ text, marked: mark });
  }

  get marked(): string[] {
    return this.runs.filter((run) => run.marked).map((run) => run.text);
  }
}

const goesOn = (a: Glyph, b: Glyph) =>
  a.turn === 0 &&
  b.turn === 0 &&
  Math.abs(a.y - b.y) < 0.1 * a.size &&
  Math.abs(b.x - a.x - a.width) < 0.1 * a.size;

/** A line above or below the cell goes through the character. */
const isOver = ({ area, lattice: { ys } }: Found, { size, turn }: Glyph, y: number) =>
  turn === 0 && Math.min(y - ys[area.top]!, ys[area.bottom]! - y) < 0.2 * size;

const isCut = ({ clip, x, width, turn }: Glyph) =>
  clip !== null && turn === 0 && (x + width - clip[2] > 0.35 * width || clip[0] - x > 0.35 * width);

interface Found {
  area: Area;
  lattice: Lattice;
}

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

function areaAt(lattices: readonly Lattice[], x: number, y: number): Found | null {
  for (const lattice of lattices) {
    const { xs, ys, at } = lattice;
    if (x < xs[0]! || x > xs.at(-1)! || y < ys[0]! || y > ys.at(-1)!) continue;
    const [column, row] = [indexOf(xs, x), indexOf(ys, y)];
    const area = at[row * (xs.length - 1) + column];
    if (area) return { area, lattice };
  }
  return null;
}

function indexOf(places: readonly number[], at: number): number {
  let i = 0;
  while (i < places.length - 2 && places[i + 1]! <= at) i++;
  return i;
}
