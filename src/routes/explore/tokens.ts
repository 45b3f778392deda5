import type { Severity } from '#core/model/finding.ts';
import { STRENGTHS, type Strength } from '#core/model/indicator.ts';
import { theme } from '#lib/app/theme.svelte.ts';
import type { Part } from './shade.ts';

/** The colour tokens of the classes of strength. */
export const STRENGTH_TOKEN: Record<Strength, string> = {
  number: 'num',
  full: 'sat',
  trend: 'trend',
  state: 'state',
  lost: 'lost',
};

/** The parts of a bar by strength, in colour, and in pattern where that is wished for. */
export function strengthParts(sizes: (strength: number) => number): Part[] {
  return STRENGTHS.map((strength, s) => {
    const token = STRENGTH_TOKEN[strength];
    return {
      size: sizes(s),
      color: `var(--${token})`,
      pattern: theme.patterns && token !== 'num' ? `var(--${token}-pattern)` : undefined,
    };
  });
}

/** The colour tokens of the severities. */
export const SEVERITY_TOKEN: Record<Severity, string> = { error: 'err', warning: 'warn', info: 'info' };
