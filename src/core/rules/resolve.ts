import type { Severity } from '#core/model/finding.ts';
import { Inspector, nearest } from './inspector.ts';
import type { Library } from './library.ts';
import { checkGiven, withDefaults } from './params.ts';
import type { Bilingual, Params, Rule } from './rule.ts';
import type { RuleSet, SetEntry } from './set.ts';

/** One rule as a set runs it. */
export interface ResolvedRule {
  rule: Rule;
  severity: Severity;
  params: Params;
}

/** A set with its `extends` followed: the rules that run, sorted by code. */
export interface ResolvedSet {
  name: string;
  version: string;
  title: Bilingual;
  why: Bilingual;
  rules: ResolvedRule[];
}

/**
 * Follows a set's `extends` and puts its severities and parameters over the rules' own.
 * @param nameOrSet the name of a set of the library, or a set of the user's own that `checkSet` has passed
 * @throws RuleError for an unknown set, rule or parameter, a parameter of the wrong type, or sets that extend each other in a circle
 */
export function resolveSet(library: Library, nameOrSet: string | RuleSet): ResolvedSet {
  const set = typeof nameOrSet === 'string' ? find(library, nameOrSet, nameOrSet, '') : nameOrSet;
  const look = new Inspector(`rules/sets/${set.name}.json`);
  const chosen = new Map<string, ResolvedRule>();
  for (const layer of chain(library, set)) apply(look, library, layer, chosen);
  look.finish();
  const rules = [...chosen.values()].sort((a, b) => (a.rule.code < b.rule.code ? -1 : 1));
  return { name: set.name, version: set.version, title: set.title, why: set.why, rules };
}

function find(library: Library, name: string, from: string, place: string): RuleSet {
  const set = library.sets.get(name);
  if (set) return set;
  const look = new Inspector(from);
  const near = nearest(name, [...library.sets.keys()]);
  const known = [...library.sets.keys()];
  look.problem(
    place,
    `没有名为“${name}”的规则集${near ? `，是否应为“${near}”？` : `；可用：${known.join('、')}`}`,
    `no rule set is named "${name}"${near ? `; did you mean "${near}"?` : `; known: ${known.join(', ')}`}`,
  );
  look.finish();
  throw new RangeError(name);
}

function chain(library: Library, set: RuleSet): RuleSet[] {
  const layers = [set];
  for (let top = set; top.extends !== undefined; ) {
    const file = `rules/sets/${top.name}.json`;
    top = find(library, top.extends, file, '/extends');
    if (layers.some((layer) => layer.name === top.name)) {
      const look = new Inspector(file);
      const circle = [...layers.map((l) => l.name).reverse(), top.name].join(' → ');
      look.problem('/extends', `规则集互相引用成环：${circle}`, `sets extend each other in a circle: ${circle}`);
      look.finish();
    }
    layers.unshift(top);
  }
  return layers;
}

function apply(look: Inspector, library: Library, set: RuleSet, chosen: Map<string, ResolvedRule>): void {
  if (set.rules === 'all') {
    for (const rule of library.rules.values())
      chosen.set(rule.id, { rule, severity: rule.severity, params: withDefaults(rule) });
    return;
  }
  for (const [id, entry] of Object.entries(set.rules)) {
    const place = `/rules/${id}`;
    const rule = library.rules.get(id);
    if (!rule) {
      const near = nearest(id, [...library.rules.keys()]);
      look.problem(
        place,
        `没有规则“${id}”${near ? `，是否应为“${near}”？` : ''}`,
        `there is no rule "${id}"${near ? `; did you mean "${near}"?` : ''}`,
      );
    } else if (entry === 'off') chosen.delete(id);
    else chosen.set(id, change(look, rule, entry, chosen.get(id), place));
  }
}

function change(
  look: Inspector,
  rule: Rule,
  entry: Exclude<SetEntry, 'off'>,
  before: ResolvedRule | undefined,
  place: string,
): ResolvedRule {
  const { severity, params } = typeof entry === 'string' ? { severity: entry, params: undefined } : entry;
  if (params) checkGiven(look, params, rule.params, `${place}/params`);
  return {
    rule,
    severity: severity ?? before?.severity ?? rule.severity,
    params: { ...withDefaults(rule, before?.params), ...params },
  };
}
