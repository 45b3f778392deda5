import { zipSync, type Zippable } from 'fflate';

/**
 * Stands in for the zipping of `write-excel-file` in the page (see vite.config.ts): the library's own starts workers from blobs once a sheet is
 * over 160 KB, which the page's Content-Security-Policy refuses. The workbook is packed anew by `findingXlsx` anyway, so nothing is compressed here.
 */
export default async function zipToArrayBuffer(files: Zippable): Promise<ArrayBufferLike> {
  return zipSync(files, { level: 0 }).buffer;
}
