import { ReadError } from '../read-error.ts';
import { columnAt, columnsOf } from './pdf-columns.ts';
import { drawPage } from './pdf-draw.ts';
import { joinPages } from './pdf-join.ts';
import { layoutOf, type Layout, type TableBlock } from './pdf-layout.ts';
import { openPdf, readErrorOf, type PdfDocument } from './pdf-library.ts';
import { Pages } from './pdf-pages.ts';
import { uprightMarks } from './pdf-upright.ts';
import { FontCodes } from './pdf-unicode.ts';
import type { FormatReader, PrintedCell, PrintedRow, ReadContext, Section } from './section.ts';

/**
 * Reads a PDF with text: one section of all pages. Columns are the vertical ruling lines; a merged cell stands where it begins; a line
 * outside tables is one cell in column 0, or cells where it is parted by wide gaps.
 * @throws ReadError encrypted, damaged, scanned-pdf, empty, too-many-pages, too-many-cells, too-slow
 */
export const readPdf: FormatReader = async (bytes, context) => {
  if (isCutShort(bytes)) throw new ReadError('damaged', { format: 'PDF', reason: 'no %%EOF at its end' });
  const { document, close } = await openPdf(bytes, context.asset);
  try {
    return [await sectionOf(document, context)];
  } catch (error) {
    throw readErrorOf(error);
  } finally {
    await close();
  }
};

async function sectionOf(document: PdfDocument, { budget }: ReadContext): Promise<Section> {
  const { numPages } = document;
  if (numPages > budget.limits.pages)
    throw new ReadError('too-many-pages', { pages: numPages, limit: budget.limits.pages });
  const layers = await document.getOptionalContentConfig();
  const fonts = new FontCodes();
  const pages = new Pages();
  const layouts: Layout[] = [];
  for (let number = 1; number <= numPages; number++) {
    budget.check();
    const page = await document.getPage(number);
    const drawing = await drawPage(page, layers, () => budget.check());
    page.cleanup();
    const marks = uprightMarks(drawing, fonts);
    pages.add(number, marks, drawing.shown, fonts);
    const layout = layoutOf(marks, number);
    pages.doubt(layout);
    layouts.push(layout);
  }
  pages.refuse(numPages);
  const cuts = joinPages(layouts);
  const rows = rowsOf(layouts, budget);
  return { sheet: null, rows, remarks: [...pages.remarks, ...cuts] };
}

function rowsOf(layouts: readonly Layout[], budget: ReadContext['budget']): PrintedRow[] {
  const tables = layouts.flatMap(({ blocks }) => blocks.filter((block) => block.kind === 'table'));
  const columns = columnsOf(tables);
  const rows: PrintedRow[] = [];
  let row = 0;
  for (const { page, blocks, loose } of layouts)
    for (const block of blocks) {
      if (block.kind === 'line') {
        const cells = block.pieces.map(({ text, column }) => ({ text, column, columns: 1, rows: 1 }));
        const isLoose = tables.length > 0 && !loose && cells.length === 1;
        rows.push({ row: ++row, page, cells, ...(isLoose && { loose: true }) });
        budget.count(cells.length);
        continue;
      }
      const { xs } = columns.get(block)!;
      for (let i = 0; i < block.rows; i++) {
        row++;
        const cells = cellsOf(block, i, (x) => columnAt({ xs }, x));
        budget.count(cells.length);
        if (cells.length > 0) rows.push({ row, page, cells });
      }
    }
  return rows;
}

function cellsOf({ xs, cells }: TableBlock, row: number, column: (x: number) => number): PrintedCell[] {
  return cells
    .filter((cell) => cell.top === row && cell.content.text !== '')
    .sort((a, b) => a.left - b.left)
    .map((cell) => {
      const from = column(xs[cell.left]!);
      return {
        text: cell.content.text,
        column: from,
        columns: Math.max(1, column(xs[cell.right]!) - from),
        rows: cell.bottom - cell.top,
      };
    });
}

/** The end of the file is missing: what the library rebuilds from the rest may lack pages. */
function isCutShort(bytes: Uint8Array): boolean {
  const tail = Array.from(bytes.subarray(-65_536), (byte) => String.fromCharCode(byte)).join('');
  return tail.lastIndexOf('%%EOF') < tail.lastIndexOf('endobj');
}
