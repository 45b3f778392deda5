import type { Severity } from '#core/model/finding.ts';
import { FACTS } from '#core/store/facts.ts';
import { casesOf, type Case } from './cases.ts';
import { checkCondition } from './check-condition.ts';
import { Inspector, nearest } from './inspector.ts';
import type { Library } from './library.ts';
import { checkGiven } from './params.ts';
import type { Bilingual, Condition, Params, Rule } from './rule.ts';
import type { RuleSet, SetEntry } from './set.ts';
import { conditionsOf, outcomesOf, settingFor, type Layer, type Setting } from './setting.ts';
import { weakness } from './strictness.ts';

/** One rule as a set runs it. */
export interface ResolvedRule {
  rule: Rule;
  severity: Severity;
  params: Params;
  /** Who gave the severity and each parameter. */
  origin?: Setting['origin'];
  /** Where overrides treat records differently: all of its settings. `severity` and `params` are then those of records no override names. */
  cases?: Case[];
}

/** A set with its `extends` followed: the rules that run, sorted by code. */
export interface ResolvedSet {
  name: string;
  version: string;
  title: Bilingual;
  why: Bilingual;
  rules: ResolvedRule[];
  /** Rules that its sets name and that do not run: whoever reads those sets again needs them. */
  off?: Rule[];
  /** The sets it is made of, the one furthest below first. */
  layers?: RuleSet[];
}

/** So many conditions may bear on one rule: each doubles the cases. */
const MOST_CONDITIONS = 6;

/**
 * Follows a set's `extends` and puts its severities and parameters over the rules' own.
 * @param nameOrSet the name of a set of the library, or a set of the user's own that `checkSet` has passed
 * @param file where a set of the user's own comes from, for messages
 * @throws RuleError for an unknown set, rule, parameter or fact, a parameter of the wrong type, sets that extend each other in a circle, and a locked rule made weaker
 */
export function resolveSet(library: Library, nameOrSet: string | RuleSet, file?: string): ResolvedSet {
  const set = typeof nameOrSet === 'string' ? find(library, nameOrSet, nameOrSet, '') : nameOrSet;
  const sets = chain(library, set);
  const stack = new Map<string, Layer[]>();
  const floors = new Map<string, { layers: Layer[]; set: string }>();
  const look = new Inspector(file ?? fileOf(set));
  for (const one of sets) {
    const own = one === set ? look : new Inspector(fileOf(one));
    apply(own, library, one, stack, floors);
    if (own !== look) own.finish();
  }
  look.finish();
  const rules = [...stack].flatMap(([id, layers]) => resolved(library.rules.get(id)!, layers) ?? []);
  rules.sort((a, b) => (a.rule.code < b.rule.code ? -1 : 1));
  const running = new Set(rules.map(({ rule }) => rule.id));
  const off = [...library.rules.values()].filter(
    ({ id }) => !running.has(id) && (stack.has(id) || floors.has(id)),
  );
  const { name, version, title, why } = set;
  return { name, version, title, why, rules, off, layers: sets };
}

const fileOf = (set: RuleSet) => `rules/sets/${set.name}.json`;

function resolved(rule: Rule, layers: readonly Layer[]): ResolvedRule | null {
  const cases = casesOf(rule, layers);
  const [first] = cases;
  if (!first) return null;
  if (first.when === undefined) return { rule, ...first };
  const otherwise = settingFor(rule, layers, new Map());
  const { severity, params, origin } = otherwise.severity === 'off' ? first : otherwise;
  return { rule, severity: severity as Severity, params, origin, cases: cases as Case[] };
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
  const sets = [set];
  for (let top = set; top.extends !== undefined;) {
    const file = fileOf(top);
    top = find(library, top.extends, file, '/extends');
    if (sets.some((one) => one.name === top.name)) {
      const look = new Inspector(file);
      const circle = [...sets.map((one) => one.name).reverse(), top.name].join(' → ');
      look.problem(
        '/extends',
        `规则集互相引用成环：${circle}`,
        `sets extend each other in a circle: ${circle}`,
      );
      look.finish();
    }
    sets.unshift(top);
  }
  return sets;
}

type Stack = Map<string, Layer[]>;
type Floors = Map<string, { layers: Layer[]; set: string }>;

/** Lays what one set says over what the sets below it said, and sets the floors it locks. */
function apply(look: Inspector, library: Library, set: RuleSet, stack: Stack, floors: Floors): void {
  const put = (rule: Rule, layer: Layer) => {
    const layers = [...(stack.get(rule.id) ?? []), layer];
    if (conditionsOf(layers).length > MOST_CONDITIONS)
      return look.problem(
        layer.origin.place,
        `规则“${rule.id}”涉及的条件超过 ${MOST_CONDITIONS} 个，请合并`,
        `more than ${MOST_CONDITIONS} conditions bear on "${rule.id}": join some`,
      );
    stack.set(rule.id, layers);
    const floor = floors.get(rule.id);
    if (floor) checkFloor(look, rule, floor, layers, layer.origin.place);
  };
  if (set.rules === 'all')
    for (const rule of library.rules.values())
      put(rule, { entry: 'own', origin: { set: set.name, place: '/rules' } });
  else layEntries(look, library, set, set.rules, '/rules', undefined, put);
  for (const [i, { when, rules }] of (set.overrides ?? []).entries())
    layEntries(
      look,
      library,
      set,
      rules,
      `/overrides/${i}/rules`,
      { condition: when, place: `/overrides/${i}/when` },
      put,
    );

  const locked = set.locked === 'all' ? [...stack.keys()] : (set.locked ?? []);
  for (const [i, id] of locked.entries())
    if (!library.rules.has(id)) unknownRule(look, library, id, `/locked/${i}`);
    else floors.set(id, { layers: stack.get(id) ?? [], set: set.name });
}

function layEntries(
  look: Inspector,
  library: Library,
  set: RuleSet,
  entries: Record<string, SetEntry>,
  place: string,
  when: { condition: Condition; place: string } | undefined,
  put: (rule: Rule, layer: Layer) => void,
): void {
  const scopes = new Set<string>();
  for (const [id, entry] of Object.entries(entries)) {
    const at = `${place}/${id}`;
    const rule = library.rules.get(id);
    if (!rule) {
      unknownRule(look, library, id, at);
      continue;
    }
    const before = look.problems.length;
    if (typeof entry === 'object' && entry.params)
      checkGiven(look, entry.params, rule.params, `${at}/params`);
    if (when && !scopes.has(rule.scope)) {
      scopes.add(rule.scope);
      const words = { scope: rule.scope, facts: FACTS[rule.scope], params: {} };
      checkCondition(look, when.condition, when.place, words, new Set());
    }
    if (look.problems.length > before) continue;
    put(rule, { entry, origin: { set: set.name, place: at }, ...(when ? { when: when.condition } : {}) });
  }
}

function unknownRule(look: Inspector, library: Library, id: string, place: string): void {
  const near = nearest(id, [...library.rules.keys()]);
  look.problem(
    place,
    `没有规则“${id}”${near ? `，是否应为“${near}”？` : ''}`,
    `there is no rule "${id}"${near ? `; did you mean "${near}"?` : ''}`,
  );
}

/** Notes where the layers make a rule weaker than the set that locks it lets them, on whatever records. */
function checkFloor(
  look: Inspector,
  rule: Rule,
  floor: { layers: Layer[]; set: string },
  layers: readonly Layer[],
  place: string,
): void {
  for (const { holds, setting } of outcomesOf(rule, layers)) {
    const least = settingFor(rule, floor.layers, holds);
    const weak = weakness(rule, least, setting);
    if (weak === null) continue;
    const [mustZh, mustEn] =
      weak === 'severity'
        ? [
            `级别不得低于 ${least.severity}，现为 ${setting.severity}`,
            `severity ${least.severity} at least, not ${setting.severity}`,
          ]
        : [
            `参数“${weak}”为 ${JSON.stringify(setting.params[weak])}，不如 ${JSON.stringify(least.params[weak])} 严`,
            `the parameter "${weak}" of ${JSON.stringify(setting.params[weak])} is not as strict as ${JSON.stringify(least.params[weak])}`,
          ];
    return look.problem(
      place,
      `规则“${rule.id}”被规则集“${floor.set}”锁定，只能更严：${mustZh}。请删去这一项或改得更严`,
      `the set "${floor.set}" locks "${rule.id}", which may only be made stricter: ${mustEn}. Remove this entry or make it stricter`,
    );
  }
}
