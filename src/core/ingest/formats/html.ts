import { ReadError } from '../read-error.ts';
import { textOfHtml } from './html-encoding.ts';
import { readPage, type HtmlPage } from './html-page.ts';
import { partsOfMht } from './mht.ts';
import type { FormatReader, ReadContext, Section } from './section.ts';

/** Reads a web page, one saved by Word or Excel too. @throws ReadError binary, frames, pictures-only */
export const readHtml: FormatReader = (bytes, context) => sectionsOfHtml(textOfHtml(bytes), context);

/**
 * The rows a page prints: its tables' rows and the lines between them, as one section.
 * @throws ReadError frames (the tables are in other files), pictures-only, too-slow, too-many-cells
 */
export function sectionsOfHtml(html: string, context: ReadContext): Section[] {
  const page = readPage(html, context);
  refuseEmpty(page);
  const { rows, remarks } = page;
  return [{ sheet: null, rows, ...(remarks.length > 0 && { remarks }) }];
}

/**
 * Reads a web archive: one section for each of its pages that prints anything, named after the sheet where Excel saved a workbook.
 * @throws ReadError damaged, frames, pictures-only, binary
 */
export function sectionsOfMht(bytes: Uint8Array, context: ReadContext): Section[] {
  const sections: Section[] = [];
  const names = new Map<string, string>();
  let empty: HtmlPage | null = null;
  for (const { bytes: part, charset, location } of partsOfMht(bytes)) {
    if (part.length === 0) continue;
    const page = readPage(textOfHtml(part, charset), context);
    for (const { name, file } of page.sheets) if (file !== null) names.set(fileOf(file), name);
    if (page.frames || TAB_STRIP.test(location)) continue;
    empty ??= page;
    const { rows, remarks } = page;
    if (rows.length > 0)
      sections.push({
        sheet: names.get(fileOf(location)) ?? null,
        rows,
        ...(remarks.length > 0 && { remarks }),
      });
  }
  if (sections.length === 0 && empty) refuseEmpty(empty);
  return sections;
}

/** Reads a web archive. @throws ReadError as sectionsOfMht */
export const readMht: FormatReader = sectionsOfMht;

/** Excel's row of sheet names, which it saves as a page of its own. */
const TAB_STRIP = /tabstrip\.html?$/i;
const fileOf = (address: string) => (address.split(/[/\\]/).pop() ?? '').toLowerCase();

function refuseEmpty({ rows, frames, sheets, pictures }: HtmlPage): void {
  const elsewhere = sheets.filter(({ file }) => file !== null);
  if (frames || (elsewhere.length > 0 && rows.length === 0))
    throw new ReadError('frames', {
      files:
        elsewhere
          .map(({ file }) => file!)
          .slice(0, 3)
          .join('、') || 'sheet001.htm',
    });
  if (rows.length === 0 && pictures > 0) throw new ReadError('pictures-only', { format: 'HTML', pictures });
}
