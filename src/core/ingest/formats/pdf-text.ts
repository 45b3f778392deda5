import type { Glyph } from './pdf-marks.ts';

/** A stretch of text on one line, without wide gaps. */
export interface Piece {
  text: string;
  from: number;
  to: number;
}

/** One line of text. `y` is its baseline, `size` the height of its biggest font. */
export interface TextLine {
  y: number;
  size: number;
  glyphs: Glyph[];
}

/** Marks that no line begins with: they take the character before them along. */
const CLINGS = /^[，。、；：！？）》」』”’】〕％,.;:!?)%\]]/u;
const OPENS = /^[（《「『“‘【〔([]/u;

const isBlank = (text: string) => text.trim() === '';
const isWide = (text: string) => /^[\u2e80-\u9fff\uf900-\ufaff\u3000-\u303f\uff00-\uffef“”‘’—…·]/u.test(text);

/** Characters as lines, top down; characters of a line left to right. */
export function linesOf(glyphs: readonly Glyph[]): TextLine[] {
  const lines: TextLine[] = [];
  const sorted = glyphs.filter(({ text }) => !isBlank(text)).sort((a, b) => middleOf(a) - middleOf(b));
  for (const glyph of sorted) {
    const line = lines.at(-1);
    if (line && Math.abs(middleOf(glyph) - lineMiddle(line)) < 0.5 * Math.min(line.size, glyph.size)) {
      line.glyphs.push(glyph);
      if (glyph.size > line.size) {
        line.size = glyph.size;
        line.y = glyph.y;
      }
    } else lines.push({ y: glyph.y, size: glyph.size, glyphs: [glyph] });
  }
  for (const line of lines) line.glyphs.sort((a, b) => a.x - b.x);
  return lines;
}

/** Height of the middle of a character, which superscripts share with their line more than the baseline. */
const middleOf = ({ y, size }: Glyph) => y - size * 0.35;
const lineMiddle = ({ y, size }: TextLine) => y - size * 0.35;

/** A line as pieces parted at gaps wider than `gap` times the font's size, and at smaller ones where the places `cuts` lie in them. */
export function piecesOf({ glyphs }: TextLine, gap: number, cuts: readonly number[] = []): Piece[] {
  const pieces: Piece[] = [];
  let last: Glyph | null = null;
  for (const glyph of glyphs) {
    const piece = pieces.at(-1);
    const space = last ? glyph.x - (last.x + last.width) : 0;
    const size = Math.max(glyph.size, last?.size ?? 0);
    const end = glyph.x - space;
    const cut = space > 0.2 * size && cuts.some((x) => x >= end - 0.5 && x <= glyph.x + 0.5);
    if (!piece || !last || cut || space > gap * size) {
      pieces.push({ text: glyph.text, from: glyph.x, to: glyph.x + glyph.width });
    } else {
      piece.text += (isApart(last, glyph, space / size) ? ' ' : '') + glyph.text;
      piece.to = Math.max(piece.to, glyph.x + glyph.width);
    }
    last = glyph;
  }
  return pieces;
}

/** Programs leave a little space between Chinese characters and figures that nobody typed. */
function isApart(a: Glyph, b: Glyph, space: number): boolean {
  if (b.spaced && space > 0.1) return true;
  const wide = Number(isWide(a.text)) + Number(isWide(b.text));
  return space > [0.18, 0.45, 0.6][wide]!;
}

/** Text of a cell in reading order, and how its last line ends. */
export interface CellText {
  text: string;
  lines: CellLine[];
}

interface CellLine {
  text: string;
  from: number;
  to: number;
  size: number;
  /** Width of the first word or character, which had to fit on the line before. */
  first: number;
}

/** The text of a cell between two places across the page. Lines that end where the cell does are joined without a line end. */
export function cellTextOf(glyphs: readonly Glyph[], left: number, right: number): CellText {
  const along = turnedOf(glyphs);
  const lines = linesOf(along.glyphs).map(cellLineOf);
  const span = along.turned ? null : ([left, right] as const);
  return { text: joinLines(lines, span), lines };
}

/** Lines joined to one text; `span` is where the cell begins and ends, null where that is not known. */
export function joinLines(lines: readonly CellLine[], span: readonly [number, number] | null): string {
  let text = '';
  const padding = span ? paddingOf(lines, span[0]) : 0;
  lines.forEach((line, i) => {
    const last = lines[i - 1];
    if (last) text += span && isFull(last, line, span[1], padding) ? seamOf(last, line, span) : '\n';
    text += line.text;
  });
  return text;
}

/** Whether a line ends only because the next word did not fit. `padding` = blank beside the text of the cell. */
export function isFull(line: CellLine, next: CellLine | null, right: number, padding: number): boolean {
  return right - padding - line.to < (next?.first ?? line.size) * 1.02 + 0.5;
}

/** Blank between the left end of a cell and its longest line. */
export function paddingOf(lines: readonly CellLine[], left: number): number {
  return Math.min(Math.max(1, Math.min(...lines.map(({ from }) => from)) - left), lines[0]?.size ?? 1);
}

function seamOf(last: CellLine, line: CellLine, [left, right]: readonly [number, number]): string {
  const [before, after] = [last.text.at(-1)!, line.text[0]!];
  if (isWide(before) || isWide(after) || !/[\p{L}\p{N}]/u.test(after) || /[-/]/.test(before)) return '';
  const word = /[\p{L}\p{N}.,]+$/u.exec(last.text)?.[0].length ?? 0;
  const whole = last.text.length;
  const width = ((last.to - last.from) * word) / whole + line.first;
  return width > right - left - last.size * 0.5 ? '' : ' ';
}

function cellLineOf(line: TextLine): CellLine {
  const { glyphs, size } = line;
  const text = piecesOf(line, Infinity)[0]!.text;
  const [from, to] = [glyphs[0]!.x, Math.max(...glyphs.map((g) => g.x + g.width))];
  let first = glyphs[0]!.width;
  for (let i = 1; i < glyphs.length; i++) {
    const [a, b] = [glyphs[i - 1]!, glyphs[i]!];
    const apart = isWide(a.text) || isWide(b.text) || b.x - (a.x + a.width) > size * 0.18;
    if (apart && !CLINGS.test(b.text) && !OPENS.test(a.text)) break;
    first = b.x + b.width - from;
  }
  return { text, from, to, size, first };
}

/** Text that runs down or up inside its cell, as if it ran to the right. */
function turnedOf(glyphs: readonly Glyph[]): { glyphs: readonly Glyph[]; turned: boolean } {
  const turns = glyphs.filter(({ text }) => !isBlank(text)).map(({ turn }) => turn);
  const [turn] = turns;
  if (!turn || turns.some((other) => other !== turn)) return { glyphs, turned: false };
  const place = ({ x, y }: Glyph): [number, number] =>
    turn === 90 ? [y, -x] : turn === 180 ? [-x, -y] : [-y, x];
  return {
    turned: true,
    glyphs: glyphs.map((glyph) => {
      const [x, y] = place(glyph);
      return { ...glyph, x, y };
    }),
  };
}
