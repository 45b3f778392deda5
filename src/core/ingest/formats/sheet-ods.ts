import { ReadError } from '../read-error.ts';
import { binary } from './binary.ts';
import { damaged } from './damage.ts';
import { tellOfTables } from './ods-tables.ts';
import type { ReadContext } from './section.ts';
import { counts1904, OPTIONS, pagesOf, type Book, type SheetLibrary } from './sheet-page.ts';
import { guardPackage } from './zip.ts';

declare const TextDecoder: new (label: string) => { decode(bytes: Uint8Array): string };

const PARTS = new Set(['content.xml', 'styles.xml', 'META-INF/manifest.xml']);
const MANIFEST = '<manifest:manifest/>';

/**
 * Opens an OpenDocument spreadsheet.
 * @throws ReadError as guardPackage; encrypted, damaged, too-many-cells
 */
export function openOds(bytes: Uint8Array, context: ReadContext, library: SheetLibrary): Book {
  const parts = guardPackage(bytes, context, (name) => PARTS.has(name));
  const text = (name: string) => new TextDecoder('utf-8').decode(parts.get(name) ?? new Uint8Array());
  if (text('META-INF/manifest.xml').includes('encryption-data'))
    throw new ReadError('encrypted', { format: 'OpenDocument' });
  const content = text('content.xml');
  if (content === '') throw damaged('OpenDocument', '没有内容', 'it holds no content');
  const told = tellOfTables(content, context.budget);
  const files = {
    'META-INF/manifest.xml': { name: 'META-INF/manifest.xml', data: MANIFEST },
    'content.xml': { name: 'content.xml', data: binary(parts.get('content.xml')!) },
    'styles.xml': { name: 'styles.xml', data: binary(parts.get('styles.xml') ?? new Uint8Array()) },
  };
  const book = library.parse_zip({ files }, { ...OPTIONS });
  const pages = pagesOf(book);
  pages.forEach((page, i) => Object.assign(page, told[i]));
  return { format: 'OpenDocument', pages, date1904: counts1904(book) };
}
