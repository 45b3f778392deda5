import { squeeze } from '#core/model/text.ts';
import type { Cell, Grid, Row, Site } from './cell.ts';
import type { Section } from './formats/section.ts';

/** The grid of a section; `file` is what its rows are shown under. */
export function gridOfSection(section: Section, file: string): Grid {
  const pages = new Map<number, number>();
  const printed: string[] = [];
  const rows: Row[] = [];
  for (const { row: line, page, cells, loose } of section.rows) {
    if (page !== null) pages.set(line, page);
    const filled = cells.flatMap(({ text, column, columns, rows: spanned }): Cell[] => {
      const tidy = squeeze(text);
      return tidy === '' ? [] : [{ text: tidy, line, column, columns, rows: spanned, fate: 'open' }];
    });
    if (filled.length === 0) continue;
    rows.push({ line, gap: 0, cells: filled, ...(loose && { loose }) });
    printed[line - 1] = filled.map((cell) => cell.text).join('\t');
  }
  const site: Site = {
    file,
    sheet: section.sheet,
    table: true,
    pageOf: (line) => pages.get(line) ?? null,
  };
  const doubts = (section.remarks ?? []).filter((remark) => remark.unsure);
  const unsure = (line: number) => doubts.some(({ page }) => page === null || page === site.pageOf(line));
  return { site, shape: 'columns', rows, printed, ...(doubts.length > 0 && { unsure }) };
}
