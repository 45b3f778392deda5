import { SEVERITIES, type Severity } from '#core/model/finding.ts';
import { Inspector } from './inspector.ts';
import type { Bilingual, Params } from './rule.ts';

/** What a set says of one rule: its severity, `off`, or severity and parameters (what is left out stays). */
export type SetEntry = Severity | 'off' | { severity?: Severity; params?: Params };

/**
 * A rule set, one file each in rules/sets, the file named after the set. `rules: "all"` takes every rule of the library at its own severity.
 * With `extends`, entries change what the other set gives; rules it does not name stay as they are there.
 */
export interface RuleSet {
  $schema?: string;
  name: string;
  version: string;
  title: Bilingual;
  why: Bilingual;
  extends?: string;
  rules: Record<string, SetEntry> | 'all';
}

/**
 * Checks the form of a set's JSON. Whether the rules and parameters it names exist is `resolveSet`'s to say.
 * @throws RuleError with every problem and its place
 */
export function checkSet(json: unknown, file: string): RuleSet {
  const look = new Inspector(file);
  const set = look.object(json, '', {
    required: ['name', 'version', 'title', 'why', 'rules'],
    optional: ['$schema', 'extends'],
  });
  if (set) {
    look.name(set.name, '/name');
    look.version(set.version, '/version');
    look.bilingual(set.title, '/title');
    look.bilingual(set.why, '/why');
    if (set.extends !== undefined) look.name(set.extends, '/extends');
    if (set.rules !== 'all') {
      const entries = look.object(set.rules, '/rules', 'any');
      for (const [id, entry] of Object.entries(entries ?? {})) checkEntry(look, entry, `/rules/${id}`);
    }
    if (typeof set.name === 'string') look.fileName(set.name, '/name');
  }
  look.finish();
  return json as RuleSet;
}

function checkEntry(look: Inspector, entry: unknown, place: string): void {
  if (typeof entry === 'string') return look.oneOf(entry, [...SEVERITIES, 'off'], place);
  const object = look.object(entry, place, { required: [], optional: ['severity', 'params'] });
  if (!object) return;
  if (object.severity !== undefined) look.oneOf(object.severity, SEVERITIES, `${place}/severity`);
  if (object.params !== undefined) look.object(object.params, `${place}/params`, 'any');
}
