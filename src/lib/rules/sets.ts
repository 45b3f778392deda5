import type { Severity } from '#core/model/finding.ts';
import { library, type Library } from '#core/rules/library.ts';
import { besideOwn } from '#core/rules/own-set.ts';
import { resolveSet, type ResolvedSet } from '#core/rules/resolve.ts';
import { language } from '#lib/app/language.svelte.ts';
import { t } from '#lib/i18n/t.ts';

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

/** What a set is called; one with rules of the user's own beside it is called after the set. */
export function setTitle(name: string): string {
  const titleOf = (one: string) => library().sets.get(one)?.title[language.current] ?? one;
  const beside = besideOwn(name);
  return beside === null ? titleOf(name) : t('rules.set.own', { set: titleOf(beside) });
}
