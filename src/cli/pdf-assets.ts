import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';

const folder = () => path.dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));

/** A file of the PDF library (`cmaps/…`, `standard_fonts/…`), from where it is installed. */
export async function pdfAsset(name: string): Promise<Uint8Array> {
  return new Uint8Array(await readFile(path.join(folder(), name)));
}
