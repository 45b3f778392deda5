import type { Bilingual } from '#core/rules/rule.ts';
import type { ResolvedSet } from '#core/rules/resolve.ts';

/** What is said of the rules that ran. */
export interface RuleWords {
  set: Bilingual;
  version: string;
  count: number;
  /** By rule id. */
  titles: Record<string, Bilingual>;
}

export function ruleWords(set: ResolvedSet): RuleWords {
  return {
    set: set.title,
    version: set.version,
    count: set.rules.length,
    titles: Object.fromEntries(set.rules.map(({ rule }) => [rule.id, rule.title])),
  };
}
