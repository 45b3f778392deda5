import { readFile, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { RuleError, type Problem } from '#core/rules/inspector.ts';
import { MOST_CHARACTERS, parseJsonText, tooLong, withLines, type JsonText } from '#core/rules/json-text.ts';
import { gatherLibrary, library, type Library } from '#core/rules/library.ts';
import type { Rule } from '#core/rules/rule.ts';
import { CommandError, type Effects } from './effects.ts';
import { reason } from './files.ts';

const MOST_FILES = 500;

/** Rules of the user's own laid over the shipped library; those refused are left out and told in `problems`. */
export interface OwnRules {
  library: Library;
  rules: Rule[];
  problems: Problem[];
}

/** Whether a value of `--rules` names rules of the user's own: a folder, or a JSON file with conditions. */
export async function holdsOwnRules(place: string, effects: Effects): Promise<boolean> {
  const full = path.resolve(effects.cwd, place);
  const found = await stat(full).catch(() => null);
  if (found?.isDirectory()) return true;
  if (!found || !place.endsWith('.json') || found.size > MOST_CHARACTERS) return false;
  return /"conditions"\s*:/.test(await readFile(full, 'utf8'));
}

/** Reads one rule file, or every .json file of a folder and the folders in it. Throws CommandError when there is none. */
export async function readOwnRules(place: string, effects: Effects): Promise<OwnRules> {
  const files = await filesOf(place, effects);
  const problems: Problem[] = [];
  const texts = new Map<string, JsonText>();
  for (const file of files)
    try {
      const full = path.resolve(effects.cwd, file);
      const { size } = await stat(full);
      // Bytes, at most four a character.
      if (size > 4 * MOST_CHARACTERS) throw tooLong(file, size);
      texts.set(file, parseJsonText(await readFile(full, 'utf8'), file));
    } catch (error) {
      if (error instanceof RuleError) problems.push(...error.problems);
      else {
        const { message, messageEn } = reason(error);
        problems.push({ file, place: '', message, messageEn });
      }
    }
  const json = Object.fromEntries([...texts].map(([file, text]) => [file, text.json]));
  const shipped = library();
  const gathered = gatherLibrary(json, {}, { base: shipped });
  for (const [file, text] of texts)
    problems.push(
      ...withLines(
        gathered.problems.filter((problem) => problem.file === file),
        text,
      ),
    );
  const { rules, sets } = gathered;
  const own = [...rules.values()].filter((rule) => !shipped.rules.has(rule.id));
  return { library: { rules, sets }, rules: own, problems };
}

async function filesOf(place: string, effects: Effects): Promise<string[]> {
  const full = path.resolve(effects.cwd, place);
  if (!(await stat(full)).isDirectory()) return [place];
  const files = (await readdir(full, { recursive: true }))
    .filter((file) => file.endsWith('.json') && !file.split(path.sep).includes('node_modules'))
    .sort();
  if (files.length === 0)
    throw new CommandError(`${place}: 文件夹里没有规则文件（.json） / no rule files (.json) in the folder`);
  if (files.length > MOST_FILES)
    throw new CommandError(
      `${place}: 有 ${files.length} 个文件，至多 ${MOST_FILES} 个 / ${files.length} files, at most ${MOST_FILES}`,
    );
  return files.map((file) => path.join(place, file));
}
