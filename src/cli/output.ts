import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { CommandError, type Effects } from './effects.ts';

/** Writes a result to the file given with --out, else to standard output. */
export async function output(
  content: string | Uint8Array,
  file: string | undefined,
  effects: Effects,
): Promise<void> {
  if (file === undefined) return effects.out(content);
  try {
    await writeFile(path.resolve(effects.cwd, file), content);
  } catch (error) {
    throw new CommandError(`${file}: ${(error as Error).message}`);
  }
}
