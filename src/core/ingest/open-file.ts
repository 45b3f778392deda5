import type { Grid } from './cell.ts';
import { decode } from './decode.ts';
import { kindOf, type Kind } from './formats/kind.ts';
import type { FormatReader, ReadContext, Remark, Section } from './formats/section.ts';
import { ReadError } from './read-error.ts';
import { rowsOf } from './rows.ts';
import { gridOfSection } from './section-grid.ts';

/** A file opened: its tables and texts as grids, each to be cut into forms by itself. */
export interface Opened {
  format: Kind;
  encoding: string | null;
  grids: { grid: Grid; text: string | null; remarks: readonly Remark[] }[];
}

/** The readers, loaded when a file needs one. */
const READERS: Partial<Record<Kind, () => Promise<FormatReader>>> = {
  xlsx: async () => (await import('./formats/sheet.ts')).readSheet,
  xls: async () => (await import('./formats/sheet.ts')).readSheet,
  ods: async () => (await import('./formats/sheet.ts')).readSheet,
  'xml-spreadsheet': async () => (await import('./formats/sheet.ts')).readSheet,
  docx: async () => (await import('./formats/docx.ts')).readDocx,
  pdf: async () => (await import('./formats/pdf.ts')).readPdf,
  html: async () => (await import('./formats/html.ts')).readHtml,
  mht: async () => (await import('./formats/html.ts')).readMht,
};
const PICTURES = new Set<Kind>(['png', 'jpeg', 'gif', 'bmp', 'tiff', 'webp']);

/**
 * Opens a file by its content, whatever its name says.
 * @throws ReadError with what is wrong and how to mend it
 */
export async function openFile(name: string, bytes: Uint8Array, context: ReadContext): Promise<Opened> {
  const { limits } = context.budget;
  if (bytes.length === 0) throw new ReadError('empty');
  if (bytes.length > limits.bytes)
    throw new ReadError('too-large', { megabytes: Math.round(bytes.length / 1048576) });
  const format = kindOf(bytes, name);
  const reader = READERS[format];
  if (reader) {
    const sections = await (await reader())(bytes, context);
    const filled = sections.filter((section) => section.rows.length > 0 || section.remarks?.length);
    if (!filled.some((section) => section.rows.length > 0)) throw new ReadError('empty');
    return {
      format,
      encoding: null,
      grids: filled.map((section) => ({
        grid: gridOfSection(section, labelOf(name, section, filled)),
        text: null,
        remarks: section.remarks ?? [],
      })),
    };
  }
  if (format === 'doc') throw new ReadError('old-word');
  if (format === 'ole-encrypted') throw new ReadError('encrypted', { format: 'Office' });
  if (PICTURES.has(format)) throw new ReadError('picture', { format: format.toUpperCase() });
  if (format !== 'text') throw new ReadError('unsupported-format', { format });
  const { text, encoding } = decode(bytes);
  return { format, encoding, grids: [{ grid: rowsOf(name, text), text, remarks: [] }] };
}

/** A file's name, with the sheet where several hold something: what a row's number counts in. */
function labelOf(name: string, section: Section, all: readonly Section[]): string {
  return section.sheet !== null && all.length > 1 ? `${name} › ${section.sheet}` : name;
}
