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
  /** The value was pushed off the table. */
  lost: boolean;
  tokens: Token[];
  /** Level 2 as free text, in the older scheme. */
  freeLevel2: string | null;
}
