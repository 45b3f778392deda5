import { binary } from './binary.ts';
import { damaged } from './damage.ts';
import { drawnOn } from './sheet-drawing.ts';
import {
  counts1904,
  OPTIONS,
  pagesOf,
  type Book,
  type LibraryPart,
  type SheetLibrary,
} from './sheet-page.ts';
import { isWorksheet, relationsOf, type Relation } from './relations.ts';
import { calmed, hiddenOf, unvaluedIn, withChineseFormats } from './sheet-xml.ts';
import type { ReadContext } from './section.ts';
import { guardPackage } from './zip.ts';
import { ReadError } from '../read-error.ts';

const NEEDED = /\.(?:xml|rels)$/i;
const NEEDLESS =
  /^(?:docProps|customXml)\/|^xl\/(?:theme|pivot\w*|charts|media|externalLinks|ctrlProps|slicers?|slicerCaches|tables|queryTables|printerSettings|embeddings|diagrams|richData|model|calcChain|connections)\b/i;
const MOST_XML = 400 * 1024 * 1024;

/**
 * Opens an .xlsx or .xlsm. The library sees only parts that were unpacked and looked at here.
 * @throws ReadError as guardPackage; damaged, unpacks-too-large; unsupported-format for .xlsb, in which damage makes the library run on
 */
export function openPackage(bytes: Uint8Array, context: ReadContext, library: SheetLibrary): Book {
  const parts = guardPackage(bytes, context, (name) => NEEDED.test(name) && !NEEDLESS.test(name));
  if (![...parts.keys()].some((name) => /^xl\/[^/]*\.xml$/i.test(name)))
    throw new ReadError('unsupported-format', { format: '.xlsb' });
  const files: Record<string, LibraryPart> = Object.create(null);
  const texts = new Map<string, string>();
  for (const [name, part] of parts) {
    if (part.length > MOST_XML) throw new ReadError('unpacks-too-large', { megabytes: MOST_XML / 1048576 });
    const text = binary(part);
    texts.set(name.toLowerCase(), text);
    if (!/^xl\/drawings\//i.test(name)) files[name] = { name, data: prepared(name, text) };
    parts.delete(name);
    context.budget.check();
  }
  const book = library.parse_zip({ files }, { ...OPTIONS });
  const pages = pagesOf(book);
  const relations = workbookRelations(texts);
  pages.forEach((page, i) => {
    const told = book.Workbook?.Sheets?.[i];
    const relation = relations.get(told?.id ?? told?.strRelID ?? '');
    if (!page.sheet && (!relation || isWorksheet(relation)))
      throw damaged('Excel', `工作表“${page.name}”读不出来`, `sheet "${page.name}" cannot be read`);
    const xml = relation && texts.get(relation.target);
    if (!xml) return;
    Object.assign(page, hiddenOf(xml), { unvalued: unvaluedIn(xml) }, drawnOn(relation.target, texts));
  });
  return { format: 'Excel', pages, date1904: counts1904(book) };
}

function prepared(name: string, text: string): string {
  if (/^xl\/worksheets\/[^/]*\.xml$/i.test(name)) return calmed(text);
  return /^xl\/styles\d*\.xml$/i.test(name) ? withChineseFormats(text) : text;
}

function workbookRelations(texts: ReadonlyMap<string, string>): Map<string, Relation> {
  for (const [name, text] of texts)
    if (/^xl\/_rels\/workbook\d*\.xml\.rels$/.test(name)) return relationsOf(text, 'xl/workbook.xml');
  return new Map();
}
