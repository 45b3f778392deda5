import type { Severity } from '#core/model/finding.ts';
import type { Condition, Params, Rule } from './rule.ts';
import { withDefaults } from './params.ts';
import type { SetEntry } from './set.ts';

/** Who gave a setting: a set and the place in its file, or the rule itself (`set: null`). */
export interface Origin {
  set: string | null;
  place: string;
}

/** How a rule runs on some records, and who said so. */
export interface Setting {
  severity: Severity | 'off';
  params: Params;
  origin: { severity: Origin; params: Record<string, Origin> };
}

/** One entry of a set about one rule, at its place; with `when` for some records only. */
export interface Layer {
  entry: SetEntry | 'own';
  origin: Origin;
  when?: Condition;
}

const OWN: Origin = { set: null, place: '' };

/** A rule that no set has spoken of: it does not run. */
export function untouched(rule: Rule): Setting {
  const params = Object.fromEntries(Object.keys(rule.params).map((name) => [name, OWN]));
  return { severity: 'off', params: withDefaults(rule), origin: { severity: OWN, params } };
}

/** A setting with one more entry laid over it; a rule that was off runs at its own severity when the entry names none. */
export function lay(rule: Rule, before: Setting, { entry, origin }: Layer): Setting {
  if (entry === 'own') {
    const fresh = untouched(rule);
    return { ...fresh, severity: rule.severity, origin: { ...fresh.origin, severity: OWN } };
  }
  if (entry === 'off') return { ...before, severity: 'off', origin: { ...before.origin, severity: origin } };
  const { severity, params = {} } = typeof entry === 'string' ? { severity: entry } : entry;
  const awakened = before.severity === 'off' && severity === undefined;
  const from = (name: string): Origin => ({ ...origin, place: `${origin.place}/params/${name}` });
  const given = Object.fromEntries(Object.keys(params).map((name) => [name, from(name)]));
  return {
    severity: severity ?? (before.severity === 'off' ? rule.severity : before.severity),
    params: { ...before.params, ...params },
    origin: {
      severity: severity === undefined ? (awakened ? OWN : before.origin.severity) : origin,
      params: { ...before.origin.params, ...given },
    },
  };
}

/** Every way in which the conditions of some layers can come out, and the setting each gives. Conditions are told apart by their JSON. */
export function outcomesOf(
  rule: Rule,
  layers: readonly Layer[],
): { holds: Map<string, boolean>; setting: Setting }[] {
  const keys = conditionsOf(layers);
  return Array.from({ length: 2 ** keys.length }, (_, bits) => {
    const holds = new Map(keys.map((key, i) => [key, (bits & (1 << i)) !== 0]));
    return { holds, setting: settingFor(rule, layers, holds) };
  });
}

/** The setting that layers give where their conditions hold as told. */
export function settingFor(
  rule: Rule,
  layers: readonly Layer[],
  holds: ReadonlyMap<string, boolean>,
): Setting {
  return layers
    .filter(({ when }) => when === undefined || holds.get(JSON.stringify(when)) === true)
    .reduce((setting, layer) => lay(rule, setting, layer), untouched(rule));
}

/** The different conditions of some layers, as JSON. */
export function conditionsOf(layers: readonly Layer[]): string[] {
  return [...new Set(layers.flatMap(({ when }) => (when === undefined ? [] : [JSON.stringify(when)])))];
}
