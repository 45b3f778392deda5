import type { NoteCode } from './note.ts';
import type { Source } from './source.ts';
import type { Target } from './target.ts';

/** The five classes of strength, strongest first. The class is read off the target once and used by every chart and rule. */
export const STRENGTHS = ['number', 'full', 'trend', 'state', 'lost'] as const;
export type Strength = (typeof STRENGTHS)[number];

/** One row of the three-level table. Level names are the printed scheme's full names (`产出指标`, `数量指标`). */
export interface Indicator {
  /** 1-based place in the form. */
  ordinal: number;
  /** Derived from level2; `null` only when neither could be read. */
  level1: string | null;
  level2: string | null;
  name: string;
  /** The target as printed, half-width and without inner padding; `''` when lost or blank. */
  raw: string;
  target: Target;
  weight: number | null;
  /** Self-evaluation columns, as printed. */
  actual: string | null;
  score: number | null;
  reason: string | null;
  /** What stood printed in the level columns of this very row, before anything was inferred or carried down. */
  stated: { level1: string | null; level2: string | null };
  source: Source;
  notes: NoteCode[];
}
