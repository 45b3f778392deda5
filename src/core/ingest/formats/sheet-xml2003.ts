import { damaged } from './damage.ts';
import { counts1904, OPTIONS, pagesOf, type Book, type SheetLibrary } from './sheet-page.ts';
import { refuseEntities } from './xml-entities.ts';

declare const TextDecoder: new (label: string) => { decode(bytes: Uint8Array): string };

/**
 * Opens an Excel 2003 XML workbook, in the encoding it declares.
 * @throws ReadError entities, damaged
 */
export function openXml2003(bytes: Uint8Array, library: SheetLibrary): Book {
  refuseEntities(bytes, 'Workbook');
  const text = decoded(bytes);
  if (/\b(?:Span|MergeAcross|MergeDown)="0*[1-9]\d{6,}"/.test(text))
    throw damaged('Excel XML', '合并范围超出工作表', 'a span reaches beyond any sheet');
  const book = library.read(text, { ...OPTIONS, type: 'string' });
  return { format: 'Excel XML', pages: pagesOf(book), date1904: counts1904(book) };
}

function decoded(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  const head = String.fromCharCode(...bytes.subarray(0, 200));
  const told = /encoding=["']([\w-]+)["']/i.exec(head)?.[1] ?? 'utf-8';
  try {
    return new TextDecoder(told).decode(bytes);
  } catch {
    return new TextDecoder('utf-8').decode(bytes);
  }
}
