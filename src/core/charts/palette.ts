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

type Decal =
  | { symbol: 'none' }
  | { symbol: 'rect'; color: string; dashArrayX: number[]; dashArrayY: number[]; rotation: number };

/** Stripes over a strength's colour, the same that tokens.css gives bars and legends; drawn where patterns are wished for. */
export function decalOf(strength: Strength, { card }: Palette): Decal {
  const stripes = (degrees: number, line: number, gap: number): Decal => ({
    symbol: 'rect',
    color: card,
    dashArrayX: [1, 0],
    dashArrayY: [line, gap],
    rotation: (degrees / 180) * Math.PI,
  });
  return {
    number: { symbol: 'none' as const },
    full: stripes(90, 1.5, 3.5),
    trend: stripes(45, 1.5, 3.5),
    state: stripes(-45, 2, 2),
    lost: stripes(0, 1.5, 2.5),
  }[strength];
}
