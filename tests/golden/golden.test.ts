import fs from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { read } from '#core/ingest/read.ts';
import type { Portfolio } from '#core/model/form.ts';

/**
 * One folder a case: `input.txt` as given (or `input.json` naming a file of data/), `expected.json` as it must be read.
 * UPDATE_GOLDEN=1 writes the expectation anew; read the diff before committing it.
 */
const here = import.meta.dirname;
const isCase = (name: string) => ['input.txt', 'input.json'].some((input) => fs.existsSync(path.join(here, name, input)));
const cases = fs.readdirSync(here).filter(isCase);
const updating = process.env.UPDATE_GOLDEN === '1';
if (updating && process.env.CI) throw new Error('UPDATE_GOLDEN is for a developer, never for CI');

function inputOf(name: string): Uint8Array {
  const pointer = path.join(here, name, 'input.json');
  if (!fs.existsSync(pointer)) return fs.readFileSync(path.join(here, name, 'input.txt'));
  const { file } = JSON.parse(fs.readFileSync(pointer, 'utf8')) as { file: string };
  return fs.readFileSync(path.join(here, '../..', file));
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
  const { portfolio } = await read([{ name: 'input.txt', bytes: inputOf(name) }]);
  const { cells, placed, noted } = portfolio.coverage;
  expect(placed + noted).toBe(cells);
  expect(cells).toBeGreaterThan(0);
  const actual = `${JSON.stringify(readable(portfolio), null, 2)}\n`;
  const expected = path.join(here, name, 'expected.json');
  if (updating) fs.writeFileSync(expected, actual);
  expect(actual).toBe(fs.readFileSync(expected, 'utf8'));
});
