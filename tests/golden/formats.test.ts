import fs from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { pdfAsset } from '#cli/pdf-assets.ts';
import { read } from '#core/ingest/read.ts';
import type { Form, Portfolio } from '#core/model/form.ts';
import type { NoteCode } from '#core/model/note.ts';

/** The sample and one more form as documents with merged cells (tests/formats/make-truth.mjs) give what the texts give. */
const here = path.join(import.meta.dirname, 'formats');
const root = path.join(import.meta.dirname, '../..');
const TEXTS: Record<string, string> = {
  'shanghai-justice-2024': 'data/samples/shanghai-justice-bureau-2024.txt',
  'shanghai-justice-2024-sheets': 'data/samples/shanghai-justice-bureau-2024.txt',
  'putuo-2026': 'tests/golden/putuo-2026-json-table/input.txt',
};
const documents = Object.keys(TEXTS).flatMap((folder) =>
  fs.readdirSync(path.join(here, folder)).map((name) => `${folder}/${name}`),
);
/** What only damaged texts need. */
const DAMAGE = new Set<NoteCode>(['D01', 'D02', 'D03', 'D04', 'D05', 'D07', 'D08', 'D09', 'D10', 'D11']);

async function portfolioOf(file: string): Promise<Portfolio> {
  const { portfolio } = await read([{ name: path.basename(file), bytes: new Uint8Array(fs.readFileSync(file)) }], { asset: pdfAsset });
  return portfolio;
}

/** What a form says, without where it stands. */
const saidBy = ({ kind, year, project, funding, goals, indicators }: Form) => ({
  kind,
  year,
  project,
  funding,
  goals,
  indicators: indicators.map(({ ordinal, level1, level2, name, raw, target, weight, actual, score, reason }) => ({
    ...{ ordinal, level1, level2, name, raw, target, weight, actual, score, reason },
  })),
});

it('has every format', () => {
  const formats = (folder: string) => documents.filter((name) => name.startsWith(`${folder}/`)).map((name) => path.extname(name));
  for (const folder of ['shanghai-justice-2024', 'putuo-2026'])
    expect(formats(folder).sort()).toEqual(['.docx', '.html', '.pdf', '.xls', '.xlsx']);
  expect(formats('shanghai-justice-2024-sheets')).toEqual(['.xlsx']);
});

it.each(documents)('%s gives the forms of the text', async (name) => {
  const text = await portfolioOf(path.join(root, TEXTS[path.dirname(name)]!));
  const { forms, held, notes, coverage, files } = await portfolioOf(path.join(here, name));
  expect(files[0]?.error).toBeNull();
  expect(files[0]?.format).toBe(path.extname(name).slice(1));
  expect(held).toEqual([]);
  expect(forms.map(saidBy)).toEqual(text.forms.map(saidBy));
  expect(notes.filter(({ code }) => DAMAGE.has(code)).map(({ message }) => message)).toEqual([]);
  const shared = (portfolio: Portfolio) => portfolio.notes.filter(({ code }) => code === 'D06').length;
  expect(shared({ forms, notes } as Portfolio)).toBe(shared(text));
  expect(coverage.placed).toBe(coverage.cells);
  expect(coverage.noted).toBe(0);
  expect(forms.every(({ confidence }) => confidence === 1)).toBe(true);
});
