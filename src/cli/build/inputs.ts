import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { findFiles, reason, type Unopened } from '../files.ts';
import type { Input } from './part.ts';

/** An input with what is only of use while building. */
export interface GivenInput extends Input {
  bytes: number;
  /** Another portfolio: its rows are copied. */
  portfolio: boolean;
}

/**
 * The files behind the paths with their hashes, in order; `leave` are left out wherever they stand (the portfolio that is being built may lie in the
 * folder that is read). What cannot be opened is reported.
 */
export async function findInputs(
  cwd: string,
  paths: readonly string[],
  leave: readonly string[],
  unopened: (file: Unopened) => void,
  progress: (done: { files: number; of: number; bytes: number }) => void,
): Promise<GivenInput[]> {
  const left = new Set(await Promise.all(leave.map((file) => realpath(file).catch(() => file))));
  const files = await findFiles(cwd, paths, unopened);
  const inputs: GivenInput[] = [];
  let bytes = 0;
  for (const [i, name] of files.entries()) {
    const full = path.resolve(cwd, name);
    if (left.has(await realpath(full).catch(() => full))) continue;
    try {
      const { size } = await stat(full);
      const sha256 = await hashOf(full);
      bytes += size;
      inputs.push({
        path: name,
        sha256,
        position: inputs.length + 1,
        bytes: size,
        portfolio: await isDuckDb(full),
      });
    } catch (error) {
      unopened({ path: name, ...reason(error) });
    }
    progress({ files: i + 1, of: files.length, bytes });
  }
  return inputs;
}

async function hashOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 })) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

const MAGIC_AT = 8;

/** Whether a file is a DuckDB database, by its content. False when it is not there. */
export async function isDuckDb(file: string): Promise<boolean> {
  let handle;
  try {
    handle = await open(file);
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(12), 0, 12, 0);
    return bytesRead === 12 && buffer.toString('latin1', MAGIC_AT, MAGIC_AT + 4) === 'DUCK';
  } catch {
    return false;
  } finally {
    await handle?.close();
  }
}
