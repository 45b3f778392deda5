import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { glob, isDynamicPattern } from 'tinyglobby';
import type { InputFile } from '#core/ingest/input.ts';

/** A path that could not be opened, and why, in both languages. */
export interface Unopened {
  path: string;
  message: string;
  messageEn: string;
}

const natural = new Intl.Collator('zh', { numeric: true }).compare;

/**
 * The files behind paths and patterns (`2024/*.xlsx`, where the shell did not expand them): folders are walked through in natural order (a2 before a10), hidden entries left out, no file
 * twice. Paths keep the form in which they were given. What cannot be opened is reported to `unopened`.
 */
export async function findFiles(
  cwd: string,
  paths: readonly string[],
  unopened: (file: Unopened) => void,
): Promise<string[]> {
  const files: string[] = [];
  const seen = new Set<string>();
  const visit = async (given: string): Promise<void> => {
    try {
      const full = await realpath(path.resolve(cwd, given));
      if (seen.has(full)) return;
      seen.add(full);
      const entry = await stat(full);
      if (entry.isFile()) files.push(given);
      else if (entry.isDirectory())
        for (const name of (await readdir(full)).filter((name) => !name.startsWith('.')).sort(natural))
          await visit(path.join(given, name));
      else unopened({ path: given, message: '不是文件', messageEn: 'not a file' });
    } catch (error) {
      unopened({ path: given, ...reason(error) });
    }
  };
  for (const given of paths) {
    if (!(await isThere(path.resolve(cwd, given))) && isDynamicPattern(given)) {
      const found = (await glob(given, { cwd, expandDirectories: false })).sort(natural);
      if (found.length === 0) unopened({ path: given, ...NO_MATCH });
      for (const one of found) await visit(one);
    } else await visit(given);
  }
  return files;
}

const NO_MATCH = { message: '没有与此匹配的文件', messageEn: 'no file matches this pattern' };
const isThere = (file: string) =>
  stat(file).then(
    () => true,
    () => false,
  );

/** The files one by one with their bytes and time of change; one that cannot be read is reported and left out. */
export async function* openFiles(
  cwd: string,
  files: readonly string[],
  unopened: (file: Unopened) => void,
): AsyncGenerator<InputFile> {
  for (const name of files) {
    let bytes: Uint8Array;
    let modified: number;
    try {
      const full = path.resolve(cwd, name);
      const buffer = await readFile(full);
      bytes = new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.length);
      modified = Math.round((await stat(full)).mtimeMs);
    } catch (error) {
      unopened({ path: name, ...reason(error) });
      continue;
    }
    yield { name, bytes, modified };
  }
}

/** Why a file could not be opened or written, in both languages. */
export function reason(error: unknown): { message: string; messageEn: string } {
  const code = (error as NodeJS.ErrnoException).code;
  switch (code) {
    case 'ENOENT':
      return { message: '没有这个文件或文件夹', messageEn: 'no such file or folder' };
    case 'EACCES':
    case 'EPERM':
      return { message: '没有权限', messageEn: 'no permission' };
    case 'EISDIR':
      return { message: '是文件夹，不是文件', messageEn: 'is a folder, not a file' };
    case 'ERR_FS_FILE_TOO_LARGE':
      return { message: '文件过大', messageEn: 'the file is too large' };
    default:
      return { message: `无法打开：${code ?? error}`, messageEn: `cannot be opened: ${code ?? error}` };
  }
}
