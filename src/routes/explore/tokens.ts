import { SEVERITY_STRIPES } from '#core/charts/palette.ts';
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
  return STRENGTHS.map((strength, s) => ({
    size: sizes(s),
    color: `var(--${STRENGTH_TOKEN[strength]})`,
    pattern: patternOf(strength),
  }));
}

const patternOf = (strength: Strength): string | undefined =>
  theme.patterns && strength !== 'number' ? `var(--${STRENGTH_TOKEN[strength]}-pattern)` : undefined;

/** The colour tokens of the severities. */
const SEVERITY_TOKEN: Record<Severity, string> = { error: 'err', warning: 'warn', info: 'info' };

/** The one part of a bar of a severity, `null` for what no rule flags. */
export function severityPart(size: number, severity: Severity | null): Part {
  return severity
    ? { size, color: `var(--${SEVERITY_TOKEN[severity]})`, pattern: patternOf(SEVERITY_STRIPES[severity]) }
    : { size, color: 'var(--ink3)' };
}
