import type { Severity } from '#core/model/finding.ts';
import type { Library } from '#core/rules/library.ts';
import { resolveSet, type ResolvedSet } from '#core/rules/resolve.ts';

const FIRST = ['recommended', 'strict', 'leader', 'self-evaluation'];

/** The library's sets with their rules resolved, the default first. */
export function setsOf(library: Library): ResolvedSet[] {
  const place = (name: string) => (FIRST.includes(name) ? FIRST.indexOf(name) : FIRST.length);
  return [...library.sets.keys()]
    .sort((a, b) => place(a) - place(b) || (a < b ? -1 : 1))
    .map((name) => resolveSet(library, name));
}

/** What a set gives a rule; null where it leaves the rule out. */
export function severityIn(set: ResolvedSet, rule: string): Severity | null {
  return set.rules.find((one) => one.rule.id === rule)?.severity ?? null;
}
