import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { read } from '../read.ts';
import { Budget } from './budget.ts';
import { readDocx } from './docx.ts';
import { readHtml } from './html.ts';
import type { FormatReader, Section } from './section.ts';

const FOLDER = new URL('../../../../tests/formats/', import.meta.url);
const load = (name: string) => new Uint8Array(readFileSync(new URL(name, FOLDER)));
const sectionsOf = async (name: string): Promise<Section[]> => {
  const reader: FormatReader = name.endsWith('.docx') ? readDocx : readHtml;
  return reader(load(name), {
    budget: new Budget(),
    asset: () => Promise.reject(new Error('no asset is needed')),
  });
};
/** Rows without their numbers: a sheet's page prints the lines around a table as rows of it. */
const cellsOf = async (name: string) =>
  (await sectionsOf(name)).flatMap(({ rows }) =>
    rows.map(({ cells }) => cells.map(({ text, column, columns, rows }) => [text, column, columns, rows])),
  );

describe('the same forms as a page, a Word document and what office programs save', () => {
  it('have the same cells in the same columns', async () => {
    const page = await cellsOf('html/forms.html');
    expect(page).toHaveLength(36);
    expect(page[2]!.slice(0, 4)).toEqual([
      ['项目名称', 0, 1, 1],
      ['河道整治工程', 1, 2, 1],
      ['项目性质', 3, 1, 1],
      ['经常性\n项目', 4, 1, 1],
    ]);
    expect(page[10]).toEqual([
      ['整治河道，改善水质。', 1, 3, 1],
      ['目标1：完成清淤；\n目标2：水质达到Ⅳ类。', 4, 3, 1],
    ]);
    expect(await cellsOf('word/forms.docx')).toEqual(page);
    expect(await cellsOf('html/forms-from-word.html')).toEqual(page);
  });

  it.each(['word/forms.docx', 'html/forms-from-word.html', 'html/forms-from-sheet.html'])(
    'are read as the same forms: %s',
    async (name) => {
      const formsOf = async (file: string) => {
        const { portfolio } = await read([{ name: file, bytes: load(file) }]);
        const { cells, placed, noted } = portfolio.coverage;
        expect(placed + noted).toBe(cells);
        return portfolio.forms.map(({ project, year, kind, funding, goals, indicators, notes }) => ({
          project,
          year,
          kind,
          funding,
          goals: [goals.overall, goals.annual],
          indicators: indicators.map(({ level1, level2, name, raw }) => [level1, level2, name, raw]),
          notes: notes.map(({ code }) => code),
        }));
      };
      const forms = await formsOf('html/forms.html');
      expect(forms.map(({ indicators, funding }) => [indicators.length, funding.annual])).toEqual([
        [6, 1_200_000],
        [6, 350_000.5],
      ]);
      expect(forms.flatMap(({ notes }) => notes)).toEqual([]);
      expect(await formsOf(name)).toEqual(forms);
    },
  );
});
