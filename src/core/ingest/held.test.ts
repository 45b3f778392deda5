import fs from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Portfolio } from '#core/model/form.ts';
import { read } from './read.ts';

/** Nothing silent: what cannot be read with confidence gives no form that counts, but a reason. */
const sample = fs.readFileSync(
  new URL('../../../data/samples/shanghai-justice-bureau-2024.txt', import.meta.url),
  'utf8',
);
const forms = sample
  .split(/\n(?=[^\n]*财政项目支出绩效目标申报表)/)
  .filter((text) => text.includes('项目名称'));
const golden = (name: string) =>
  fs.readFileSync(new URL(`../../../tests/golden/${name}/input.txt`, import.meta.url), 'utf8');

/** Random numbers that are the same in every run. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
function shuffled<T>(list: readonly T[], random: () => number): T[] {
  const out = [...list];
  for (let i = out.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [out[i], out[j]] = [out[j]!, out[i]!];
  }
  return out;
}

async function portfolioOf(text: string): Promise<Portfolio> {
  const { portfolio } = await read([{ name: 'a.txt', bytes: new TextEncoder().encode(text) }]);
  const { cells, placed, noted } = portfolio.coverage;
  expect(placed + noted).toBe(cells);
  return portfolio;
}
async function expectNone(text: string): Promise<Portfolio> {
  const portfolio = await portfolioOf(text);
  expect(portfolio.forms.map(({ project, confidence }) => `${project.name} ${confidence}`)).toEqual([]);
  expect(portfolio.files[0]?.error?.message).toMatch(/\S/);
  return portfolio;
}

const lines = (text: string) => text.split('\n');
const DAMAGE: Record<string, (text: string, random: () => number) => string> = {
  'lines shuffled': (text, random) => shuffled(lines(text), random).join('\n'),
  'lines reversed': (text) => lines(text).reverse().join('\n'),
  'cells shuffled over the form': (text, random) => {
    const cells = shuffled(
      text.split(/[\t\n]/).filter((cell) => cell.trim() !== ''),
      random,
    );
    return text.replace(/[^\t\n]+/g, (cell) => (cell.trim() === '' ? cell : cells.pop()!));
  },
  'cells shuffled in their lines': (text, random) =>
    lines(text)
      .map((line) => shuffled(line.split('\t'), random).join('\t'))
      .join('\n'),
  'letters shuffled in their lines': (text, random) =>
    lines(text)
      .map((line) => shuffled(Array.from(line), random).join(''))
      .join('\n'),
  'no delimiters': (text) => text.replace(/[\t\n]/g, ''),
  'no delimiters in lines': (text) => text.replaceAll('\t', ''),
  'columns one after the other': (text) => {
    const rows = lines(text).map((line) => line.split('\t'));
    return Array.from({ length: 6 }, (_, c) => rows.map((row) => row[c] ?? '').join('\n')).join('\n');
  },
  'first third': (text) => lines(text).slice(0, 12).join('\n'),
  'second half': (text) =>
    lines(text)
      .slice(lines(text).length / 2)
      .join('\n'),
  'misread signs': (text, random) =>
    text.replace(/\S/g, (sign) => (random() < 0.12 ? '口囗1lI0O|丨'[Math.floor(random() * 9)]! : sign)),
};

describe.each(Object.entries(DAMAGE))('%s: no form counts', (_, damage) => {
  it.each(forms.map((text, i) => [i + 1, text] as const))('form %i', async (number, text) => {
    for (const seed of [1, 2, 3]) await expectNone(damage(text, randomFrom(seed * 100 + number)));
  });
});

describe('a file that stops among the outputs', () => {
  it.each(forms.map((text, i) => [i + 1, text] as const))('form %i', async (_, text) => {
    const benefit = lines(text).findIndex((line) => /效益\s?指标|满意度/.test(line));
    expect(benefit).toBeGreaterThan(10);
    const { held } = await expectNone(lines(text).slice(0, benefit).join('\n'));
    for (const form of held) expect(form.notes.map(({ code }) => code)).toContain('D09');
  });
  it('is no cause for doubt where something stands below the table', async () => {
    const text = [
      '项目支出绩效目标表\n（2024年度）\n项目名称\t公园养护\t主管部门\t某市绿化局',
      '项目资金（元）\t年度资金总额\t100.00\n年度总体目标\t养护公园十二座。',
      '\t一级指标\t二级指标\t三级指标\t指标值\n\t产出指标\t数量指标\t养护面积\t≥120(亩)',
    ].join('\n');
    expect((await portfolioOf(text)).forms).toHaveLength(0);
    expect((await portfolioOf(`${text}\n填表人\t某某`)).forms).toHaveLength(1);
  });
});

describe('interleaved forms', () => {
  it.each([
    [1, 2],
    [3, 9],
    [6, 8],
    [11, 13],
  ])('forms %i and %i', async (a, b) => {
    const [one, other] = [lines(forms[a - 1]!), lines(forms[b - 1]!)];
    const mixed = Array.from({ length: Math.max(one.length, other.length) }, (_, i) => [one[i], other[i]]);
    await expectNone(
      mixed
        .flat()
        .filter((line) => line !== undefined)
        .join('\n'),
    );
  });
});

describe('blank templates', () => {
  const text = forms[0]!;
  const LABEL = /指标$|^项目|^其中|^年度|^主管|^实施|^计划|^上年|^其他资金|绩效/;
  const filled = (filler: (i: number) => string) => {
    let n = 0;
    return text.replace(/[^\t\n]+/g, (cell) => {
      const plain = cell.replace(/\s/g, '');
      return plain === '' || LABEL.test(plain) || /年度\)$/.test(plain) ? cell : filler(++n);
    });
  };
  it.each([
    ['**', () => '**'],
    ['XX', () => 'XX'],
    ['指标1：……', (i: number) => `指标${i}：……`],
    ['XX项目, ≥XX%', (i: number) => (i % 2 ? 'XX项目' : '≥XX%')],
    ['nothing', () => ''],
  ])('%s', async (_, filler) => {
    const { held, files } = await expectNone(filled(filler));
    expect(held).toEqual([]);
    expect(files[0]?.error?.code).toBe('blank-template');
  });
});

describe('every prefix of the sample', () => {
  const all = lines(sample);
  const cuts = Array.from({ length: Math.ceil(all.length / 7) }, (_, i) => i * 7 + 1);
  it('is read without a throw, and every cell has a fate', async () => {
    let before = 0;
    for (const cut of cuts) {
      const { forms: read, held } = await portfolioOf(all.slice(0, cut).join('\n'));
      expect(read.length + held.length).toBeGreaterThanOrEqual(before);
      before = read.length + held.length;
    }
    expect(before).toBe(13);
  }, 60_000);
});

describe('ambiguous rows', () => {
  const row = (text: string) =>
    [
      '项目支出绩效目标表\n（2024年度）\n项目名称\t公园养护\t主管部门\t某市绿化局',
      '项目资金（元）\t年度资金总额\t100.00\n年度总体目标\t养护公园十二座。',
      '\t一级指标\t二级指标\t三级指标\t指标值\n\t产出指标\t数量指标\t养护面积\t≥120(亩)\n\t效益指标\t社会效益指标\t游园人次\t≥9(万人次)',
      text,
      '\t满意度指标\t服务对象满意度指标\t游客满意度\t≥90(%)',
    ].join('\n');
  it('carry the ways to part them', async () => {
    const { notes } = await portfolioOf(row('\t\t\t甲处\t乙处说明\t丙处说明'));
    const { readings } = notes.find(({ code }) => code === 'D07')!;
    expect(readings).toEqual([
      { name: '甲处', raw: '乙处说明丙处说明' },
      { name: '甲处乙处说明', raw: '丙处说明' },
    ]);
  });
  it('carry both orders when name and value may be swapped', async () => {
    const { notes } = await portfolioOf(row('\t\t\t规范\t巡查记录'));
    expect(notes.find(({ code }) => code === 'D11')?.readings).toEqual([
      { name: '规范', raw: '巡查记录' },
      { name: '巡查记录', raw: '规范' },
    ]);
  });
});

describe('sound forms stay above the threshold', () => {
  it.each([
    ['shanghai', sample, 13, 1],
    ['cell per line', golden('putuo-2026-cell-per-line'), 1, 0.9],
    ['wrapped rows', golden('putuo-2026-wrapped-rows'), 1, 0.9],
    ['central', golden('central-weights-space-rows'), 1, 0.9],
    ['self-evaluations', golden('self-evaluation-two-forms-space-rows'), 2, 0.9],
  ])('%s', async (_, text, count, least) => {
    const { forms: read, held } = await portfolioOf(text);
    expect(held).toEqual([]);
    expect(read).toHaveLength(count);
    expect(Math.min(...read.map(({ confidence }) => confidence))).toBeGreaterThanOrEqual(least);
  });
});
