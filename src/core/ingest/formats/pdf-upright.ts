import type { Drawing } from './pdf-draw.ts';
import type { Glyph, Marks, Turn } from './pdf-marks.ts';
import type { Box } from './pdf-matrix.ts';
import type { Shown } from './pdf-show.ts';
import { textOf, type FontCodes } from './pdf-unicode.ts';

/** The marks of a page turned so that most of its text runs to the right, whatever the page's own rotation says. */
export function uprightMarks({ view, shown, paint, picture }: Drawing, fonts: FontCodes): Marks {
  const turn = turnOf(shown);
  const turned = turning(view, turn);
  const [width, height] = turn === 90 || turn === 270 ? sides(view).reverse() : sides(view);
  const marks: Marks = {
    width: width!,
    height: height!,
    glyphs: [],
    across: [],
    down: [],
    picture,
    curves: paint.curves,
    beyond: 0,
    unmapped: 0,
  };
  const letters = shown.filter((glyph) => glyph.text.trim() !== '');
  const hidden = letters.filter((glyph) => glyph.hidden).length;
  const seen = hidden * 2 <= letters.length;
  const drawn = new Map<string, Glyph[]>();
  let blank = false;
  for (const glyph of shown) {
    fonts.add(glyph);
    if (glyph.hidden && seen) continue;
    const upright = uprightGlyph(glyph, turn, turned);
    upright.spaced = blank;
    blank = upright.text.trim() === '';
    const middle = upright.x + upright.width / 2;
    if (
      middle < -2 ||
      middle > marks.width + 2 ||
      upright.y < -2 ||
      upright.y - upright.size > marks.height + 2
    ) {
      if (upright.text.trim() !== '' && !isOutside(upright)) marks.beyond++;
      continue;
    }
    if (!isDrawnTwice(upright, drawn)) marks.glyphs.push(upright);
    if (upright.text === '\ufffd') marks.unmapped++;
  }
  for (const { x0, y0, x1, y1 } of paint.strokes) {
    const [l, t, r, b] = boxOf(turned(x0, y0), turned(x1, y1));
    if (r - l >= b - t) marks.across.push({ at: (t + b) / 2, from: l, to: r });
    if (b - t >= r - l) marks.down.push({ at: (l + r) / 2, from: t, to: b });
  }
  return marks;
}

const sides = ([x0, y0, x1, y1]: Box) => [x1 - x0, y1 - y0];

const boxOf = ([a, b]: readonly [number, number], [c, d]: readonly [number, number]): Box => [
  Math.min(a, c),
  Math.min(b, d),
  Math.max(a, c),
  Math.max(b, d),
];

const turnAt = (dx: number, dy: number): Turn | null => {
  if (Math.abs(dy) < 0.02) return dx > 0 ? 0 : 180;
  if (Math.abs(dx) < 0.02) return dy > 0 ? 90 : 270;
  return null;
};

/** The direction most characters run in, counterclockwise as space of pages counts. */
function turnOf(shown: readonly Shown[]): Turn {
  const count = { 0: 0, 90: 0, 180: 0, 270: 0 };
  for (const { dx, dy, text } of shown) {
    const turn = turnAt(dx, dy);
    if (turn !== null && text.trim() !== '') count[turn]++;
  }
  return ([0, 90, 180, 270] as const).reduce((best, turn) => (count[turn] > count[best] ? turn : best), 0);
}

/** From a page's own space to the upright page. */
function turning([x0, y0, x1, y1]: Box, turn: Turn): (x: number, y: number) => readonly [number, number] {
  if (turn === 90) return (x, y) => [y - y0, x - x0];
  if (turn === 180) return (x, y) => [x1 - x, y - y0];
  if (turn === 270) return (x, y) => [y1 - y, x1 - x];
  return (x, y) => [x - x0, y1 - y];
}

function uprightGlyph(glyph: Shown, page: Turn, turned: ReturnType<typeof turning>): Glyph {
  const own = turnAt(glyph.dx, glyph.dy);
  const [x, y] = turned(glyph.x, glyph.y);
  const { clip } = glyph;
  return {
    text: textOf(glyph.text, glyph.face),
    x,
    y,
    width: glyph.width,
    size: glyph.size,
    turn: own === null ? null : (((page - own + 360) % 360) as Turn),
    clip: clip ? boxOf(turned(clip[0], clip[1]), turned(clip[2], clip[3])) : null,
    spaced: false,
    hidden: glyph.hidden,
  };
}

/** Cut off where it is drawn: nobody sees it on this page. */
const isOutside = ({ clip, x, y, width, size }: Glyph) =>
  clip !== null && (x + width < clip[0] || x > clip[2] || y < clip[1] || y - size > clip[3]);

/** Bold by drawing twice: the same character at nearly the same place. */
function isDrawnTwice(glyph: Glyph, drawn: Map<string, Glyph[]>): boolean {
  if (glyph.text.trim() === '') return false;
  const near = glyph.size * 0.15;
  const key = (dx: number, dy: number) =>
    `${glyph.text}${Math.round(glyph.x / 8) + dx},${Math.round(glyph.y / 8) + dy}`;
  for (const dx of [0, -1, 1])
    for (const dy of [0, -1, 1])
      for (const other of drawn.get(key(dx, dy)) ?? [])
        if (Math.abs(other.x - glyph.x) < near && Math.abs(other.y - glyph.y) < near) return true;
  const own = drawn.get(key(0, 0));
  if (own) own.push(glyph);
  else drawn.set(key(0, 0), [glyph]);
  return false;
}
