import { ReadError } from '../read-error.ts';
import { damaged } from './damage.ts';
import { kindOf } from './kind.ts';
import type { FormatReader, ReadContext, Section } from './section.ts';
import { quietly } from './quiet.ts';
import { openOds } from './sheet-ods.ts';
import { loadLibrary, type Book, type SheetLibrary } from './sheet-page.ts';
import { remarksOf } from './sheet-remarks.ts';
import { rowsOfPage } from './sheet-rows.ts';
import { shownText } from './sheet-text.ts';
import { openXls } from './sheet-xls.ts';
import { openXml2003 } from './sheet-xml2003.ts';
import { openPackage } from './sheet-zip.ts';

/**
 * Reads .xlsx, .xlsm, .xls, .et, .ods and Excel 2003 XML: one section a sheet, hidden ones too, formulas by their cached values.
 * @throws ReadError encrypted, damaged, entities, too-many-cells, too-slow and those of zips
 */
export const readSheet: FormatReader = async (bytes, context) => {
  const library = await loadLibrary();
  const { pages, date1904, format } = quietly(() => open(bytes, context, library));
  const names = new Set<string>();
  return pages.flatMap((page): Section[] => {
    context.budget.check();
    if (names.has(page.name))
      throw damaged(format, `有两个工作表都叫“${page.name}”`, `two sheets are called "${page.name}"`);
    names.add(page.name);
    if (!page.sheet) return [];
    const found = rowsOfPage(page, (cell) => shownText(cell, library.SSF, date1904), context.budget);
    const remarks = remarksOf(page, found);
    return [{ sheet: page.name, rows: found.rows, ...(remarks.length > 0 && { remarks }) }];
  });
};

/** Opens by content; what the library throws on a damaged file is told as such. */
function open(bytes: Uint8Array, context: ReadContext, library: SheetLibrary): Book {
  try {
    switch (kindOf(bytes, '')) {
      case 'xls':
        return openXls(bytes, library);
      case 'ods':
        return openOds(bytes, context, library);
      case 'xml-spreadsheet':
        return openXml2003(bytes, library);
      case 'ole-encrypted':
        throw new ReadError('encrypted', { format: 'Excel' });
      default:
        return openPackage(bytes, context, library);
    }
  } catch (error) {
    if (error instanceof ReadError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw damaged('Excel', reason, reason);
  }
}
