import fs from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Form, Portfolio } from '#core/model/form.ts';
import type { Indicator } from '#core/model/indicator.ts';
import { strengthOf } from '#core/model/strength.ts';
import { read } from '#core/ingest/read.ts';

const file = new URL('../../data/samples/shanghai-justice-bureau-2024.txt', import.meta.url);
let portfolio: Portfolio;
let rows: Indicator[];
const tally = (keys: readonly (string | null)[]) => {
  const counts: Record<string, number> = {};
  for (const key of keys) counts[String(key)] = (counts[String(key)] ?? 0) + 1;
  return counts;
};
const linesWith = (code: string) =>
  portfolio.forms.flatMap((form) => form.notes.filter((n) => n.code === code).map((n) => n.source.line));

beforeAll(async () => {
  ({ portfolio } = await read([{ name: 'sample.txt', bytes: fs.readFileSync(file) }]));
  rows = portfolio.forms.flatMap((form) => form.indicators);
});

describe('the built-in sample', () => {
  it('has 13 forms, their money and their rows', () => {
    expect(portfolio.forms.map((form) => form.indicators.length)).toEqual([8, 28, 19, 35, 22, 13, 24, 23, 13, 35, 16, 13, 32]);
    expect(portfolio.forms.reduce((sum, form) => sum + (form.funding.annual ?? 0), 0)).toBe(139_880_556);
    const balanced = ({ funding: f }: Form) => f.annual === (f.fiscal ?? 0) + (f.carriedOver ?? 0) + (f.other ?? 0);
    expect(portfolio.forms.every(balanced)).toBe(true);
    expect(portfolio.forms.every((form) => form.funding.total === null && form.goals.overall === null)).toBe(true);
    expect(portfolio.forms.every((form) => form.project.start === '2024-01-01' && form.project.end === '2024-12-31')).toBe(true);
  });
  it('puts every row under its level', () => {
    expect(tally(rows.map((row) => row.level2))).toEqual({
      经济成本指标: 11,
      社会成本指标: 3,
      数量指标: 72,
      质量指标: 43,
      时效指标: 41,
      经济效益指标: 4,
      社会效益指标: 57,
      生态效益指标: 1,
      可持续影响指标: 22,
      服务对象满意度指标: 27,
    });
    expect(tally(rows.map((row) => row.level1))).toEqual({ 成本指标: 14, 产出指标: 156, 效益指标: 84, 满意度指标: 27 });
  });
  it('reads every target', () => {
    expect(tally(rows.map((row) => row.target.kind))).toEqual({ quantity: 165, quality: 78, trend: 35, lost: 3 });
    expect(tally(rows.map((row) => strengthOf(row.target)))).toEqual({ number: 86, full: 79, trend: 35, state: 78, lost: 3 });
    expect(rows.filter((row) => row.target.flags.includes('unit-unknown'))).toEqual([]);
  });
  it('notes every repair', () => {
    expect(linesWith('D01')).toEqual([326, 371, 481]);
    expect(linesWith('D02').sort((a, b) => a! - b!)).toEqual([
      24, 50, 51, 52, 53, 54, 55, 57, 58, 59, 60, 61, 62, 63, 64, 65, 66, 94, 121, 135, 136, 151, 154, 179, 238, 243, 247, 259,
      298, 299, 326, 327, 355, 371, 372, 373, 374, 375, 376, 377, 380, 381, 382, 383, 408, 409, 414, 437, 438, 439, 440, 481,
      482, 485,
    ]);
    expect(linesWith('D03')).toEqual([169, 174, 237, 242, 246, 347]);
    expect(linesWith('D04')).toEqual([251]);
    expect(linesWith('D05')).toEqual([57, 96, 138, 183, 253, 294, 359, 472]);
    expect(linesWith('D06')).toHaveLength(13);
    expect(portfolio.notes.filter((n) => ['D07', 'D08', 'D09', 'D11', 'D12'].includes(n.code))).toEqual([]);
  });
  it('keeps what stood printed beside what was inferred', () => {
    const at = (line: number) => rows.find((row) => row.source.line === line);
    expect(at(127)).toMatchObject({ stated: { level1: '产出指标', level2: '质量指标' }, level1: '产出指标', level2: '质量指标' });
    expect(at(121)).toMatchObject({ stated: { level1: null, level2: '数量指标' }, level1: '产出指标' });
    expect(at(247)).toMatchObject({ stated: { level1: null, level2: '时效指标' }, level2: '时效指标' });
    expect(at(169)).toMatchObject({ stated: { level1: null, level2: null }, level1: '产出指标', level2: '数量指标' });
    expect(at(174)).toMatchObject({ level2: '质量指标', notes: ['D03'] });
  });
  it('gives every cell a fate', () => {
    const { cells, placed, noted } = portfolio.coverage;
    expect(placed + noted).toBe(cells);
    expect(noted).toBe(4);
    const printed = fs.readFileSync(file, 'utf8').split('\n').flatMap((line) => line.split('\t')).filter((cell) => cell.trim() !== '');
    expect(cells).toBe(printed.length);
  });
});
