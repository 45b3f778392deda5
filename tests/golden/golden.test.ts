import fs from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { pdfAsset } from '#cli/pdf-assets.ts';
import { read } from '#core/ingest/read.ts';
import type { Portfolio } from '#core/model/form.ts';

/**
 * One folder a case: `input.txt`, `input.html` … as given (or `input.json` naming a file of data/), `expected.json` as it must be read. Where
 * a folder holds several inputs, they are one document in several formats: the first by the order below is what `expected.json` shows, and
 * every other one must say the same.
 * UPDATE_GOLDEN=1 writes the expectation anew; read the diff before committing it.
 */
const here = import.meta.dirname;
const FORMATS = ['.json', '.txt', '.html', '.xlsx', '.docx', '.pdf'];
const inputsOf = (name: string) => {
  const folder = path.join(here, name);
  const files = fs.statSync(folder).isDirectory() ? fs.readdirSync(folder).filter((file) => file.startsWith('input.')) : [];
  return files.sort((a, b) => FORMATS.indexOf(path.extname(a)) - FORMATS.indexOf(path.extname(b)));
};
const cases = fs.readdirSync(here).filter((name) => inputsOf(name).length > 0);
const updating = process.env.UPDATE_GOLDEN === '1';
if (updating && process.env.CI) throw new Error('UPDATE_GOLDEN is for a developer, never for CI');

function bytesOf(name: string, input: string): Uint8Array {
  const file = path.join(here, name, input);
  if (input !== 'input.json') return new Uint8Array(fs.readFileSync(file));
  const pointer = JSON.parse(fs.readFileSync(file, 'utf8')) as { file: string };
  return new Uint8Array(fs.readFileSync(path.join(here, '../..', pointer.file)));
}

async function portfolioOf(name: string, input: string): Promise<Portfolio> {
  const file = input === 'input.json' ? 'input.txt' : input;
  const { portfolio } = await read([{ name: file, bytes: bytesOf(name, input) }], { asset: pdfAsset });
  const { cells, placed, noted } = portfolio.coverage;
  expect(placed + noted).toBe(cells);
  expect(cells).toBeGreaterThan(0);
  return portfolio;
}

/** The portfolio with each record on few lines, so that a diff shows what changed. */
function readable({ forms, notes, files, coverage }: Portfolio) {
  return {
    file: { encoding: files[0]?.encoding, forms: files[0]?.forms, indicators: files[0]?.indicators, error: files[0]?.error },
    coverage,
    forms: forms.map(({ indicators, notes: own, source, places, ...form }) => ({
      ...form,
      lines: { form: source.line, goal: places.goal?.line, funding: places.funding?.line, dates: places.dates?.line },
      notes: own.map((note) => `${note.code} ${note.part} ${note.message}`),
      indicators: indicators.map((row) =>
        [
          row.source.line,
          row.stated.level1 ?? '',
          row.stated.level2 ?? '',
          '→',
          row.level1 ?? '',
          row.level2 ?? '',
          row.name,
          row.raw,
          row.target.kind,
          ...(form.kind === 'self-evaluation' || row.weight !== null
            ? [`weight ${row.weight}`, `actual ${row.actual}`, `score ${row.score}`, `reason ${row.reason}`]
            : []),
          row.notes.join(' '),
        ].join(' | '),
      ),
    })),
    notes: notes.filter((note) => note.part === 'file').map((note) => `${note.code} ${note.message}`),
  };
}

it.each(cases)('golden: %s', async (name) => {
  const actual = `${JSON.stringify(readable(await portfolioOf(name, inputsOf(name)[0]!)), null, 2)}\n`;
  const expected = path.join(here, name, 'expected.json');
  if (updating) fs.writeFileSync(expected, actual);
  expect(actual).toBe(fs.readFileSync(expected, 'utf8'));
});

/** What the forms say, and how many notes of each kind were made: not where things stand. */
const said = ({ forms, notes }: Portfolio) => ({
  forms: forms.map(({ id: _, source: _s, places: _p, notes: _n, indicators, ...form }) => ({
    ...form,
    indicators: indicators.map(({ source: _at, ...row }) => row),
  })),
  notes: notes.map(({ code, part, text }) => `${code} ${part} ${text}`).sort(),
});

const others = cases.flatMap((name) => inputsOf(name).slice(1).map((input) => [name, input] as const));
it.each(others)('golden: %s as %s says the same', async (name, input) => {
  const [first, other] = [await portfolioOf(name, inputsOf(name)[0]!), await portfolioOf(name, input)];
  expect(first.forms.length).toBeGreaterThan(0);
  expect(said(other)).toEqual(said(first));
});
