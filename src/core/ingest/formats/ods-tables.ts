import type { Budget } from './budget.ts';
import { attribute } from './relations.ts';
import { plainText } from './xml-text.ts';

/** What an OpenDocument sheet says besides its cells, as in Page. */
export interface TableTold {
  isHidden: boolean;
  hiddenRows: Set<number>;
  hiddenColumns: Set<number>;
  boxes: { row: number | null; text: string }[];
  pictures: number;
}

const MOST_ROWS = 1_048_576;
const MOST_COLUMNS = 16_384;
const TAG =
  /<(\/?)(?:table:(table|table-row|table-cell|covered-table-cell|table-column)|draw:(image|text-box|custom-shape))(?=[\s/>])([^<>]*)>/g;

/**
 * Goes through the tables of content.xml once: what is hidden, what is drawn over cells, and how many cells the repeats come to before the
 * library writes each out.
 * @throws ReadError too-many-cells, too-slow
 */
export function tellOfTables(content: string, budget: Budget): TableTold[] {
  const unseen = new Set(
    [
      ...content.matchAll(/<style:style\s([^<>]*)>\s*<style:table-properties\s[^<>]*table:display="false"/g),
    ].map(([, attributes]) => attribute(` ${attributes}`, 'style:name')),
  );
  const tables: TableTold[] = [];
  let table: TableTold | undefined;
  let row = 0;
  let rows = 1;
  let column = 0;
  let repeated = 0;
  let shape = -1;
  for (const tag of content.matchAll(TAG)) {
    const [whole, close, name, drawn, attributes] = tag as unknown as [
      string,
      string,
      string?,
      string?,
      string?,
    ];
    const times = (axis: string, most: number) =>
      Math.min(most, Number(attribute(` ${attributes}`, `table:number-${axis}-repeated`) || 1));
    const isHidden = /table:visibility="(?:collapse|filter)"/.test(attributes ?? '');
    if (drawn) {
      if (drawn === 'image') {
        if (table && !close) table.pictures++;
      } else if (!close && !whole.endsWith('/>')) shape = tag.index + whole.length;
      else if (shape >= 0) {
        const text = textOf(content.slice(shape, tag.index));
        if (text !== '') table?.boxes.push({ row: row + 1, text });
        shape = -1;
      }
    } else if (name === 'table') {
      if (close) continue;
      table = {
        isHidden: unseen.has(attribute(` ${attributes}`, 'table:style-name')),
        hiddenRows: new Set(),
        hiddenColumns: new Set(),
        boxes: [],
        pictures: 0,
      };
      tables.push(table);
      [row, rows, column] = [0, 1, 0];
    } else if (name === 'table-column') {
      const columns = times('columns', MOST_COLUMNS);
      if (isHidden) for (let i = 0; i < columns; i++) table?.hiddenColumns.add(column + i);
      column += columns;
    } else if (name === 'table-row') {
      if (!close) {
        rows = times('rows', MOST_ROWS);
        if (isHidden) for (let i = 0; i < rows && row + i < MOST_ROWS; i++) table?.hiddenRows.add(row + i);
      }
      if (close || whole.endsWith('/>')) row += rows;
    } else if (!close && !whole.endsWith('/>')) {
      const columns = times('columns', MOST_COLUMNS);
      if (rows * columns === 1) continue;
      repeated += rows * columns;
      if (repeated > budget.limits.cells) budget.count(repeated);
    }
  }
  return tables;
}

const textOf = (xml: string) =>
  plainText(
    xml
      .replace(/<\/text:p>/g, '\n')
      .replace(/<[^<>]*>/g, '')
      .trim(),
  );
