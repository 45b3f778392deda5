import type { Strength } from '#core/model/indicator.ts';
import type { Severity } from '#core/model/finding.ts';

/** Colours a drawing needs, resolved from the page's tokens; the same keys as the tokens. */
export interface Palette {
  card: string;
  ink: string;
  ink2: string;
  ink3: string;
  line: string;
  accent: string;
  accentSoft: string;
  state: string;
  strength: Record<Strength, string>;
  severity: Record<Severity, string>;
  font: string;
}

/** What every drawing is given besides its rows. */
export interface Style {
  palette: Palette;
  language: 'zh' | 'en';
  /** Width of the drawing in px: decides how much room names get. */
  width: number;
}
