import { enclose, endText, openCell, textOf, type Block, type FlowCell } from './flow-cell.ts';
import { FlowTable, lineRow } from './flow-table.ts';
import type { Limits, PrintedRow, Remark } from './section.ts';
import type { Budget } from './budget.ts';

/** Lines of text with tables between them: the document itself, or a box of text in it. */
interface Lines extends Block {
  kind: 'lines';
  line: string;
  /** Boxes anchored in the line being read; printed after it. */
  pending: Block[];
}

const MAX_DEPTH = 32;

/**
 * Puts rows together from what a document prints, in its order: lines, tables, tables in cells, boxes. Takes any order of calls: a cell
 * without a row opens one, closing what is not open does nothing. Tables nested deeper than 32 are given as lines.
 */
export class Flow {
  private root: Lines = linesFrame();
  private stack: (Lines | FlowTable)[] = [this.root];
  private buried = 0;
  private unplaced = 0;
  private unrowed = 0;
  private flattened = false;
  private rowCount = 0;
  /** Texts standing in cells that a merge covers, or in columns not shown. */
  covered: string[] = [];
  private budget: Budget;
  private limits: Limits;

  constructor(budget: Budget) {
    this.budget = budget;
    this.limits = budget.limits;
  }

  /** Tables open at this place. */
  get depth(): number {
    let tables = 0;
    for (const frame of this.stack) if (frame.kind === 'table') tables++;
    return tables + this.buried;
  }

  /** Adds text to the line being read; blanks at its ends are taken off later. */
  text(text: string): void {
    this.place().line += text;
  }

  /** Ends the line (`<br>`). */
  lineEnd(): void {
    const place = this.place();
    if ('kind' in place) this.flush(place);
    else {
      place.lines.push(place.line);
      place.line = '';
    }
  }

  /** Begins a new line unless one just began. */
  block(): void {
    const place = this.place();
    if ('kind' in place) this.flush(place);
    else if (place.line !== '') this.lineEnd();
  }

  openTable(): void {
    if (this.stack.length > MAX_DEPTH || this.buried > 0) {
      this.buried++;
      this.flattened = true;
      this.block();
      return;
    }
    const place = this.place();
    if ('kind' in place) this.flush(place);
    this.stack.push(new FlowTable(this.limits.columns));
  }

  closeTable(): void {
    if (this.buried > 0) {
      this.buried--;
      this.block();
      return;
    }
    const table = this.table();
    if (!table) return;
    this.closeRow();
    this.stack.pop();
    const block = table.finish();
    if (block.height === 0) return;
    const place = this.place();
    if ('kind' in place) append(place, block);
    else enclose(place, block);
  }

  /** Ends a group of rows, over which no cell reaches. */
  endGroup(): void {
    if (this.buried > 0) return;
    this.closeRow();
    this.table()?.endGroup();
  }

  openRow(): void {
    if (this.buried > 0) return this.block();
    const table = this.table();
    if (!table) return this.block();
    this.closeRow();
    this.rowCount++;
    table.openRow();
  }

  /** Leaves columns of the row free. */
  skip(columns: number): void {
    if (this.buried === 0) this.table()?.skip(columns);
  }

  /** Tells of a table's next columns whether they are shown; text in the others is gathered in `covered`. */
  describe(columns: number, shown: boolean): void {
    if (this.buried === 0) this.table()?.describe(columns, shown);
  }

  /** The open row leaves no trace: deleted, or not laid out. */
  dropRow(): void {
    const table = this.buried === 0 ? this.table() : null;
    if (table?.inRow) table.gone = true;
  }

  closeRow(): void {
    if (this.buried > 0) return this.block();
    this.closeCell();
    const table = this.table();
    if (!table?.inRow) return;
    if (this.rowCount > this.limits.rows && !table.gone) {
      if (table.rows.at(-1)!.length > 0) this.unrowed++;
      table.gone = true;
    }
    table.closeRow();
  }

  /** @returns the cell, whose spans may still be set until it closes; `null` outside tables */
  openCell(columns = 1, rows = 1): FlowCell | null {
    if (this.buried > 0) {
      this.block();
      return null;
    }
    const table = this.table();
    if (!table) {
      this.block();
      return null;
    }
    this.closeCell();
    if (!table.inRow) this.openRow();
    table.cell = openCell(columns, rows);
    return table.cell;
  }

  closeCell(): void {
    if (this.buried > 0) return this.block();
    const table = this.table();
    const cell = table?.cell;
    if (!table || !cell) return;
    table.cell = null;
    if (cell.boxes.length > 0) for (const box of cell.boxes) enclose(cell, box);
    else endText(cell);
    if (cell.gone || table.gone) return;
    const has = cell.text !== '' || cell.parts.length > 0;
    if (has) this.budget.count(1);
    const { beyond, covered } = table.place(cell);
    if (beyond && has) this.unplaced++;
    if (covered && has) this.covered.push([...cell.parts.map(textOf), cell.text].join('\n').trim());
  }

  /** Opens a box of text anchored here: its lines and tables are printed after the line or row that holds it. */
  openBox(): void {
    if (this.stack.length > MAX_DEPTH) {
      this.buried++;
      this.flattened = true;
      this.block();
    } else this.stack.push(linesFrame());
  }

  closeBox(): void {
    if (this.buried > 0) return this.closeTable();
    while (this.table()) this.closeTable();
    if (this.stack.length === 1) return;
    const box = this.stack.pop() as Lines;
    this.flush(box);
    if (box.height === 0) return;
    const place = this.place();
    if ('kind' in place) place.pending.push(box);
    else place.boxes.push(box);
  }

  /** Rows from elsewhere, printed here. */
  insert(rows: PrintedRow[]): void {
    const place = this.place();
    const block = { rows, height: rows.at(-1)?.row ?? 0 };
    if ('kind' in place) {
      this.flush(place);
      append(place, block);
    } else enclose(place, block);
  }

  /** Closes what is open. @returns the rows, numbered from 1 over the document, and what could not be given */
  finish(): { rows: PrintedRow[]; remarks: Remark[] } {
    this.buried = 0;
    while (this.stack.length > 1)
      if (this.table()) this.closeTable();
      else this.closeBox();
    this.flush(this.root);
    return { rows: this.root.rows, remarks: this.remarks() };
  }

  private remarks(): Remark[] {
    const remarks: Remark[] = [];
    const say = (zh: string, en: string) => remarks.push({ row: null, page: null, zh, en });
    const { columns, rows } = this.limits;
    if (this.unplaced > 0)
      say(
        `有 ${this.unplaced} 个单元格排在第 ${columns} 列之后，没有读。`,
        `${this.unplaced} cells stand beyond column ${columns} and were not read.`,
      );
    if (this.unrowed > 0)
      say(
        `第 ${rows} 行之后还有 ${this.unrowed} 行有文字，没有读。`,
        `${this.unrowed} rows with text stand beyond row ${rows} and were not read.`,
      );
    if (this.flattened)
      say(
        `表格嵌套超过 ${MAX_DEPTH} 层，更深的内容按普通文字读。`,
        `Tables stand in tables more than ${MAX_DEPTH} deep; what is deeper was read as plain lines.`,
      );
    return remarks;
  }

  private table(): FlowTable | null {
    const top = this.stack[this.stack.length - 1]!;
    return top.kind === 'table' ? top : null;
  }

  /** Where text goes: the open cell, or the lines around the table when no cell is open (as browsers do). */
  private place(): FlowCell | Lines {
    for (let i = this.stack.length - 1; ; i--) {
      const frame = this.stack[i]!;
      if (frame.kind === 'lines') return frame;
      if (frame.cell) return frame.cell;
    }
  }

  private flush(lines: Lines): void {
    const text = lines.line.trim();
    lines.line = '';
    if (text !== '') {
      this.budget.count(1);
      lines.rows.push(lineRow(++lines.height, text));
    }
    for (const block of lines.pending) append(lines, block);
    lines.pending = [];
  }
}

const linesFrame = (): Lines => ({ kind: 'lines', line: '', rows: [], height: 0, pending: [] });

function append(lines: Lines, { rows, height }: Block): void {
  for (const row of rows) {
    row.row += lines.height;
    lines.rows.push(row);
  }
  lines.height += height;
}
