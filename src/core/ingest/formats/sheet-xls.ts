import { ReadError } from '../read-error.ts';
import { damaged } from './damage.ts';
import { counts1904, OPTIONS, pagesOf, tidyNote, type Book, type SheetLibrary } from './sheet-page.ts';
import { calmRecords } from './biff.ts';
import { oldText } from './biff-text.ts';

interface Container {
  FullPaths: string[];
}
interface Stream {
  content: Uint8Array;
}
const TEXT_BOXES = new Set([2, 3, 4, 6, 7, 11, 12, 14, 18, 30]);

/**
 * Opens an .xls or .et.
 * @throws ReadError encrypted, damaged
 */
export function openXls(bytes: Uint8Array, library: SheetLibrary): Book {
  const isBare = bytes[0] !== 0xd0;
  if (isBare) {
    const book = library.read(bytes, { ...OPTIONS, type: 'array' });
    return { format: 'Excel', pages: pagesOf(book), date1904: counts1904(book) };
  }
  const container = library.CFB.read(bytes, { type: 'array' }) as Container;
  const stream = (library.CFB.find(container, '/Workbook') ??
    library.CFB.find(container, '/Book')) as Stream | null;
  if (!stream?.content) throw damaged('Excel', '没有工作簿的内容', 'it holds no workbook');
  const { isEncrypted, codepage } = calmRecords(stream.content);
  if (isEncrypted) throw new ReadError('encrypted', { format: 'Excel' });
  // Only the workbook goes on: the library can lose itself in damaged document properties.
  const alone = library.CFB.utils.cfb_new() as Container;
  library.CFB.utils.cfb_add(alone, '/Workbook', stream.content);
  const book = library.parse_xlscfb(alone, { ...OPTIONS, cellStyles: true, sheetStubs: false });
  const pages = pagesOf(book);
  for (const page of pages) {
    const drawn = (page.sheet as { '!objects'?: Drawn[] } | null)?.['!objects'] ?? [];
    for (const object of drawn)
      if (object && TEXT_BOXES.has(object.cmo[1]) && tidyNote(object.TxO?.t) !== '')
        page.boxes.push({ row: null, text: tidyNote(object.TxO?.t) });
      else if (object?.cmo[1] === 8) page.pictures++;
  }
  if (codepage !== null) for (const page of pages) oldText(page, codepage);
  return { format: 'Excel', pages, date1904: counts1904(book) };
}

/** A drawn object: its number and type, and the text in it. */
interface Drawn {
  cmo: [number, number, number];
  TxO?: { t?: string };
}
