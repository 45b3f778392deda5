import { squeeze } from '#core/model/text.ts';
import type { Cell, Grid, Row, Site } from './cell.ts';
import type { Section } from './formats/section.ts';

/** The grid of a section; `file` is what its rows are shown under. */
export function gridOfSection(section: Section, file: string): Grid {
  const pages = new Map<number, number>();
  const printed: string[] = [];
  const rows: Row[] = [];
  for (const { row: line, page, cells } of section.rows) {
    if (page !== null) pages.set(line, page);
    const filled = cells.flatMap(({ text, column, columns }): Cell[] => {
      const tidy = squeeze(text);
      return tidy === '' ? [] : [{ text: tidy, line, column, columns, fate: 'open' }];
    });
    if (filled.length === 0) continue;
    rows.push({ line, gap: 0, cells: filled });
    printed[line - 1] = filled.map((cell) => cell.text).join('\t');
  }
  const site: Site = {
    file,
    sheet: section.sheet,
    table: true,
    pageOf: (line) => pages.get(line) ?? null,
  };
  return { site, shape: 'columns', rows, printed };
}
