import type { PrintedRow } from './section.ts';

/** Rows put together already, numbered from 1, and how many rows they take, blank ones included. */
export interface Block {
  rows: PrintedRow[];
  height: number;
}

/** A cell of a table while it is read: lines of text, and the tables that stand in it, in their order. */
export interface FlowCell {
  /** Lines ended, and the one being read. */
  lines: string[];
  line: string;
  /** The lines together, once the cell closes. */
  text: string;
  /** Text and tables before `text`. */
  parts: (string | Block)[];
  /** Boxes anchored in the cell, printed after its text. */
  boxes: Block[];
  columns: number;
  /** Rows it claims; `0` to the end of its group. */
  rows: number;
  /** Belongs to the cell above it (Word's vertical merge). */
  merged: boolean;
  /** Belongs to the cell before it (Word's old horizontal merge). */
  joined: boolean;
  /** Takes no place and prints nothing (a cell that a page does not lay out). */
  gone: boolean;
  column: number;
  row: number;
}

/** Puts a block into a cell, after the text read so far. */
export function enclose(cell: FlowCell, block: Block): void {
  endText(cell);
  if (cell.text !== '') cell.parts.push(cell.text);
  cell.text = '';
  cell.parts.push(block);
}

/** A cell just begun. */
export const openCell = (columns: number, rows: number): FlowCell => ({
  lines: [],
  line: '',
  text: '',
  parts: [],
  boxes: [],
  columns,
  rows,
  merged: false,
  joined: false,
  gone: false,
  column: 0,
  row: 0,
});

/** Puts the lines read so far together. */
export function endText(cell: FlowCell): void {
  const last = cell.line.trim();
  cell.text =
    cell.lines.length === 0
      ? last
      : [...cell.lines, last]
          .map((line) => line.trim())
          .join('\n')
          .trim();
  cell.lines = [];
  cell.line = '';
}

/** The text of a part, its cells parted by blanks. */
export const textOf = (part: string | Block) =>
  typeof part === 'string'
    ? part
    : part.rows.map(({ cells }) => cells.map(({ text }) => text).join(' ')).join('\n');
