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
  /** Of the drawing, in px: they decide where names stand and how much room they get. */
  width: number;
  height: number;
  /** Parts are told by pattern besides colour. */
  patterns: boolean;
}

interface Decal {
  symbol: 'rect';
  color: string;
  dashArrayX: number[];
  dashArrayY: number[];
  rotation: number;
}

const STRIPES: Record<Strength, { degrees: number; line: number; gap: number } | null> = {
  number: null,
  full: { degrees: 90, line: 1.5, gap: 3.5 },
  trend: { degrees: 45, line: 1.5, gap: 3.5 },
  state: { degrees: -45, line: 2, gap: 2 },
  lost: { degrees: 0, line: 1.5, gap: 2.5 },
};

/** The stripes that tokens.css gives bars and legends of a strength, where patterns are wished for. */
export function decalOf(strength: Strength, { palette, patterns }: Style): Decal | undefined {
  const stripes = STRIPES[strength];
  if (!patterns || !stripes) return undefined;
  return {
    symbol: 'rect',
    color: palette.card,
    dashArrayX: [1, 0],
    dashArrayY: [stripes.line, stripes.gap],
    rotation: (stripes.degrees / 180) * Math.PI,
  };
}

/** The strength whose stripes a severity shares: the gravest has none, as the strongest target has none. */
export const SEVERITY_STRIPES: Record<Severity, Strength> = {
  error: 'number',
  warning: 'trend',
  info: 'lost',
};

/** How a bar of a strength looks, at rest and under the pointer. */
export function strengthLook(strength: Strength, style: Style) {
  const color = style.palette.strength[strength];
  return {
    itemStyle: { color, decal: decalOf(strength, style), borderColor: style.palette.card, borderWidth: 1 },
    emphasis: { itemStyle: { color, opacity: 0.85 } },
  };
}
