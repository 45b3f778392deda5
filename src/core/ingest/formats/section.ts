import type { Budget } from './budget.ts';

/**
 * What a reader of a file format gives: sections of printed rows. No reader knows what a form is; it says where texts stand, what spans
 * what, and what it could not give.
 */
export interface Section {
  /** The sheet's name; `null` where the format has no sheets. A form never runs over two sections. */
  sheet: string | null;
  rows: PrintedRow[];
  /** What the reader must say of this section (hidden rows, a text box, rows beyond a limit). */
  remarks?: Remark[];
}

/** One row of a table, or a line of text outside tables (one cell in column 0). */
export interface PrintedRow {
  /** Counts from 1 within the section, as the program that shows the file counts (a sheet's row number); rises from row to row. */
  row: number;
  /** Page, counting from 1, where the format has pages. */
  page: number | null;
  /** A line of text outside tables; no row of the table above it. */
  loose?: true;
  /** The cells that hold text, left to right; a merged cell once, where it begins. Blank cells are left out. */
  cells: PrintedCell[];
}

export interface PrintedCell {
  /** As shown: a number as the sheet formats it, a formula by its cached value; line ends inside are kept. */
  text: string;
  /** True column, from 0, comparable over all rows of a section. */
  column: number;
  /** Columns and rows the cell spans, at least 1. */
  columns: number;
  rows: number;
}

/** Something the user should know of a section or file, which is no fault of the department's. `row` as in PrintedRow. */
export interface Remark {
  row: number | null;
  page: number | null;
  zh: string;
  en: string;
  /** Where cells begin and end on this page (without one: anywhere) was guessed: forms there are held back. */
  unsure?: true;
}

/** What a reader may use besides the bytes. */
export interface ReadContext {
  budget: Budget;
  /** A file the PDF library needs (`cmaps/…`, `standard_fonts/…`), from the app's own origin or folder. */
  asset(name: string): Promise<Uint8Array>;
}

/**
 * Reads a file of one format into sections. Long work asks `context.budget` between pages, sheets and rows.
 * @throws ReadError with what is wrong and how to mend it
 */
export type FormatReader = (bytes: Uint8Array, context: ReadContext) => Promise<Section[]> | Section[];

/** Bounds of reading one file. */
export interface Limits {
  /** Bytes of one file as given or as found in an archive. */
  bytes: number;
  /** Bytes all parts of an archive or Office file unpack to. */
  unpacked: number;
  /** Unpacked over packed bytes of one part, above 1 MB unpacked. */
  ratio: number;
  /** Files in an archive, parts of an Office file. */
  entries: number;
  /** Archives in archives. */
  depth: number;
  /** Cells with text in one file. */
  cells: number;
  columns: number;
  rows: number;
  pages: number;
  /** Milliseconds for one file. */
  time: number;
}

export const LIMITS: Limits = {
  bytes: 512 * 1024 * 1024,
  unpacked: 1024 * 1024 * 1024,
  ratio: 200,
  entries: 20_000,
  depth: 2,
  cells: 5_000_000,
  columns: 512,
  rows: 1_048_576,
  pages: 5_000,
  time: 120_000,
};
