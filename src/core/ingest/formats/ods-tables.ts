import type { Budget } from './budget.ts';
import { attribute } from './relations.ts';
import { address } from './sheet-address.ts';
import type { Told } from './sheet-page.ts';
import { plainText } from './xml-text.ts';

const MOST_ROWS = 1_048_576;
const MOST_COLUMNS = 16_384;
const TAG =
  /<(\/?)(table:(?:table|table-row|table-cell|covered-table-cell|table-column)|draw:(?:image|text-box|custom-shape))(?=[\s/>])([^<>]*)>/g;

/**
 * Goes through the tables of content.xml once: what is hidden, covered or drawn over cells, and how many cells the repeats come to before
 * the library writes each out.
 * @throws ReadError too-many-cells
 */
export function tellOfTables(content: string, budget: Budget): Told[] {
  const walk = new Walk(content, budget);
  for (const tag of content.matchAll(TAG)) {
    const [whole, close, name, attributes] = tag as unknown as [string, string, string, string];
    const isEmpty = whole.endsWith('/>');
    if (close) walk.close(name, tag.index);
    else walk.open(name, ` ${attributes}`, isEmpty ? -1 : tag.index + whole.length);
    if (isEmpty) walk.close(name, -1);
  }
  return walk.tables;
}

class Walk {
  tables: Told[] = [];
  private content: string;
  private budget: Budget;
  private unseen: Set<string>;
  private row = 0;
  private rows = 1;
  private column = 0;
  private columns = 1;
  private cells = 0;
  /** Where the text of the open shape or covered cell begins, or -1. */
  private from = -1;

  constructor(content: string, budget: Budget) {
    this.content = content;
    this.budget = budget;
    const hidden = /<style:style\s([^<>]*)>\s*<style:table-properties\s[^<>]*table:display="false"/g;
    this.unseen = new Set(
      [...content.matchAll(hidden)].map(([, attributes]) => attribute(` ${attributes}`, 'style:name')),
    );
  }

  /** `inside`: where its content begins, or -1 where it has none. */
  open(name: string, attributes: string, inside: number): void {
    const table = this.tables.at(-1);
    const times = (axis: string, most: number) =>
      attributes.includes('-repeated')
        ? Math.min(most, Number(attribute(attributes, `table:number-${axis}-repeated`) || 1))
        : 1;
    const isHidden =
      attributes.includes('visibility') && /table:visibility="(?:collapse|filter)"/.test(attributes);
    if (name === 'table:table') {
      [this.row, this.column] = [0, 0];
      this.tables.push({
        isHidden: this.unseen.has(attribute(attributes, 'table:style-name')),
        hiddenRows: new Set(),
        hiddenColumns: new Set(),
        boxes: [],
        pictures: 0,
        covered: [],
      });
    } else if (name === 'table:table-column') {
      const columns = times('columns', MOST_COLUMNS);
      if (isHidden) for (let i = 0; i < columns; i++) table?.hiddenColumns.add(this.column + i);
      this.column += columns;
    } else if (name === 'table:table-row') {
      this.rows = times('rows', MOST_ROWS);
      this.column = 0;
      if (isHidden)
        for (let i = 0; i < this.rows && this.row + i < MOST_ROWS; i++) table?.hiddenRows.add(this.row + i);
    } else if (name === 'draw:image') {
      if (table) table.pictures++;
    } else if (name.startsWith('draw:')) this.from = inside;
    else {
      this.columns = times('columns', MOST_COLUMNS);
      if (inside >= 0) this.countCells();
      this.from = name === 'table:covered-table-cell' ? inside : -1;
    }
  }

  close(name: string, end: number): void {
    const table = this.tables.at(-1);
    const text = this.from >= 0 && end >= 0 ? textOf(this.content.slice(this.from, end)) : '';
    if (name === 'table:table-row') this.row += this.rows;
    else if (name === 'draw:text-box' || name === 'draw:custom-shape') {
      if (text !== '') table?.boxes.push({ row: this.row + 1, text });
      this.from = -1;
    } else if (name.endsWith('table-cell')) {
      if (name === 'table:covered-table-cell' && text !== '')
        table?.covered.push({ row: this.row + 1, at: address(this.row, this.column), text });
      this.from = -1;
      this.column += this.columns;
    }
  }

  private countCells(): void {
    this.cells += this.rows * this.columns;
    if (this.cells > this.budget.limits.cells) this.budget.count(this.cells);
  }
}

const textOf = (xml: string) =>
  plainText(
    xml
      .replace(/<\/text:p>/g, '\n')
      .replace(/<[^<>]*>/g, '')
      .trim(),
  );
