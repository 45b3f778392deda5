import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const TEXT = /\.(js|css|html|json|svg|txt|wasm|map)$/;
const BIG = 4_000_000;

/**
 * Lays `.br` and `.gz` beside every file of a folder that shrinks, unless they are there and newer.
 * The one big file (the database, 27 MB) gets a moderate quality, so that this takes seconds and not a minute.
 * Resolves to the count of files compressed.
 */
export async function precompress(dir: string): Promise<number> {
  const names = await readdir(dir, { recursive: true });
  const made = await Promise.all(
    names.filter((name) => TEXT.test(name)).map((name) => compress(path.join(dir, name))),
  );
  return made.filter(Boolean).length;
}

async function compress(file: string): Promise<boolean> {
  const [own, done] = await Promise.all([stat(file), stat(`${file}.gz`).catch(() => null)]);
  if (own.size < 1024 || (done && done.mtimeMs >= own.mtimeMs)) return false;
  const bytes = await readFile(file);
  const big = bytes.length > BIG;
  const [br, gz] = await Promise.all([
    promisify(brotliCompress)(bytes, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: big ? 5 : 9,
        [constants.BROTLI_PARAM_LGWIN]: 24,
        [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
      },
    }),
    promisify(gzip)(bytes, { level: 6 }),
  ]);
  await Promise.all([writeFile(`${file}.br`, br), writeFile(`${file}.gz`, gz)]);
  return true;
}
