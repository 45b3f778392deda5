import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { library } from '#core/rules/library.ts';
import { resolveSet, type ResolvedSet } from '#core/rules/resolve.ts';
import { RuleError, type Problem } from '#core/rules/inspector.ts';
import { checkLock, type Lock } from '#core/rules/lock.ts';
import { ownSet } from '#core/rules/own-set.ts';
import { checkSet, type RuleSet } from '#core/rules/set.ts';
import { checkWaivers, type Waiver } from '#core/rules/waiver.ts';
import { CommandError, type Effects } from './effects.ts';
import { reason } from './files.ts';
import { holdsOwnRules, readOwnRules } from './own-rules.ts';

/**
 * A rule set by name, or from a JSON file of the user's own (a value that ends in .json). A file's `extends` may name another file, whose path
 * is relative to its own. Rules of the user's own, a file or a folder of them, run at their own severities; after a set and a comma,
 * beside it (`recommended,mine/`). Throws RuleError for what is refused, CommandError.
 */
export async function readRuleSet(name: string, effects: Effects): Promise<ResolvedSet> {
  const { set, problems } = await readRulesKept(name, effects);
  const [first, ...rest] = problems;
  if (first) throw new RuleError([first, ...rest]);
  return set;
}

/** The same, but rules of the user's own that are refused are left out and told. */
export async function readRulesKept(
  value: string,
  effects: Effects,
): Promise<{ set: ResolvedSet; problems: Problem[] }> {
  const parts = value.split(',').map((part) => part.trim());
  const last = parts.at(-1) ?? '';
  const own = (await holdsOwnRules(last, effects)) ? await readOwnRules(last, effects) : null;
  const named = own ? parts.slice(0, -1) : parts;
  if (named.length > 1)
    throw new CommandError(
      `--rules ${value}: 至多一个规则集，逗号后面是自有规则的文件或文件夹 / at most one set, after the comma a file or folder of your own rules`,
    );
  const { rules, sets } = own?.library ?? library();
  const known = new Map(sets);
  const [name] = named;
  const set = name?.endsWith('.json') ? await readSetFile(name, known, [], effects) : name;
  if (!own) return { set: resolveSet({ rules, sets: known }, set ?? value, name), problems: [] };
  if (typeof set === 'object') known.set(set.name, set);
  const under = typeof set === 'object' ? set.name : set;
  const together = ownSet(under, own.rules, { zh: `来自 ${last}`, en: `From ${last}` });
  return { set: resolveSet({ rules, sets: known }, together, last), problems: own.problems };
}

/** The set in a file; those it extends by path are added to `known` under their names. */
async function readSetFile(
  file: string,
  known: Map<string, RuleSet>,
  from: readonly string[],
  effects: Effects,
): Promise<RuleSet> {
  const place = path.resolve(effects.cwd, file);
  if (from.includes(place))
    throw new CommandError(
      `${file}: 规则集文件互相引用成环 / set files extend each other in a circle: ${[...from, place].map((one) => path.basename(one)).join(' → ')}`,
    );
  const set = checkSet(await readJson(file, effects), file);
  if (!set.extends?.endsWith('.json')) return set;
  const below = await readSetFile(
    path.join(path.dirname(file), set.extends),
    known,
    [...from, place],
    effects,
  );
  if (known.has(below.name))
    throw new CommandError(
      `${set.extends}: 名称“${below.name}”已被占用，请另取 / the name "${below.name}" is taken: choose another`,
    );
  known.set(below.name, below);
  return { ...set, extends: below.name };
}

/** A lock file. Throws RuleError for what is not a lock or was edited, CommandError for what is not JSON. */
export async function readLock(file: string, effects: Effects): Promise<Lock> {
  return checkLock(await readJson(file, effects), file);
}

/** The waivers in a JSON file. Throws RuleError for what is not a waiver, CommandError for what is not JSON. */
export async function readWaivers(file: string, effects: Effects): Promise<Waiver[]> {
  return checkWaivers(await readJson(file, effects), file);
}

async function readJson(file: string, effects: Effects): Promise<unknown> {
  const text = await readFile(path.resolve(effects.cwd, file), 'utf8').catch((error: unknown) => {
    const { message, messageEn } = reason(error);
    throw new CommandError(`${file}: ${message} / ${messageEn}`);
  });
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (error) {
    throw new CommandError(`${file}: 不是有效的 JSON / not valid JSON: ${(error as Error).message}`);
  }
}
