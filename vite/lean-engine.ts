import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type Plugin } from 'vite';
import { keepExports } from './exports.ts';

/** C++ names: DuckDB gives them to extensions that are loaded while it runs. */
const FOR_EXTENSIONS = /^(orig\$)?_Z/;

/**
 * DuckDB's code without what only extensions would link to, of which the page loads none: 72,000 of 75,000 exports, a fifth of the bytes. Each would be
 * given a place in a table before the first query, which takes longer than compiling the rest.
 */
export function leanEngine(): Plugin {
  return {
    name: 'lean-engine',
    enforce: 'pre',
    async resolveId(source, importer) {
      if (!source.endsWith('/duckdb-eh.wasm?url')) return null;
      const original = await this.resolve(source, importer, { skipSelf: true });
      if (!original) return null;
      const lean = path.resolve('node_modules/.vite/lean', path.basename(original.id).replace(/\?.*/, ''));
      await mkdir(path.dirname(lean), { recursive: true });
      await writeFile(lean, leanCode(await readFile(original.id.replace(/\?.*/, ''))));
      return `${lean}?url`;
    },
  };
}

/** `duckdb-eh.wasm` without the exports for extensions. */
export function leanCode(wasm: Uint8Array): Uint8Array {
  return keepExports(wasm, (name) => !FOR_EXTENSIONS.test(name));
}
