import type { WorkSheet } from '@e965/xlsx';
import type { Place } from './sheet-address.ts';

type Library = typeof import('@e965/xlsx');
type Options = NonNullable<Parameters<Library['read']>[1]>;

/** What the library does not tell of a sheet, or tells elsewhere. */
export interface Told {
  isHidden: boolean;
  /** Rows and columns, from 0, that are hidden. */
  hiddenRows: Set<number>;
  hiddenColumns: Set<number>;
  /** Texts that stand over the cells; `row` from 1, or `null`. */
  boxes: { row: number | null; text: string }[];
  pictures: number;
  /** Texts under a merged cell, which the sheet does not show. */
  covered: Place[];
}

/** One sheet as the library read it. */
export interface Page extends Told {
  name: string;
  /** `null` for a sheet of another kind (a chart). */
  sheet: WorkSheet | null;
  /** Addresses of formula cells that were saved without a value. */
  unvalued: string[];
}

export interface Book {
  format: string;
  pages: Page[];
  date1904: boolean;
}

/** What every reader of a workbook asks of the library: cells by row, cached values, number formats. */
export const OPTIONS = {
  dense: true,
  cellFormula: false,
  cellHTML: false,
  cellNF: true,
} satisfies Options;

/** A workbook as the library gives it; `Workbook.Sheets` tells of each sheet in the order of `SheetNames`. */
export interface LibraryBook {
  SheetNames: string[];
  Sheets: Record<string, WorkSheet | undefined>;
  Workbook?: {
    Sheets?: { Hidden?: number; id?: string; strRelID?: string }[];
    WBProps?: { date1904?: boolean | string | number };
  };
}

/** The library with the entries that it exports and its types leave out. */
export interface SheetLibrary extends Library {
  parse_zip(zip: { files: Record<string, LibraryPart> }, options: Options): LibraryBook;
  parse_xlscfb(container: unknown, options: Options): LibraryBook;
}
/** A part, a character a byte. */
export interface LibraryPart {
  name: string;
  data: string;
}

export const loadLibrary = async () => (await import('@e965/xlsx')) as unknown as SheetLibrary;

/** The library's sheets in their order; a sheet may be called `__proto__`. */
export function pagesOf(book: LibraryBook): Page[] {
  return book.SheetNames.map((name, i) => {
    const sheet = book.Sheets[name];
    return {
      name,
      sheet: typeof sheet === 'object' && sheet !== Object.prototype ? sheet : null,
      isHidden: (book.Workbook?.Sheets?.[i]?.Hidden ?? 0) > 0,
      hiddenRows: hiddenIn(sheet?.['!rows']),
      hiddenColumns: hiddenIn(sheet?.['!cols']),
      boxes: [],
      pictures: 0,
      covered: [],
      unvalued: [],
    };
  });
}

/** Only what is present is looked at: a damaged file may tell of row 4,000,000,000. */
function hiddenIn(infos: readonly ({ hidden?: boolean } | undefined)[] | undefined): Set<number> {
  const told = Object.entries(infos ?? []).filter(([, info]) => info?.hidden);
  return new Set(told.map(([i]) => Number(i)));
}

/** Whether dates count from 1904. */
export function counts1904({ Workbook }: LibraryBook): boolean {
  return /^(?:1|true)$/.test(String(Workbook?.WBProps?.date1904 ?? ''));
}

/** The text of a comment or text box; in an .xls, other bytes follow after a zero. */
export const tidyNote = (text: string | undefined): string => (text ?? '').split('\0')[0]!.trim();
