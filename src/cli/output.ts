import { open, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { CommandError, type Effects } from './effects.ts';
import { reason } from './files.ts';

type Content = string | Uint8Array | AsyncIterable<string | Uint8Array>;

/** Writes a result, whole or piece by piece, to the file given with --out, else to standard output. What was in the file stays until all is written. */
export async function output(content: Content, file: string | undefined, effects: Effects): Promise<void> {
  if (file === undefined) {
    for await (const piece of pieces(content)) await effects.out(piece);
    return;
  }
  const target = path.resolve(effects.cwd, file);
  const there = await stat(target).catch(() => null);
  const beside = there && !there.isFile() ? target : `${target}.${process.pid}.part`;
  const writing = await told(file, open(beside, 'w'));
  let whole = false;
  try {
    for await (const piece of pieces(content)) await told(file, writing.writeFile(piece));
    whole = true;
  } finally {
    await writing.close();
    if (beside !== target && !whole) await rm(beside, { force: true });
  }
  if (beside !== target) await told(file, rename(beside, target));
}

async function* pieces(content: Content): AsyncGenerator<string | Uint8Array> {
  if (typeof content === 'string' || content instanceof Uint8Array) yield content;
  else yield* content;
}

/** What came of writing to a file. @throws CommandError with the reason why it could not be written */
async function told<T>(file: string, writing: Promise<T>): Promise<T> {
  try {
    return await writing;
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    const { message, messageEn } = missing
      ? { message: '所在的文件夹不存在', messageEn: 'its folder does not exist' }
      : reason(error);
    throw new CommandError(`${file}: ${message} / ${messageEn}`);
  }
}
