import { describe, expect, it } from 'vitest';
import type { Form, Portfolio } from '#core/model/form.ts';
import { read } from './read.ts';

const HEAD = {
  title: '财政项目支出绩效目标申报表',
  year: '(2024年度)',
  name: '项目名称\t公园养护\t项目性质\t经常性专项业务费\t项目类别\t特定目标类',
  department: '主管部门\t某市绿化局\t实施单位\t某市公园中心',
  dates: '计划开始日期\t2024-01-01\t计划完成日期\t2024-12-31',
  annual: '项目资金 (元)\t项目资金总额\t\t年度资金申请总额\t1,000,000.00',
  fiscal: '\t其中：财政资金\t\t其中：当年财政拨款\t1,000,000.00',
  goals: '项目绩效目标\t项目总目标\t\t年度总体目标\t',
  goal: '\t\t\t养护公园120万平方米。\t',
  header: '\t一级指标\t二级指标\t三级指标\t年度(/项目)指标值',
};
const ROWS = [
  '\t产出指标\t数量指标\t养护面积\t≥120.00(万平方米)',
  '\t效益指标\t社会效益指标\t游园人次增长率\t≥5.00(%)',
];
const form = (head: Partial<typeof HEAD> = {}, rows = ROWS) =>
  [...Object.values({ ...HEAD, ...head }), ...rows].join('\n');

async function portfolioOf(text: string): Promise<Portfolio> {
  const { portfolio } = await read([{ name: 'a.txt', bytes: new TextEncoder().encode(text) }]);
  const { cells, placed, noted } = portfolio.coverage;
  expect(placed + noted).toBe(cells);
  return portfolio;
}
const formOf = async (text: string): Promise<Form> => {
  const { forms, held } = await portfolioOf(text);
  return (forms[0] ?? held[0])!;
};
const codes = ({ notes }: Form) => notes.map((note) => `${note.code} ${note.part}`);
const rowsOf = ({ indicators }: Form) => indicators.map((row) => [row.level2, row.name, row.raw].join(' | '));

describe('amounts', () => {
  it.each([
    ['１，０００．００', 1000],
    ['100万元', 1_000_000],
    ['12.5亿', 1_250_000_000],
    ['￥1,000.00元', 1000],
    ['-5,000.00', -5000],
    ['1 000 000', 1_000_000],
  ])('%s', async (printed, yuan) => {
    const read = await formOf(form({ annual: HEAD.annual.replace('1,000,000.00', printed) }));
    expect(read.funding.annual).toBe(yuan);
    expect(codes(read)).toEqual([]);
  });
  it.each(['1,00,0', '12.345.678', '(5,000.00)', '1e6', '约100'])('refuses %s', async (printed) => {
    const read = await formOf(form({ annual: HEAD.annual.replace('1,000,000.00', printed) }));
    expect(read.funding.annual).toBeNull();
    expect(codes(read)).toEqual(['D11 funding']);
  });
  it('says when the unit is not printed, and when an amount is printed twice', async () => {
    expect(codes(await formOf(form({ annual: HEAD.annual.replace(' (元)', '') })))).toEqual(['D11 funding']);
    const twice = await formOf(form({ fiscal: `${HEAD.fiscal}\n\t\t\t其中：当年财政拨款\t2.00` }));
    expect(twice.funding.fiscal).toBe(1_000_000);
    expect(codes(twice)).toEqual(['D11 funding']);
  });
});

describe('years and days', () => {
  it.each(['（２０２４年度）', '二〇二四年度', '(2024 年度)'])('%s', async (year) => {
    expect(await formOf(form({ year, dates: '' }))).toMatchObject({ year: 2024, notes: [] });
  });
  it.each(['二〇二四年三月十五日', '2024/3/15 00:00:00', '2024．3．15', '20240315'])('%s', async (day) => {
    const { project } = await formOf(form({ dates: HEAD.dates.replace('2024-01-01', day) }));
    expect(project.start).toBe('2024-03-15');
  });
  it('says when the title prints two years', async () => {
    expect(codes(await formOf(form({ title: '2023年财政项目支出绩效目标申报表' })))).toEqual(['D11 head']);
  });
});

describe('indicators called like labels', () => {
  it('keeps them and what follows', async () => {
    const rows = [
      '\t产出指标\t数量指标\t数量指标完成率\t≥90(%)',
      '\t\t\t预算执行率\t≥95(%)',
      '\t\t质量指标\t说明\t完善',
      '\t满意度指标\t服务对象满意度指标\t备注\t≥90(%)',
    ];
    expect(rowsOf(await formOf(form({}, rows)))).toEqual([
      '数量指标 | 数量指标完成率 | ≥90(%)',
      '数量指标 | 预算执行率 | ≥95(%)',
      '质量指标 | 说明 | 完善',
      '服务对象满意度指标 | 备注 | ≥90(%)',
    ]);
  });
  it('also where rows or columns are not printed', async () => {
    const rows = [
      '\t产出指标\t数量指标\t完成日期\t2024年12月',
      '\t\t质量指标\t说明\t完善',
      '\t效益指标\t社会效益指标\t绿化\t提升',
    ];
    const text = form({ goal: '\t\t\t\t' }, rows);
    const words = text.replace(/\t+/g, ' ').replace(/^ /gm, '');
    for (const shape of [words, text.replace(/\t+/g, '\n')])
      expect(rowsOf(await formOf(shape))).toEqual([
        '数量指标 | 完成日期 | 2024年12月',
        '质量指标 | 说明 | 完善',
        '社会效益指标 | 绿化 | 提升',
      ]);
  });
  it('a project may be called like a label', async () => {
    expect((await formOf(form({ name: '项目名称\t其他资金\t项目性质\t一次性项目' }))).project.name).toBe(
      '其他资金',
    );
  });
});

describe('tables in disorder', () => {
  it('a header printed again with other columns rules the rows below it', async () => {
    const again = '\t一级指标\t二级指标\t指标值\t三级指标';
    const read = await formOf(form({}, [ROWS[0]!, again, '\t效益指标\t社会效益指标\t提升\t绿化水平']));
    expect(rowsOf(read).at(-1)).toBe('社会效益指标 | 绿化水平 | 提升');
  });
  it('parts what stuck together, and says so', async () => {
    const stuck = await formOf(
      form({}, [ROWS[0]!, '\t产出指标质量指标养护合格率\t=100(%)', '\t\t\t返工率 ≤5(%)']),
    );
    expect(rowsOf(stuck).slice(1)).toEqual(['质量指标 | 养护合格率 | =100(%)', '质量指标 | 返工率 | ≤5(%)']);
    expect(stuck.indicators.slice(1).every((row) => row.notes.includes('D02'))).toBe(true);
  });
  it.each([
    ['name and value swapped', '\t\t质量指标\t规范\t巡查记录', 'D11'],
    ['no value', '\t\t质量指标\t养护合格率\t', 'D01'],
    ['a figure that cannot be read', '\t\t质量指标\t养护合格率\t≥1.000,00', 'D11'],
    ['a level out of place', '\t\t养护合格率\t质量指标\t=100.00(%)', 'D03'],
  ])('doubts %s', async (_, row, code) => {
    const read = await formOf(form({}, [ROWS[0]!, row, '\t\t\t补植成活率\t≥95(%)']));
    const noted = [...read.indicators.flatMap(({ notes }) => notes), ...read.notes.map((note) => note.code)];
    expect(noted).toContain(code);
  });
  it('rows that were refused put the table in doubt', async () => {
    expect(codes(await formOf(form({}, [ROWS[0]!, '\t\t质量指标\t甲\t乙说明\t丙说明\t丁说明'])))).toContain(
      'D07 table',
    );
  });
});

describe('goals', () => {
  it('one text below two headings belongs to neither, unless its column says', async () => {
    const shifted = await formOf(form({ goals: `\t\t${HEAD.goals}` }));
    expect(shifted.goals).toEqual({ overall: null, annual: null });
    expect(codes(shifted)).toEqual(['D11 goal']);
    const words = await formOf(form().replace(/\t+/g, ' ').replace(/^ /gm, ''));
    expect(words.goals).toEqual({ overall: null, annual: null });
  });
});

describe('forms run together', () => {
  it('a first row printed twice makes no second form', async () => {
    expect((await portfolioOf(form({ name: `${HEAD.name}\n${HEAD.name}` }))).forms).toHaveLength(1);
  });
  it('interleaved forms are said to be', async () => {
    const other = form({ name: HEAD.name.replace('公园', '道路') }).split('\n');
    const mixed = form()
      .split('\n')
      .flatMap((line, i) => [line, other[i]!]);
    const { held } = await portfolioOf(mixed.join('\n'));
    expect(codes(held[1]!)).toContain('D11 table');
  });
});

describe('the same twice', () => {
  const bytes = (text: string) => new TextEncoder().encode(text);
  it('a copy of a file is named and not counted', async () => {
    const { portfolio } = await read(['a.txt', 'b.txt'].map((name) => ({ name, bytes: bytes(form()) })));
    expect(portfolio.forms).toHaveLength(1);
    expect(portfolio.files[1]).toMatchObject({ forms: 0, error: { code: 'same-file' } });
  });
  it('a form met again in another file is said to be', async () => {
    const { portfolio } = await read([
      { name: 'a.txt', bytes: bytes(form()) },
      { name: 'b.txt', bytes: bytes(`${form()}\n`) },
      { name: 'c.txt', bytes: bytes(form({ year: '(2025年度)' })) },
    ]);
    expect(portfolio.forms.map(codes)).toEqual([[], ['D11 head'], []]);
  });
});

describe('delimited text', () => {
  const quote = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
  it.each([
    [',', (cell: string) => (/[,"]/.test(cell) ? quote(cell) : cell)],
    ['\t', quote],
  ])('parted by %j with quotes', async (separator, write) => {
    const text = form({ goal: '\t\t\t养护"甲"园,120万平方米。' });
    const cells = text.split('\n').map((line) => line.split('\t').map(write).join(separator));
    const read = await formOf(cells.join('\n'));
    expect(read).toMatchObject({
      funding: { annual: 1_000_000 },
      goals: { annual: '养护"甲"园,120万平方米。' },
      notes: [],
    });
    expect(rowsOf(read)).toHaveLength(2);
  });
  it('a quoted cell may hold line ends; a quote that never closes is text', async () => {
    const lines = await formOf(form({ name: HEAD.name.replace('公园养护', '"公园\n养护"') }));
    expect(lines.project.name).toBe('公园养护');
    const open = await formOf(form({ name: HEAD.name.replace('公园养护', '"公园养护') }));
    expect(open).toMatchObject({
      project: { name: '"公园养护' },
      goals: { annual: '养护公园120万平方米。' },
    });
  });
});
