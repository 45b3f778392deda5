import type { Severity } from '#core/model/finding.ts';
import type { Strength } from '#core/model/indicator.ts';

/** The colour tokens of the classes of strength. */
export const STRENGTH_TOKEN: Record<Strength, string> = {
  number: 'num',
  full: 'sat',
  trend: 'trend',
  state: 'state',
  lost: 'lost',
};

/** The colour tokens of the severities. */
export const SEVERITY_TOKEN: Record<Severity, string> = { error: 'err', warning: 'warn', info: 'info' };
