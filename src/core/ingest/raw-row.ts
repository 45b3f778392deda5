import type { Token } from './token.ts';

/** One printed row of the indicator table before levels are resolved. */
export interface RawRow {
  line: number;
  /** Blank lines before it. */
  gap: number;
  level1: Token | null;
  level2: Token | null;
  name: string;
  /** The target as printed, sign and unit columns joined; `''` when the row prints none. */
  raw: string;
  weight: number | null;
  actual: string | null;
  score: number | null;
  reason: string | null;
  /** A cell stands in another column than the header says. */
  shifted: boolean;
  /** The name was put together from several cells. */
  joined: boolean;
  /** Texts that stood in one cell were parted: level and name, or name and value. */
  parted: boolean;
  /** No value was read: pushed off the table, or blank. */
  lost: boolean;
  tokens: Token[];
  /** Level 2 as free text, in the older scheme. */
  freeLevel2: string | null;
  /** A level's name stands out of its place in this row, or in one above it, and none was printed in place since. */
  astray: boolean;
  /** The cell of its level 2 spans it, so there is no doubt where it belongs. */
  sure: boolean;
  /** Of a form's two sets of indicators, the one it stands in; `null` when the form prints one. */
  set: 'overall' | 'annual' | null;
  /** Level names of the scheme, set when levels are resolved. */
  resolved1: string | null;
  resolved2: string | null;
}
