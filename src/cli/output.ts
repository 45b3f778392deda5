import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { CommandError, type Effects } from './effects.ts';
import { reason } from './files.ts';

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
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    const { message, messageEn } = missing
      ? { message: '所在的文件夹不存在', messageEn: 'its folder does not exist' }
      : reason(error);
    throw new CommandError(`${file}: ${message} / ${messageEn}`);
  }
}
