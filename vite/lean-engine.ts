import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type Plugin } from 'vite';
import { keepExports } from './exports.ts';

/** C++ names: DuckDB gives them to extensions that are loaded while it runs. */
const FOR_EXTENSIONS = /^(orig\$)?_Z/;
const FOLDER = path.resolve('node_modules/.vite/lean');

/**
 * DuckDB's code without what only extensions would link to, of which the page loads none: 72,000 of 75,000 exports, a fifth of the bytes. Each would be
 * given a place in a table before the first query, which takes longer than compiling the rest.
 */
export function leanEngine(): Plugin {
  let made: Promise<string> | undefined;
  return {
    name: 'lean-engine',
    enforce: 'pre',
    async resolveId(source, importer) {
      if (!source.endsWith('/duckdb-eh.wasm?url')) return null;
      const whole = await this.resolve(source, importer, { skipSelf: true });
      return whole && `${await (made ??= makeLean(whole.id.replace(/\?.*/, '')))}?url`;
    },
  };
}

/** Writes the lean code of a file, whole or not at all: another build may read it. Resolves to where it is. */
async function makeLean(file: string): Promise<string> {
  const lean = path.join(FOLDER, path.basename(file));
  const part = `${lean}.${process.pid}`;
  await mkdir(FOLDER, { recursive: true });
  await writeFile(part, leanCode(await readFile(file)));
  await rename(part, lean);
  return lean;
}

/** `duckdb-eh.wasm` without the exports for extensions. */
export function leanCode(wasm: Uint8Array): Uint8Array {
  return keepExports(wasm, (name) => !FOR_EXTENSIONS.test(name));
}
