import type { Bilingual, Rule } from './rule.ts';
import type { RuleSet } from './set.ts';

/**
 * Rules of the user's own as a set, each at its own severity, beside another set (`recommended-own` extends `recommended`) or alone (`own`).
 * A run of it can be told, locked and repeated like that of any other set.
 */
export function ownSet(under: string | undefined, rules: readonly Rule[], from: Bilingual): RuleSet {
  return {
    name: under === undefined ? 'own' : `${under}${OWN}`,
    version: '1.0.0',
    title: { zh: '自有规则', en: 'Own rules' },
    why: from,
    ...(under === undefined ? {} : { extends: under }),
    rules: Object.fromEntries(rules.map((rule) => [rule.id, rule.severity])),
  };
}

const OWN = '-own';

/** The set beside which rules of the user's own ran, `null` when it is no such set's name. */
export function besideOwn(name: string): string | null {
  return name.endsWith(OWN) ? name.slice(0, -OWN.length) : null;
}
