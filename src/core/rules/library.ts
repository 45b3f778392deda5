import { checkRule, type Catalogue } from './check.ts';
import { RuleError, type Problem } from './inspector.ts';
import type { Rule } from './rule.ts';
import { checkSet, type RuleSet } from './set.ts';

/** Rules by id and sets by name, all of them checked. */
export interface Library {
  rules: Map<string, Rule>;
  sets: Map<string, RuleSet>;
}

const RULES = import.meta.glob<unknown>(
  ['../../../rules/*/*.json', '!../../../rules/{sets,schema,templates}/*.json'],
  {
    eager: true,
    import: 'default',
  },
);
const SETS = import.meta.glob<unknown>('../../../rules/sets/*.json', { eager: true, import: 'default' });

let shipped: Library | undefined;

/** The rules and sets that the product ships, read once. */
export function library(): Library {
  return (shipped ??= makeLibrary(fromRoot(RULES), fromRoot(SETS)));
}

function fromRoot(files: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(files).map(([path, json]) => [path.replace(/^(\.\.\/)+/, ''), json]),
  );
}

/**
 * A library from parsed JSON by file name; a user's own rules can be laid over another library with `base`, where the same id or code is refused.
 * @throws RuleError with the problems of all files
 */
export function makeLibrary(...given: Parameters<typeof gatherLibrary>): Library {
  const { rules, sets, problems } = gatherLibrary(...given);
  const [first, ...rest] = problems;
  if (first) throw new RuleError([first, ...rest]);
  return { rules, sets };
}

/** The same, but what is refused is left out and told; the rest stands as it would without it. */
export function gatherLibrary(
  ruleFiles: Record<string, unknown>,
  setFiles: Record<string, unknown> = {},
  options: { base?: Library; catalogue?: Catalogue } = {},
): Library & { problems: Problem[] } {
  const problems: Problem[] = [];
  const rules = new Map(options.base?.rules);
  const sets = new Map(options.base?.sets);
  const codes = new Map([...rules.values()].map((rule) => [rule.code, rule.id]));
  const attempt = (work: () => void) => {
    try {
      work();
    } catch (error) {
      if (!(error instanceof RuleError)) throw error;
      problems.push(...error.problems);
    }
  };
  const files = Object.entries(ruleFiles).sort(([a], [b]) => (a < b ? -1 : 1));
  for (const [file, json] of files)
    attempt(() => {
      const rule = checkRule(json, file, options.catalogue);
      if (rules.has(rule.id)) return void problems.push(taken(file, '/id', rule.id));
      if (codes.has(rule.code)) return void problems.push(taken(file, '/code', rule.code));
      rules.set(rule.id, rule);
      codes.set(rule.code, rule.id);
    });
  for (const [file, json] of Object.entries(setFiles))
    attempt(() => {
      const set = checkSet(json, file);
      if (sets.has(set.name)) return void problems.push(taken(file, '/name', set.name));
      sets.set(set.name, set);
    });
  return { rules, sets, problems };
}

function taken(file: string, place: string, name: string): Problem {
  return {
    file,
    place,
    message: `“${name}”已被另一条规则使用，请另取`,
    messageEn: `"${name}" is taken by another rule: choose another`,
  };
}
