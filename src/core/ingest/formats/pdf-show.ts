import { IDENTITY, times, type Box, type Matrix } from './pdf-matrix.ts';
import { OP, type Pen } from './pdf-pen.ts';

/** A character as the library gives it: widths in glyph units. */
interface LibraryGlyph {
  unicode: string;
  width: number;
  isSpace: boolean;
  vmetric?: number[] | null;
  originalCharCode: number;
}

/** A character shown, in the page's own space. */
export interface Shown {
  text: string;
  code: number;
  font: string;
  /** The font's name in the file. */
  face: string;
  x: number;
  y: number;
  /** Direction of reading, of length 1. */
  dx: number;
  dy: number;
  width: number;
  size: number;
  clip: Box | null;
  hidden: boolean;
}

const GLYPH_UNITS = [0.001, 0, 0, 0.001, 0, 0];
const INVISIBLE = 3;
const ONLY_CLIP = 7;

/** Where text is being shown: the text matrix and the place on its line. */
export class TextRun {
  shown: Shown[] = [];
  private matrix: Matrix = IDENTITY;
  private x = 0;
  private y = 0;
  private lineX = 0;
  private lineY = 0;

  /** Takes an operator that sets or moves text. */
  take(pen: Pen, op: number, args: readonly number[]): void {
    const [a = 0, b = 0] = args;
    switch (op) {
      case OP.beginText:
        return this.begin(IDENTITY);
      case OP.setTextMatrix:
        return this.begin(Array.from(args[0] as unknown as Float32Array) as unknown as Matrix);
      case OP.moveText:
        return this.move(a, b);
      case OP.setLeadingMoveText:
        pen.leading = b;
        return this.move(a, b);
      case OP.nextLine:
        return this.move(0, pen.leading);
      case OP.setLeading:
        pen.leading = -a;
        return;
      case OP.setCharSpacing:
        pen.charSpacing = a;
        return;
      case OP.setWordSpacing:
        pen.wordSpacing = a;
        return;
      case OP.setHScale:
        pen.scale = a / 100;
        return;
      case OP.setTextRise:
        pen.rise = a;
        return;
      case OP.setTextRenderingMode:
        pen.mode = a;
    }
  }

  /** Shows characters; numbers between them move in thousandths of the font's size. */
  show(pen: Pen, glyphs: readonly (LibraryGlyph | number)[]): void {
    const { font } = pen;
    if (!font || pen.fontSize === 0) return;
    const vertical = font.vertical === true;
    const direction = pen.fontSize < 0 ? -1 : 1;
    const size = Math.abs(pen.fontSize);
    const unit = size * (font.fontMatrix ?? GLYPH_UNITS)[0]!;
    const scale = pen.scale * direction;
    const space = times(pen.ctm, this.matrix);
    const [a, b, c, d, e, f] = space;
    const along = Math.hypot(a, b) || 1;
    const up = Math.hypot(c, d);
    const hidden = pen.mode === INVISIBLE || pen.mode === ONLY_CLIP;
    let at = 0;
    for (const glyph of glyphs) {
      if (typeof glyph === 'number') {
        at += ((vertical ? 1 : -1) * glyph * size) / 1000;
        continue;
      }
      const spacing = ((glyph.isSpace ? pen.wordSpacing : 0) + pen.charSpacing) * direction;
      const metric = vertical ? (glyph.vmetric ?? font.defaultVMetrics) : null;
      const advance = metric ? -metric[0]! * unit - spacing : glyph.width * unit + spacing;
      const left = metric
        ? this.x - (glyph.vmetric ? metric[1]! : glyph.width / 2) * unit
        : this.x + at * scale;
      const low = metric ? this.y - at - metric[2]! * unit : this.y + pen.rise;
      this.shown.push({
        text: glyph.unicode,
        code: glyph.originalCharCode,
        font: pen.fontName,
        face: font.name ?? '',
        x: a * left + c * low + e,
        y: b * left + d * low + f,
        dx: ((scale < 0 ? -1 : 1) * a) / along,
        dy: ((scale < 0 ? -1 : 1) * b) / along,
        width: Math.abs(glyph.width * unit * scale) * along,
        size: size * up,
        clip: pen.clip,
        hidden,
      });
      at += advance;
    }
    if (vertical) this.y -= at;
    else this.x += at * scale;
  }

  private begin(matrix: Matrix): void {
    this.matrix = matrix;
    this.x = this.y = this.lineX = this.lineY = 0;
  }

  private move(x: number, y: number): void {
    this.x = this.lineX += x;
    this.y = this.lineY += y;
  }
}
