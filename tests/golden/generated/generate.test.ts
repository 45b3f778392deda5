import { beforeAll, describe, expect, it } from 'vitest';
import type { Form } from '#core/model/form.ts';
import type { Indicator } from '#core/model/indicator.ts';
import { strengthOf } from '#core/model/strength.ts';
import { read } from '#core/ingest/read.ts';
import { sample } from '../../bench/corpus.ts';
import { generate, type Generated } from '../../bench/generate/portfolio.ts';

const SIZE = 12_000;
const all = async (size: number, seed?: number) => {
  const files: Generated[] = [];
  for await (const file of generate(size, seed)) files.push(file);
  return files;
};
let files: Generated[];
let made: Form[];
let original: Form[];

beforeAll(async () => {
  files = await all(SIZE);
  made = files.flatMap(({ result }) => result.forms);
  ({ forms: original } = (await read([{ name: 'sample.txt', bytes: sample() }])).portfolio);
});

const rows = (forms: readonly Form[]): Indicator[] => forms.flatMap((form) => form.indicators);
const share = <T>(of: readonly T[], is: (one: T) => boolean) => of.filter(is).length / of.length;

describe('generated portfolios', () => {
  it('are of the size asked for, the same for the same seed, a smaller one the beginning of a larger', async () => {
    expect(rows(made).length).toBeGreaterThanOrEqual(SIZE);
    expect(rows(made).length).toBeLessThan(SIZE + 10);
    const few = await all(2000);
    few.slice(0, -1).forEach((file, i) => expect(file.text).toBe(files[i]!.text));
    expect((await all(500, 2))[0]!.text).not.toBe(files[0]!.text);
  });

  it('read from print as the rows say that are made without reading', async () => {
    const some = files.slice(0, 12);
    const { portfolio } = await read(some.map(({ name, text }) => ({ name, bytes: new TextEncoder().encode(text) })));
    const told = ({ id, year, project, funding, goals, source, indicators }: Form) => ({
      id,
      year,
      project,
      funding,
      goals,
      line: source.line,
      indicators: indicators.map((one) => ({ ...one, stated: null, source: one.source.line })),
    });
    const expected = some.flatMap(({ result }) => result.forms);
    expect(portfolio.held).toEqual([]);
    expect(portfolio.forms.map(told)).toEqual(expected.map(told));
    const codes = (form: Form) => form.notes.map(({ code }) => code).filter((code) => code !== 'D06' && code !== 'D11');
    expect(portfolio.forms.map(codes)).toEqual(expected.map(codes));
  });

  it('have the sample’s rates of strength, of levels and of defects', () => {
    const [ours, theirs] = [rows(made), rows(original)];
    for (const strength of ['number', 'full', 'trend', 'state'] as const) {
      const is = (one: Indicator) => strengthOf(one.target) === strength;
      expect(Math.abs(share(ours, is) - share(theirs, is)), strength).toBeLessThan(0.06);
    }
    for (const level of ['成本指标', '产出指标', '效益指标', '满意度指标']) {
      const is = (one: Indicator) => one.level1 === level;
      expect(Math.abs(share(ours, is) - share(theirs, is)), level).toBeLessThan(0.06);
    }
    const defects = { D01: 0.01, D02: 0.06, D03: 0.02, D04: 0.004 };
    for (const [code, tolerance] of Object.entries(defects)) {
      const rate = (forms: readonly Form[]) =>
        forms.flatMap((form) => form.notes).filter((note) => note.code === code).length / rows(forms).length;
      expect(rate(made), code).toBeGreaterThan(0);
      expect(Math.abs(rate(made) - rate(original)), code).toBeLessThan(tolerance);
    }
  });

  it('have names with a long tail, near-duplicates, projects that last, forms filed twice', () => {
    const names = new Map<string, number>();
    for (const { name } of rows(made)) names.set(name, (names.get(name) ?? 0) + 1);
    const counts = [...names.values()].sort((a, b) => b - a);
    expect(counts[0]).toBeGreaterThan(100);
    expect(counts.filter((n) => n === 1).length).toBeGreaterThan(names.size / 6);
    expect([...names.keys()].filter((name) => names.has(name.replace(/比率$/, '率')) && name.endsWith('比率'))).not.toEqual([]);
    const years = new Map<string, Set<number | null>>();
    for (const { project, year } of made) {
      const key = `${project.department}/${project.name}`;
      years.set(key, (years.get(key) ?? new Set()).add(year));
    }
    expect([...years.values()].filter((of) => of.size > 1).length).toBeGreaterThan(years.size / 4);
    const printedTwice = made.length - new Set(made.map((form) => JSON.stringify([form.project, form.year, form.funding]))).size;
    expect(printedTwice).toBeGreaterThan(0);
  });
});
