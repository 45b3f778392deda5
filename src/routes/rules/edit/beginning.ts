import { library } from '#core/rules/library.ts';
import type { Rule } from '#core/rules/rule.ts';
import { templates } from '#core/rules/templates.ts';
import type { Origin } from '#lib/rules/kept-draft.ts';
import { ownRules } from '#lib/rules/own-rules.svelte.ts';

/** What an edit begins from: the rule's JSON, and the version that its effect is compared with. */
export interface Beginning {
  origin: Origin;
  rule: unknown;
  base: Rule | null;
}

/** Reads the address: `own` = a kept rule, `from` = a copy of a rule, `template`. `null` = nothing chosen yet. */
export function beginning(query: URLSearchParams): Beginning | 'missing' | null {
  const [own, from, template] = ['own', 'from', 'template'].map((key) => query.get(key));
  if (own) {
    const kept = ownRules.of(own);
    return kept ? { origin: { kind: 'own', id: own }, rule: kept.json, base: kept.rule } : 'missing';
  }
  const of = from
    ? (library().rules.get(from) ?? ownRules.of(from)?.rule)
    : template
      ? templates().find((rule) => rule.id === template)
      : null;
  if (of === null) return null;
  if (!of) return 'missing';
  const { code, id } = ownRules.unused(from ? `${of.id}-own` : of.id);
  const rule = { ...of, id, code, version: '1.0.0' };
  delete rule.$schema;
  return from
    ? { origin: { kind: 'from', id: of.id }, rule, base: of }
    : { origin: { kind: 'template', id: of.id }, rule, base: null };
}
