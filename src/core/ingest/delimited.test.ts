import { describe, expect, it } from 'vitest';
import type { Form } from '#core/model/form.ts';
import { read } from './read.ts';

const TABLE = [
  ['财政项目支出绩效目标申报表', '', '', '', ''],
  ['（2024年度）', '', '', '', ''],
  ['项目名称', '公园养护', '', '项目性质', '经常性项目'],
  ['主管部门', '某市绿化局', '', '实施单位', '某市公园中心'],
  ['项目资金（元）', '项目资金总额', '', '年度资金申请总额', '1,000,000.00'],
  ['', '其中：财政资金', '', '其中：当年财政拨款', '1,000,000.00'],
  ['绩效指标', '一级指标', '二级指标', '三级指标', '年度(/项目)指标值'],
  ['', '产出指标', '数量指标', '养护面积', '≥120.00(万平方米)'],
  ['', '效益指标', '社会效益指标', '游园人次增长率', '≥5.00(%)'],
];
const LF = String.fromCharCode(10);

async function formOf(name: string, bytes: Uint8Array): Promise<Form> {
  const { portfolio } = await read([{ name, bytes }]);
  const { cells, placed, noted } = portfolio.coverage;
  expect(placed + noted).toBe(cells);
  expect(portfolio.forms).toHaveLength(1);
  return portfolio.forms[0]!;
}
const essence = ({ project, year, funding, indicators }: Form) => [
  project.name,
  project.department,
  year,
  funding.annual,
  ...indicators.map(({ level1, level2, name, raw }) => [level1, level2, name, raw].join(' ')),
];
const EXPECTED = [
  '公园养护',
  '某市绿化局',
  2024,
  1_000_000,
  '产出指标 数量指标 养护面积 ≥120.00(万平方米)',
  '效益指标 社会效益指标 游园人次增长率 ≥5.00(%)',
];
const utf8 = (text: string) => new TextEncoder().encode(text);
/** Encodes what GB18030 writes in two bytes, by asking the decoder for each. */
function gb18030(text: string): Uint8Array {
  const codes = new Map<string, number[]>();
  const decoder = new TextDecoder('gb18030');
  for (let high = 0x81; high < 0xff; high++)
    for (let low = 0x40; low < 0xff; low++)
      if (low !== 0x7f) codes.set(decoder.decode(Uint8Array.of(high, low)), [high, low]);
  return Uint8Array.from([...text].flatMap((char) => codes.get(char) ?? [char.charCodeAt(0)]));
}
const quote = (cell: string, separator: string) =>
  cell.includes(separator) || /["\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
const delimited = (separator: string, table = TABLE) =>
  table.map((row) => row.map((cell) => quote(cell, separator)).join(separator)).join('\r\n');
/** The same table with line ends inside its labels, as cells wrap them. */
const WRAPPED = TABLE.map((row) => row.map((cell) => cell.replace(/(.{2})(?=[\u4e00-\u9fff])/u, `$1${LF}`)));

describe('delimited files', () => {
  it.each([
    ['commas', delimited(',')],
    ['semicolons', delimited(';')],
    ['tabs', delimited('\t')],
    ['a line naming the separator', `sep=;\r\n${delimited(';')}`],
    ['a line naming the comma, marked UTF-8', `\ufeffsep=,\r\n${delimited(',')}`],
    ['line ends inside quotes', delimited(',', WRAPPED)],
    ['line ends inside quotes, semicolons', delimited(';', WRAPPED)],
    ['every field in quotes', TABLE.map((row) => row.map((cell) => `"${cell}"`).join(';')).join('\n')],
  ])('%s', async (_, text) => {
    expect(essence(await formOf('a.csv', utf8(text)))).toEqual(EXPECTED);
  });

  it('semicolons in GB18030', async () => {
    expect(essence(await formOf('a.csv', gb18030(delimited(';', WRAPPED))))).toEqual(EXPECTED);
  });

  it('keeps a semicolon inside a quoted field', async () => {
    const table = TABLE.map((row) => row.map((cell) => (cell === '公园养护' ? '公园;养护' : cell)));
    expect((await formOf('a.csv', utf8(delimited(';', table)))).project.name).toBe('公园;养护');
  });
});

describe('Markdown tables', () => {
  const bars = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const [title, year, first, ...rest] = TABLE;
  const markdown = (rule: string, rows = [first!, ...rest]) =>
    [`# ${title![0]}`, '', year![0], '', bars(rows[0]!), rule, ...rows.slice(1).map(bars)].join('\n');

  it.each(['|---|---|---|---|---|', '| :-- | :-: | --: | -- | - |', ':---|---|---|---|---:'])(
    'alignment row %s',
    async (rule) => {
      const form = await formOf('a.md', utf8(markdown(rule)));
      expect(essence(form)).toEqual(EXPECTED);
      expect(form.notes.map(({ code }) => code)).toEqual(['D09']);
    },
  );

  it('reads escaped bars, line ends and bold print in cells', async () => {
    const rows = [first!, ...rest].map((row) =>
      row.map((cell) =>
        cell === '公园养护'
          ? '公园\\|养护'
          : cell === '主管部门'
            ? '主管<br>部门'
            : cell === '产出指标'
              ? '**产出指标**'
              : cell,
      ),
    );
    expect(essence(await formOf('a.md', utf8(markdown('|---|---|---|---|---|', rows))))).toEqual([
      '公园|养护',
      ...EXPECTED.slice(1),
    ]);
  });
});

describe('JSON', () => {
  const indicators = TABLE.slice(7).map(([, level1, level2, name, value]) => ({
    一级指标: level1,
    二级指标: level2,
    三级指标: name,
    '年度(/项目)指标值': value,
  }));
  const head = {
    title: '财政项目支出绩效目标申报表',
    year: '（2024年度）',
    项目名称: '公园养护',
    主管部门: '某市绿化局',
    '年度资金申请总额（元）': 1000000,
  };

  it.each([
    ['tables under a name', { tables: [TABLE.slice(0, 6), TABLE.slice(6)] }],
    [
      'an object with a title and rows',
      { title: '财政项目支出绩效目标申报表', data: { page: 1, rows: TABLE.slice(1) } },
    ],
    ['objects by column name', [...Object.entries(head).map(([key, value]) => [key, value]), indicators]],
    ['an object by field name', { ...head, 绩效指标: indicators }],
    ['a list of forms', [{ ...head, 绩效指标: indicators }]],
  ])('%s', async (_, value) => {
    expect(essence(await formOf('a.json', utf8(JSON.stringify(value))))).toEqual(EXPECTED);
  });

  it('refuses arrays nested without end', async () => {
    const { portfolio } = await read([
      { name: 'a.json', bytes: utf8(`${'['.repeat(5000)}"项目名称"${']'.repeat(5000)}`) },
    ]);
    expect(portfolio.files[0]!.error?.code).toBe('bad-json');
  });
});
