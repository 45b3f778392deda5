import fs from 'node:fs';
import * as XLSX from '@e965/xlsx';
import { describe, expect, it } from 'vitest';
import { makeZip } from '../../../../tests/formats/make-zip.ts';
import { Budget } from './budget.ts';
import type { Section } from './section.ts';
import { readSheet } from './sheet.ts';
import { guardPackage } from './zip.ts';

const context = () => ({ budget: new Budget(), asset: () => Promise.reject(new Error('no asset')) });
const fixture = (name: string) => new Uint8Array(fs.readFileSync(`tests/formats/sheet/${name}`));
const sections = (bytes: Uint8Array) => readSheet(bytes, context());
/** Rows as `row: column[columns×rows] text | …`. */
const printed = ({ rows }: Section) =>
  rows.map(({ row, cells }) => {
    const shown = cells.map(({ text, column, columns, rows }) => {
      const span = columns > 1 || rows > 1 ? `[${columns}×${rows}]` : '';
      return `${column}${span} ${text.replaceAll('\n', '⏎')}`;
    });
    return `${row}: ${shown.join(' | ')}`;
  });
const remarks = ({ remarks = [] }: Section) => remarks.map(({ row, zh }) => `${row ?? '–'} ${zh}`);
/** A workbook written by the library from rows, changed before it is written. */
const made = (
  rows: unknown[][],
  change: (sheet: XLSX.WorkSheet, book: XLSX.WorkBook) => void = () => {},
  bookType: XLSX.BookType = 'xlsx',
) => {
  const sheet = XLSX.utils.aoa_to_sheet(rows);
  const book = XLSX.utils.book_new();
  XLSX.utils.book_append_sheet(book, sheet, 'S');
  change(sheet, book);
  return new Uint8Array(XLSX.write(book, { type: 'array', bookType, cellStyles: true, compression: true }));
};
/** The same package with one part changed. */
const changed = (bytes: Uint8Array, part: string, change: (xml: string) => string) =>
  makeZip(
    [...guardPackage(bytes, context())].map(([name, content]) => ({
      name,
      content: name === part ? change(new TextDecoder().decode(content)) : content,
    })),
  );
const SHEET = 'xl/worksheets/sheet1.xml';

describe('a form as LibreOffice saves it', () => {
  it.each(['form.xlsx', 'form.xls', 'form.ods'])('%s', async (name) => {
    const read = await sections(fixture(name));
    expect(read).toHaveLength(1);
    expect(read[0]!.sheet).toBe('Sheet1');
    expect(read[0]!.remarks).toBeUndefined();
    expect(printed(read[0]!)).toEqual([
      '1: 0[6×1] 财政项目支出绩效目标申报表',
      '2: 0[6×1] （2025年度）',
      '3: 0 项目名称 | 1[2×1] 水渠清淤 | 3 项目性质 | 4[2×1] 一次性项目',
      '4: 0 主管部门 | 1[2×1] 某县水利局 | 3 实施单位 | 4[2×1] 某县水利站',
      '5: 0 计划开始日期 | 1[2×1] 2025-01-01 | 3 计划完成日期 | 4[2×1] 2025年12月31日',
      '6: 0[1×2] 项目资金⏎（万元） | 1 年度资金申请总额 | 2 1,234.50 | 3 其中：当年财政拨款 | 4[2×1] 1,234.50',
      '7: 1 零头 | 2 0.3 | 3 编号 | 4[2×1] 120000000000',
      '8: 0[1×4] 绩效指标 | 1 一级指标 | 2 二级指标 | 3[2×1] 三级指标 | 5 指标值',
      '9: 1[1×2] 产出指标 | 2 数量指标 | 3[2×1] 清淤长度 | 5 ≥3.00(公里)',
      '10: 2 质量指标 | 3[2×1] 验收合格率 | 5 95%',
      '11: 1 效益指标 | 2 社会效益指标 | 3[2×1] 受益村民投诉率 | 5 ≤1(%)',
    ]);
  });
});

describe('what hides, floats or repeats', () => {
  it.each(['features.xlsx', 'features.xls', 'features.ods'])('%s', async (name) => {
    const [first, second, ...more] = await sections(fixture(name));
    expect(more).toEqual([]);
    const rows = printed(first!);
    expect(rows.map((row) => row.replace(/ +清淤/, ' 清淤'))).toEqual([
      '1: 0[3×2] 项目名称 | 3 水渠 清淤⏎第二行',
      '2: 3 TRUE',
      '3: 0 隐藏行 | 2 隐藏列',
      '7: 0 2 | 1 #DIV/0! | 3 2025年6月 | 4 2025-06-05 | 5 123456789012 | 6 0.1234567',
      '8: 0 同样',
      '9: 0 同样',
    ]);
    expect(remarks(first!)).toEqual([
      '3 第 3 行是隐藏的，内容照常读取。',
      '– 第 C 列是隐藏的，内容照常读取。',
      '2 B2 的“被盖住的字”被合并单元格盖住，表上看不到，没有读取。',
      '1 D1 有批注：“请补充依据”，不属于表格内容。',
      `${name.endsWith('.xls') ? '–' : 1} 有文本框浮在表格上：“浮动的说明”，没有放入单元格。`,
    ]);
    expect(second!.sheet).toBe('隐藏表');
    expect(printed(second!)).toEqual(['1: 0 藏着的']);
    expect(remarks(second!)).toEqual(['– 工作表“隐藏表”是隐藏的，内容照常读取。']);
  });
});

describe('workbooks of other writers', () => {
  it('write-excel-file', async () => {
    const [sheet] = await sections(fixture('writer.xlsx'));
    expect(printed(sheet!)).toEqual([
      '1: 0[4×1] 财政项目支出绩效目标申报表',
      '2: 0 项目名称 | 1[3×1] 水渠清淤',
      '3: 0 计划开始日期 | 1 2025-01-01 | 2 计划完成日期 | 3 2025/12/31',
      '4: 0[1×2] 绩效指标 | 1 数量指标 | 2 12,345.68',
      '5: 1 质量指标 | 2 95.5% | 3 第一行⏎第二行',
    ]);
  });

  it.each(['library.xlsx', 'library.xls', 'library.et', 'library-2003.xls', 'library-1904.xlsx'])(
    '%s',
    async (name) => {
      const [sheet] = await sections(fixture(name));
      expect(sheet!.sheet).toBe('表一');
      expect(printed(sheet!)).toEqual([
        '1: 0[5×1] 财政项目支出绩效目标申报表',
        '2: 0 项目名称 | 1 水渠清淤',
        '4: 0 金额 | 1 1,234.50 | 2 0.3 | 3 0.333333333 | 4 120000000000',
        '5: 0 日期 | 1 2025-06-30',
      ]);
    },
  );

  it('Excel 95, whose texts are GBK', async () => {
    const gbk = String.fromCharCode(0xcf, 0xee, 0xc4, 0xbf, 0xc3, 0xfb, 0xb3, 0xc6);
    const bytes = made([['ABCDEFGH', 12]], undefined, 'biff5');
    Buffer.from(bytes.buffer).write(gbk, Buffer.from(bytes.buffer).indexOf('ABCDEFGH'), 'latin1');
    const at = bytes.findIndex(
      (byte, i) => byte === 0x42 && bytes[i + 1] === 0 && bytes[i + 2] === 2 && !bytes[i + 3],
    );
    new DataView(bytes.buffer).setUint16(at + 4, 936, true);
    expect(printed((await sections(bytes))[0]!)).toEqual(['1: 0 项目名称 | 1 12']);
  });

  it('Excel 2003 XML in GBK', async () => {
    const xml = (text: string) =>
      `<?xml version="1.0" encoding="GBK"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="S"><Table><Row ss:Index="3" ss:Hidden="1"><Cell ss:MergeAcross="2"><Data ss:Type="String">${text}</Data></Cell></Row></Table></Worksheet></Workbook>`;
    const bytes = Uint8Array.from(xml('\xcf\xee\xc4\xbf'), (c) => c.charCodeAt(0));
    const [sheet] = await sections(bytes);
    expect(printed(sheet!)).toEqual(['3: 0[3×1] 项目']);
    expect(remarks(sheet!)).toEqual(['3 第 3 行是隐藏的，内容照常读取。']);
  });
});

describe('numbers and dates as shown', () => {
  const shown = async (value: number, format: string, bookType: XLSX.BookType = 'xlsx') =>
    (await sections(made([[value]], (sheet) => (sheet.A1.z = format), bookType)))[0]!.rows[0]?.cells[0]
      ?.text ?? '';

  it.each<[number, string, string]>([
    [0.1 + 0.2, 'General', '0.3'],
    [1234.5600000000002, 'General', '1234.56'],
    [2 / 3, 'General', '0.666666667'],
    [12345678.905, 'General', '12345678.905'],
    [1.2e11, 'General', '120000000000'],
    [123456789012345680, 'General', '123456789012346000'],
    [0.0000012, 'General', '0.0000012'],
    [-0.5, 'General', '-0.5'],
    [0, 'General', '0'],
    [120000, '0.00E+00', '120000'],
    [1234567.891, '#,##0.00', '1,234,567.89'],
    [1234.5, '_ ￥* #,##0.00_ ', '￥1,234.50'],
    [0.95, '0%', '95%'],
    [0.955, '0.0%', '95.5%'],
    [3, '0"公里"', '3公里'],
    [3, '0公里', '3公里'],
    [5, '0.0‰', '5.0‰'],
    [45838, '0!.0,"万"', '4.6万'],
    [-1234567, '0\\.0,"万元"', '-123.5万元'],
    [300, '0"."0,"万"', '0.0万'],
    [45838, 'yyyy年m月d日', '2025年6月30日'],
    [45838, 'yyyy.m.d', '2025.6.30'],
    [-7, '0;[Red]-0', '-7'],
    [0, '#', ''],
    [5, ';;;', '5'],
    [45838, 'm/d/yy', '2025-06-30'],
    [45838, 'dd/mm/yyyy', '2025-06-30'],
    [45838, 'd-mmm-yy', '2025-06-30'],
    [45838, 'mmm-yy', '2025-06'],
    [45838, 'yyyy-mm-dd', '2025-06-30'],
    [45838, 'yyyy/m/d', '2025/6/30'],
    [45838, 'yyyy.mm', '2025.06'],
    [45838, 'yyyy"年"m"月"d"日"', '2025年6月30日'],
    [45838, '[$-804]yyyy"年"m"月";@', '2025年6月'],
    [45838, '[DBNum1][$-804]m"月"d"日"', '6月30日'],
    [45838.75, 'm/d/yy h:mm', '2025-06-30 18:00'],
    [0.75, 'h:mm', '18:00'],
  ])('%d as %s', async (value, format, text) => {
    expect(await shown(value, format)).toBe(text);
    expect(await shown(value, format, 'biff8')).toBe(text);
  });

  it('follow the Chinese meaning of formats known by number', async () => {
    const bytes = changed(
      made([[45838, 1234.5]], (sheet) => ([sheet.A1.z, sheet.B1.z] = ['yyyy', '0.0'])),
      'xl/styles.xml',
      (xml) => {
        const used = [...xml.matchAll(/<xf numFmtId="(\d+)"[^>]*applyNumberFormat/g)].map(([, id]) => id!);
        const [year, tenth] = used.slice(-2) as [string, string];
        return xml
          .replace(/<numFmts.*<\/numFmts>/s, '')
          .replaceAll(`<xf numFmtId="${year}"`, '<xf numFmtId="57"')
          .replaceAll(`<xf numFmtId="${tenth}"`, '<xf numFmtId="7"');
      },
    );
    expect(printed((await sections(bytes))[0]!)).toEqual(['1: 0 2025年6月 | 1 ¥1,234.50']);
  });
});

describe('cells', () => {
  it('of formulas are read by their cached values, and named when saved without one', async () => {
    const bytes = changed(made([[1, 2, 3]]), SHEET, (xml) =>
      xml.replace(
        /<sheetData>.*<\/sheetData>/s,
        '<sheetData><row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1"><f>SUM(A1:A1)</f></c><c r="C1" t="str"><f>A1&amp;""</f><v></v></c><c r="D1" t="e"><f>#REF!+1</f><v>#REF!</v></c><c r="E1" t="b"><v>1</v></c></row></sheetData>',
      ),
    );
    const [sheet] = await sections(bytes);
    expect(printed(sheet!)).toEqual(['1: 0 2 | 3 #REF! | 4 TRUE']);
    expect(remarks(sheet!)[0]).toContain('公式单元格 B1 没有保存结果');
    expect(remarks(sheet!)).toHaveLength(1);
  });

  it('of rich text are joined, without the readings over them', async () => {
    const bytes = changed(made([['x']]), SHEET, (xml) =>
      xml.replace(
        /<sheetData>.*<\/sheetData>/s,
        '<sheetData><row r="2"><c r="B2" t="inlineStr"><is><r><t>≥</t></r><r><rPr><b/></rPr><t xml:space="preserve"> 95</t></r><r><t>%</t></r><rPh sb="0" eb="1"><t>ヨミ</t></rPh></is></c></row></sheetData>',
      ),
    );
    expect(printed((await sections(bytes))[0]!)).toEqual(['2: 1 ≥ 95%']);
  });

  it('that hold only blanks are blank', async () => {
    const [sheet] = await sections(made([['  ', '\u3000', '\u200b', '甲 ']]));
    expect(printed(sheet!)).toEqual(['1: 3 甲']);
  });

  it('stand in their true columns whether or not cells say where they are', async () => {
    const bytes = changed(made([['x']]), SHEET, (xml) =>
      xml.replace(
        /<sheetData>.*<\/sheetData>/s,
        '<sheetData><row><c t="inlineStr"><is><t>甲</t></is></c><c r="D1"><v>4</v></c><c><v>5</v></c></row><row r="9"><c><v>6</v></c></row></sheetData>',
      ),
    );
    expect(printed((await sections(bytes))[0]!)).toEqual(['1: 0 甲 | 3 4 | 4 5', '9: 0 6']);
  });

  it('far to the right are told of, not lost in silence', async () => {
    const [sheet] = await sections(
      made([['甲']], (made) => XLSX.utils.sheet_add_aoa(made, [['远']], { origin: 'ZZ1' })),
    );
    expect(printed(sheet!)).toEqual(['1: 0 甲']);
    expect(remarks(sheet!)).toEqual(['– 超出可读范围的 1 个单元格没有读取。']);
  });
});

describe('sheets', () => {
  it('keep their order; hidden rows and columns are named in stretches', async () => {
    const bytes = made([['a', 'b', 'c'], ['d'], ['e'], ['f'], [null, 'g']], (sheet, book) => {
      sheet['!rows'] = [{}, { hidden: true }, { hidden: true }, {}, { hidden: true }];
      sheet['!cols'] = [{}, { hidden: true }, { hidden: true }];
      XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet([['二']]), '二');
      XLSX.utils.book_append_sheet(book, {}, '空');
    });
    const read = await sections(bytes);
    expect(read.map(({ sheet, rows }) => [sheet, rows.length])).toEqual([
      ['S', 5],
      ['二', 1],
      ['空', 0],
    ]);
    expect(remarks(read[0]!)).toEqual([
      '2 第 2–3, 5 行是隐藏的，内容照常读取。',
      '– 第 B–C 列是隐藏的，内容照常读取。',
    ]);
  });

  it('may be called __proto__ or constructor', async () => {
    const bytes = made([['甲']], (_, book) => {
      XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet([['乙']]), 'constructor');
    });
    const renamed = changed(bytes, 'xl/workbook.xml', (xml) => xml.replace('name="S"', 'name="__proto__"'));
    const read = await sections(renamed);
    expect(read.map((section) => [section.sheet, printed(section)])).toEqual([
      ['__proto__', ['1: 0 甲']],
      ['constructor', ['1: 0 乙']],
    ]);
    expect(Object.keys(Object.prototype)).toEqual([]);
  });
});
