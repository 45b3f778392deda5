import fs from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Portfolio } from '#core/model/form.ts';
import { read } from './read.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);
const readOne = async (bytes: Uint8Array): Promise<Portfolio> =>
  (await read([{ name: 'a.txt', bytes }])).portfolio;
const FORM = [
  '财政项目支出绩效目标申报表',
  '(2025年度)',
  '项目名称\t水渠清淤\t项目性质\t一次性项目',
  '主管部门\t某县水利局\t实施单位\t某县水利站',
  '计划开始日期\t2025/1/1\t计划完成日期\t2025年12月',
  '项目资金（万元）\t项目资金总额\t\t年度资金申请总额\t12.50',
  '\t其中：财政资金\t\t其中：当年财政拨款\t12.50',
  '项目绩效目标\t项目总目标\t\t年度总体目标\t',
  '\t\t\t清淤3公里。\t',
  '\t一级指标\t二级指标\t三级指标\t年度(/项目)指标值',
  '绩效指标\t产出指标\t数量指标\t清淤长度\t≥3.00(公里)',
  '\t\t\t弃土外运量\t≥200(吨)',
  '\t效益指标\t社会效益指标\t受益村民投诉率\t≤1(%)',
].join('\n');

const utf16 = (text: string, bigEndian: boolean, mark: boolean) => {
  const bytes = new Uint8Array((text.length + (mark ? 1 : 0)) * 2);
  const view = new DataView(bytes.buffer);
  [...(mark ? '\ufeff' : ''), ...text].forEach((c, i) => view.setUint16(2 * i, c.charCodeAt(0), !bigEndian));
  return bytes;
};
/** 水渠 and the labels as GB18030, made once from the encoder's table. */
const gb18030 = (text: string) => {
  const table = new Map<string, number[]>();
  const decoder = new TextDecoder('gb18030');
  for (let a = 0x81; a <= 0xfe; a++)
    for (let b = 0x40; b <= 0xfe; b++) {
      if (b === 0x7f) continue;
      table.set(decoder.decode(Uint8Array.of(a, b)), [a, b]);
    }
  return Uint8Array.from(
    [...text].flatMap((c) => (c.charCodeAt(0) < 128 ? [c.charCodeAt(0)] : (table.get(c) ?? []))),
  );
};

describe('encodings', () => {
  it.each([
    ['utf-8', utf8(FORM)],
    ['utf-8', utf8('\ufeff' + FORM)],
    ['utf-16le', utf16(FORM, false, true)],
    ['utf-16be', utf16(FORM, true, true)],
    ['utf-16le', utf16(FORM, false, false)],
    ['utf-16be', utf16(FORM, true, false)],
    ['gb18030', gb18030(FORM)],
  ])('%s', async (encoding, bytes) => {
    const { files, forms } = await readOne(bytes);
    expect(files[0]).toMatchObject({ encoding, forms: 1, indicators: 3, error: null });
    expect(forms[0]).toMatchObject({
      year: 2025,
      project: { name: '水渠清淤', start: '2025-01-01', end: '2025-12-31' },
      funding: { annual: 125_000, fiscal: 125_000, total: null, unit: '万元' },
      goals: { overall: null, annual: '清淤3公里。' },
    });
  });
});

describe('bad input says what is wrong and how to mend it', () => {
  const noise = Uint8Array.from({ length: 50_000 }, (_, i) => (i * 7919 + (i >> 3) * 104_729) & 255);
  it.each([
    ['empty', new Uint8Array()],
    ['empty', utf8(' \n\t\n')],
    ['no-form', utf8('今天天气很好。\n明天也不错。')],
    ['form-incomplete', utf8('财政项目支出绩效目标申报表\n(2025年度)\n项目名称\t\t项目性质\t')],
    ['form-incomplete', utf8(FORM.split('\n').slice(9).join('\n'))],
    ['no-delimiters', utf8(FORM.replaceAll(/[\t\n]/g, ''))],
    ['binary', noise],
    ['line-too-long', new Uint8Array(50 * 1024 * 1024).fill(65)],
    ['damaged', utf8('%PDF-1.7\n')],
    ['damaged', Uint8Array.of(0x50, 0x4b, 3, 4, 20)],
    ['unsupported-format', Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1)],
    ['picture', utf8('GIF89a')],
    [
      'blank-template',
      utf8(
        FORM.replaceAll(
          /(?<=\t)(?:[^\t\n]*[≥≤][^\t\n]*|水渠\S*|某县\S*|20\S*|12.50|一次性项目|清淤\S*|弃土\S*|受益\S*)/g,
          '**',
        ),
      ),
    ],
    ['bad-json', utf8('[["项目名称", "水渠"')],
  ])('%s', async (code, bytes) => {
    const { portfolio } = await read([
      { name: 'bad.txt', bytes },
      { name: 'good.txt', bytes: utf8(FORM) },
    ]);
    const [bad, good] = portfolio.files;
    expect(bad?.error?.code).toBe(code);
    expect(bad?.error?.message).toMatch(/\p{Script=Han}.*。$/u);
    expect(bad?.error?.messageEn).toMatch(/^[A-Z].*\.$/);
    expect(good).toMatchObject({ forms: 1, error: null });
    expect(portfolio.coverage.placed + portfolio.coverage.noted).toBe(portfolio.coverage.cells);
  });
  it('holds back half a form that has a name and something else', async () => {
    const { held: forms, files } = await readOne(utf8(FORM.split('\n').slice(0, 6).join('\n')));
    expect(files[0]).toMatchObject({ forms: 0, held: 1, error: { code: 'needs-a-look' } });
    expect(forms[0]?.funding.annual).toBe(125_000);
    expect(forms[0]?.notes.map((note) => note.code)).toEqual(['D09', 'D09']);
  });
  it('stops when told to', async () => {
    const stopped = AbortSignal.abort(new Error('stopped'));
    await expect(read([{ name: 'a', bytes: utf8(FORM) }], { signal: stopped })).rejects.toThrow('stopped');
  });
});

describe('layouts', () => {
  it.each([
    ['CRLF', FORM.replaceAll('\n', '\r\n')],
    ['CR', FORM.replaceAll('\n', '\r')],
    ['form feeds between pages', FORM.replace('\n绩效指标', '\n\f\n绩效指标')],
    ['trailing blanks', FORM.replaceAll('\n', '  \u3000\n')],
    ['full-width blanks in cells', FORM.replaceAll('\t', '\u3000\t\u3000')],
    ['bars', FORM.replaceAll('\t', '|')],
    [
      'a Markdown table',
      FORM.split('\n')
        .map((line) => `| ${line.replaceAll('\t', ' | ')} |`)
        .join('\n'),
    ],
    ['JSON', JSON.stringify(FORM.split('\n').map((line) => line.split('\t')))],
    [
      'a page break with the header again',
      FORM.replace('\n\t\t\t弃土', '\n\n\t一级指标\t二级指标\t三级指标\t年度(/项目)指标值\n\t\t\t弃土'),
    ],
  ])('%s', async (_, text) => {
    const { forms, coverage } = await readOne(utf8(text));
    expect(forms).toHaveLength(1);
    expect(forms[0]?.indicators.map((row) => [row.level1, row.level2, row.name, row.raw])).toEqual([
      ['产出指标', '数量指标', '清淤长度', '≥3.00(公里)'],
      ['产出指标', '数量指标', '弃土外运量', '≥200(吨)'],
      ['效益指标', '社会效益指标', '受益村民投诉率', '≤1(%)'],
    ]);
    expect(coverage.placed + coverage.noted).toBe(coverage.cells);
  });
  it('cuts several forms of one file, titled or not', async () => {
    const next = FORM.split('\n').slice(2).join('\n').replace('水渠清淤', '泵站维护');
    const { forms } = await readOne(utf8(`${FORM}\n\n${next}\n${FORM}`));
    expect(forms.map((form) => [form.id, form.year, form.project.name])).toEqual([
      ['a.txt#1', 2025, '水渠清淤'],
      ['a.txt#2', 2025, '泵站维护'],
      ['a.txt#3', 2025, '水渠清淤'],
    ]);
  });
  it('keeps markup and formulas as text', async () => {
    const { forms } = await readOne(
      utf8(FORM.replace('水渠清淤', '<img src=x onerror=alert(1)>').replace('弃土外运量', '=1+1')),
    );
    expect(forms[0]?.project.name).toBe('<img src=x onerror=alert(1)>');
  });
  it('reads three shapes of one printed form as one record', async () => {
    const golden = (name: string) => new URL(`../../../tests/golden/${name}/input.txt`, import.meta.url);
    const names = ['putuo-2026-cell-per-line', 'putuo-2026-json-table', 'putuo-2026-wrapped-rows'];
    const [cells, json, wrapped] = await Promise.all(
      names.map(async (name) => {
        const [form] = (await readOne(fs.readFileSync(golden(name)))).forms;
        const rows = form?.indicators.map(({ source: _, notes: __, ...row }) => row);
        return { head: [form?.kind, form?.year, form?.project, form?.funding], goals: form?.goals, rows };
      }),
    );
    expect(json).toEqual(cells);
    expect({ ...wrapped, goals: cells?.goals }).toEqual(cells);
    expect(wrapped?.goals).toEqual({ overall: null, annual: null });
  });
});

describe('damage', () => {
  const sample = fs.readFileSync(
    new URL('../../../data/samples/shanghai-justice-bureau-2024.txt', import.meta.url),
    'utf8',
  );
  let seed = 20_240_101;
  const random = () => (seed = (seed * 1_103_515_245 + 12_345) & 0x7fffffff) / 0x7fffffff;
  const lines = sample.split('\n');
  it.each([
    ['cut off', () => sample.slice(0, Math.floor(random() * sample.length))],
    ['cut at the front', () => sample.slice(Math.floor(random() * sample.length))],
    [
      'shuffled rows',
      () =>
        lines
          .map((line) => [random(), line] as const)
          .sort((a, b) => a[0] - b[0])
          .map(([, line]) => line)
          .join('\n'),
    ],
    ['lost rows', () => lines.filter(() => random() > 0.3).join('\n')],
    [
      'stray separators',
      () =>
        [...sample]
          .map((c) => (random() < 0.01 ? ['\t', '\n', ' ', '|', '(', '%'][Math.floor(random() * 6)] : c))
          .join(''),
    ],
    ['tabs as blanks', () => sample.replaceAll('\t', ' ')],
    ['one cell a line', () => sample.replaceAll('\t', '\n')],
    ['one line', () => sample.replaceAll(/[\t\n]/g, ' ')],
  ])('%s: never throws, every cell has a fate', async (_, damage) => {
    for (let i = 0; i < 8; i++) {
      const { coverage } = await readOne(utf8(damage()));
      expect(coverage.placed + coverage.noted).toBe(coverage.cells);
    }
  });
  it('survives a cut in the middle of a character', async () => {
    const bytes = utf8(sample);
    for (const at of [5000, 5001, 5002])
      expect((await readOne(bytes.slice(0, at))).files[0]?.encoding).toBe('utf-8');
  });
});
