import type { Box } from './pdf-matrix.ts';

/** One character as drawn, in points from the page's upper left corner, y down, after the page was turned upright. */
export interface Glyph {
  text: string;
  /** Left end of the baseline. */
  x: number;
  y: number;
  /** Advance, and height of the font. */
  width: number;
  size: number;
  /** How it runs on the upright page: 0 = to the right, 90 = down, 180, 270; null = aslant. */
  turn: Turn | null;
  /** What of the page was open to drawing. */
  clip: Box | null;
  /** A blank was drawn before it. */
  spaced: boolean;
  /** Not painted: the text layer of a scan. */
  hidden: boolean;
}

export type Turn = 0 | 90 | 180 | 270;

/** A straight ruling line: `at` across it, `from` and `to` along it. */
export interface Ruling {
  at: number;
  from: number;
  to: number;
}

/** All that is painted on one page, upright. */
export interface Marks {
  width: number;
  height: number;
  glyphs: Glyph[];
  /** Ruling lines from left to right, `at` = y. */
  across: Ruling[];
  /** Ruling lines from top to bottom, `at` = x. */
  down: Ruling[];
  /** Area of the biggest picture over the page’s. */
  picture: number;
  /** Curves drawn: text may have been turned into outlines. */
  curves: number;
  /** Characters beyond the page's edge. */
  beyond: number;
  /** Characters without a code, read as U+FFFD. */
  unmapped: number;
}
