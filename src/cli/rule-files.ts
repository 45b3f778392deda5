import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { library } from '#core/rules/library.ts';
import { resolveSet, type ResolvedSet } from '#core/rules/resolve.ts';
import { checkSet } from '#core/rules/set.ts';
import { checkWaivers, type Waiver } from '#core/rules/waiver.ts';
import { CommandError, type Effects } from './effects.ts';
import { reason } from './files.ts';

/** A rule set by name, or from a JSON file of the user's own (a value that ends in .json). Throws RuleError, CommandError. */
export async function readRuleSet(name: string, effects: Effects): Promise<ResolvedSet> {
  if (!name.endsWith('.json')) return resolveSet(library(), name);
  return resolveSet(library(), checkSet(await readJson(name, effects), name));
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
