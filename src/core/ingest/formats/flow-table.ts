import type { Block, FlowCell } from './flow-cell.ts';
import type { PrintedCell, PrintedRow } from './section.ts';

/** A table while it is read. Gives every cell its true column, whatever the spans above it take. */
export class FlowTable {
  readonly kind = 'table';
  rows: FlowCell[][] = [];
  /** Whether the row takes part in layout from its first column on (no cell above reaches into it). */
  private starts: number[] = [];
  private open = false;
  /** The open row leaves no trace. */
  gone = false;
  cell: FlowCell | null = null;
  private next = 0;
  private until: number[] = [];
  private above: (FlowCell | undefined)[] = [];
  private spanning: FlowCell[] = [];
  private described = 0;
  private unshown = new Set<number>();
  private limit: number;

  constructor(limit: number) {
    this.limit = limit;
  }

  get inRow(): boolean {
    return this.open;
  }

  openRow(): void {
    this.rows.push([]);
    this.starts.push(-1);
    this.open = true;
    this.gone = false;
    this.next = 0;
  }

  /** Tells of the next columns (`<col>`) whether they are shown. */
  describe(columns: number, shown: boolean): void {
    const end = Math.min(this.limit, this.described + columns);
    if (!shown) for (let c = this.described; c < end; c++) this.unshown.add(c);
    this.described = end;
  }

  /** Leaves columns free (Word's gridBefore). */
  skip(columns: number): void {
    this.next = Math.min(this.limit, this.next + columns);
  }

  closeRow(): void {
    if (this.gone) {
      this.rows.pop();
      this.starts.pop();
    }
    this.open = false;
  }

  /** Gives the cell its column and takes it in. Returns the text it cannot take: beyond the columns allowed, or covered by the cell above. */
  place(cell: FlowCell): { beyond: boolean; covered: boolean } {
    const row = this.rows.length - 1;
    let column = this.next;
    while ((this.until[column] ?? 0) > row) column++;
    if (column >= this.limit) return { beyond: true, covered: false };
    cell.column = column;
    cell.row = row;
    cell.columns = Math.min(cell.columns, this.limit - column);
    this.next = column + cell.columns;
    if (this.starts[row]! < 0) this.starts[row] = column;
    if (this.isUnshown(cell)) return { beyond: false, covered: true };
    const before = this.rows[row]!.at(-1);
    if (cell.joined && before && before.column + before.columns === column) {
      before.columns += cell.columns;
      return { beyond: false, covered: true };
    }
    const top = cell.merged ? this.above[column] : undefined;
    if (top && top.row + top.rows === row) {
      top.rows++;
      return { beyond: false, covered: true };
    }
    this.above[column] = cell;
    if (cell.rows !== 1) {
      const end = cell.rows === 0 ? Infinity : row + cell.rows;
      for (let c = column; c < this.next; c++) this.until[c] = end;
      this.spanning.push(cell);
    }
    if (cell.text !== '' || cell.parts.length > 0 || !cell.merged) this.rows[row]!.push(cell);
    return { beyond: false, covered: false };
  }

  /** Ends a group of rows (`tbody`): no cell reaches over its end. */
  endGroup(): void {
    const count = this.rows.length;
    for (const cell of this.spanning)
      if (cell.rows === 0 || cell.row + cell.rows > count) cell.rows = count - cell.row;
    this.spanning = [];
    this.until = [];
  }

  /** The table's rows. The rows of a table inside a cell stand where they are printed: after the row of the cell, or in its place. */
  finish(): Block {
    this.endGroup();
    const out: PrintedRow[] = [];
    const begins: number[] = [];
    const printed: { cell: FlowCell; print: PrintedCell }[] = [];
    let at = 1;
    const append = (part: string | Block, column: number) => {
      if (typeof part === 'string') {
        for (const line of part.split('\n'))
          if (line.trim() !== '') out.push(lineRow(at++, line.trim(), column));
        return;
      }
      for (const row of part.rows) {
        row.row += at - 1;
        if (column > 0) for (const cell of row.cells) cell.column = this.shifted(cell, column);
        out.push(row);
      }
      at += part.height;
    };
    this.rows.forEach((cells, i) => {
      begins.push(at);
      const kept = cells.filter((cell) => cell.text !== '' || cell.parts.length > 0);
      const holders = kept.filter((cell) => cell.parts.length > 0);
      if (holders.length > 0 && holders.length === kept.length) {
        const column = Math.max(0, this.starts[i]!);
        for (const cell of holders) for (const part of [...cell.parts, cell.text]) append(part, column);
        if (at === begins[i]) at++;
        return;
      }
      const row: PrintedRow = { row: at, page: null, cells: [] };
      at++;
      if (kept.length > 0) out.push(row);
      for (const cell of kept) {
        const lead =
          cell.parts.length === 0 ? cell.text : typeof cell.parts[0] === 'string' ? cell.parts[0] : '';
        if (lead === '') continue;
        const print = { text: lead, column: cell.column, columns: cell.columns, rows: 1 };
        row.cells.push(print);
        printed.push({ cell, print });
      }
      for (const cell of holders) {
        const rest = typeof cell.parts[0] === 'string' ? cell.parts.slice(1) : cell.parts;
        const first = rest[0];
        const last = cell === kept[kept.length - 1] && rest === cell.parts;
        if (last && typeof first === 'object' && first.rows[0]?.row === 1) {
          const joined = first.rows.shift()!;
          for (const inner of joined.cells) inner.column = this.shifted(inner, cell.column);
          row.cells.push(...joined.cells);
          at--;
        }
        for (const part of [...rest, cell.text]) append(part, cell.column);
      }
    });
    begins.push(at);
    for (const { cell, print } of printed)
      if (cell.parts.length === 0)
        print.rows = Math.max(
          1,
          begins[Math.min(cell.row + cell.rows, this.rows.length)]! - begins[cell.row]!,
        );
    return { rows: out, height: at - 1 };
  }

  private isUnshown({ column, columns }: FlowCell): boolean {
    if (this.unshown.size === 0) return false;
    for (let c = column; c < column + columns; c++) if (!this.unshown.has(c)) return false;
    return true;
  }

  private shifted(cell: PrintedCell, by: number): number {
    const column = Math.min(cell.column + by, this.limit - 1);
    cell.columns = Math.min(cell.columns, this.limit - column);
    return column;
  }
}

/** A line of text outside tables, or in a cell that only holds tables. */
export const lineRow = (row: number, text: string, column = 0): PrintedRow => ({
  row,
  page: null,
  loose: true,
  cells: [{ text, column, columns: 1, rows: 1 }],
});
