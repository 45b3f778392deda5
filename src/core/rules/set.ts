import { SEVERITIES, type Severity } from '#core/model/finding.ts';
import { Inspector } from './inspector.ts';
import type { Bilingual, Condition, Params } from './rule.ts';

/** What a set says of one rule: its severity, `off`, or severity and parameters (what is left out stays). */
export type SetEntry = Severity | 'off' | { severity?: Severity; params?: Params };

/**
 * Other entries for some records: those of which `when` is true. It reads facts of the scope of the rules it changes, such as `nature`,
 * `department` or `form_kind`.
 */
export interface Override {
  when: Condition;
  rules: Record<string, SetEntry>;
}

/**
 * A rule set, one file each in rules/sets, the file named after the set. `rules: "all"` takes every rule of the library at its own severity.
 * Settings are laid over each other in this order, the last one counts: the rule's own, those of the set it `extends` (its overrides
 * with them), `rules`, then `overrides` in the order written.
 */
export interface RuleSet {
  $schema?: string;
  name: string;
  version: string;
  title: Bilingual;
  why: Bilingual;
  /** Another set by name; in a file of the user's own also a file, such as `./ministry.json`. */
  extends?: string;
  rules: Record<string, SetEntry> | 'all';
  overrides?: Override[];
  /** Rules that sets built on this one may make stricter, never weaker; `all`: every rule this set runs. */
  locked?: string[] | 'all';
}

/**
 * Checks the form of a set's JSON. Whether the rules, parameters and facts it names exist is `resolveSet`'s to say.
 * @throws RuleError with every problem and its place
 */
export function checkSet(json: unknown, file: string): RuleSet {
  const look = new Inspector(file);
  const set = look.object(json, '', {
    required: ['name', 'version', 'title', 'why', 'rules'],
    optional: ['$schema', 'extends', 'overrides', 'locked'],
  });
  if (set) {
    look.name(set.name, '/name');
    look.version(set.version, '/version');
    look.bilingual(set.title, '/title');
    look.bilingual(set.why, '/why');
    if (set.extends !== undefined && !isFile(set.extends)) look.name(set.extends, '/extends');
    if (set.rules !== 'all') checkEntries(look, set.rules, '/rules');
    if (set.overrides !== undefined) checkOverrides(look, set.overrides);
    if (set.locked !== undefined && set.locked !== 'all')
      look.array(set.locked, '/locked')?.forEach((id, i) => look.name(id, `/locked/${i}`));
    if (typeof set.name === 'string') look.fileName(set.name, '/name');
  }
  look.finish();
  return json as RuleSet;
}

const isFile = (name: unknown) => typeof name === 'string' && name.endsWith('.json');

function checkOverrides(look: Inspector, overrides: unknown): void {
  look.array(overrides, '/overrides')?.forEach((one, i) => {
    const override = look.object(one, `/overrides/${i}`, { required: ['when', 'rules'], optional: [] });
    if (override?.when !== undefined) look.object(override.when, `/overrides/${i}/when`, 'any');
    if (override?.rules !== undefined) checkEntries(look, override.rules, `/overrides/${i}/rules`);
  });
}

function checkEntries(look: Inspector, entries: unknown, place: string): void {
  for (const [id, entry] of Object.entries(look.object(entries, place, 'any') ?? {}))
    checkEntry(look, entry, `${place}/${id}`);
}

function checkEntry(look: Inspector, entry: unknown, place: string): void {
  if (typeof entry === 'string') return look.oneOf(entry, [...SEVERITIES, 'off'], place);
  const object = look.object(entry, place, { required: [], optional: ['severity', 'params'] });
  if (!object) return;
  if (object.severity !== undefined) look.oneOf(object.severity, SEVERITIES, `${place}/severity`);
  if (object.params !== undefined) look.object(object.params, `${place}/params`, 'any');
}
