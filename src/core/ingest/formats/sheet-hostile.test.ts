import fs from 'node:fs';
import * as XLSX from '@e965/xlsx';
import { describe, expect, it } from 'vitest';
import { makeZip } from '../../../../tests/formats/make-zip.ts';
import { ReadError } from '../read-error.ts';
import { Budget } from './budget.ts';
import type { Limits, Section } from './section.ts';
import { readSheet } from './sheet.ts';
import { guardPackage } from './zip.ts';

const context = (limits: Partial<Limits> = {}) => ({
  budget: new Budget(limits),
  asset: () => Promise.reject(new Error('no asset')),
});
const fixture = (name: string) => new Uint8Array(fs.readFileSync(`tests/formats/sheet/${name}`));
const code = async (bytes: Uint8Array, limits: Partial<Limits> = {}) => {
  try {
    await readSheet(bytes, context(limits));
  } catch (error) {
    return error instanceof ReadError ? error.code : error;
  }
  return 'read';
};
/** Sections and milliseconds of the second reading, when the library is loaded. */
const timed = async (bytes: Uint8Array): Promise<[Section[], number]> => {
  await readSheet(fixture('form.xlsx'), context());
  const start = performance.now();
  const read = await readSheet(bytes, context());
  return [read, performance.now() - start];
};
const package_ = guardPackage(fixture('form.xlsx'), context());
const SHEET = 'xl/worksheets/sheet1.xml';
/** The form's package with one part changed. */
const changed = (part: string, change: (xml: string) => string) =>
  makeZip(
    [...package_].map(([name, content]) => ({
      name,
      content: name === part ? change(new TextDecoder().decode(content)) : content,
    })),
  );
const withRows = (rows: string, after = '') =>
  changed(SHEET, (xml) =>
    xml
      .replace(/<sheetData>.*<\/sheetData>/s, `<sheetData>${rows}</sheetData>${after}`)
      .replace(/<dimension[^>]*>/, ''),
  );
const cell = (at: string, text: string) => `<c r="${at}" t="inlineStr"><is><t>${text}</t></is></c>`;

describe('a sheet that claims to be giant', () => {
  it('by its dimension is read in milliseconds', async () => {
    const bytes = changed(SHEET, (xml) =>
      xml.replace(/<dimension[^>]*>/, '<dimension ref="A1:XFD1048576"/>'),
    );
    const [[sheet], took] = await timed(bytes);
    expect(sheet!.rows).toHaveLength(11);
    expect(took).toBeLessThan(200);
  });

  it('by a cell in its last corner, giant merges, links and columns, too', async () => {
    const bytes = withRows(
      `<row r="1">${cell('A1', '题')}</row><row r="1048576">${cell('B1048576', '末')}${cell('XFD1048576', '角')}</row>`,
      '<mergeCells><mergeCell ref="A1:XFD1"/><mergeCell ref="A2:XFD1048575"/></mergeCells><hyperlinks><hyperlink ref="A1:XFD1048576" location="x"/></hyperlinks>',
    );
    const [[sheet], took] = await timed(bytes);
    expect(sheet!.rows).toEqual([
      { row: 1, page: null, cells: [{ text: '题', column: 0, columns: 2, rows: 1 }] },
      { row: 1048576, page: null, cells: [{ text: '末', column: 1, columns: 1, rows: 1 }] },
    ]);
    expect(sheet!.remarks![0]!.zh).toContain('1 个单元格没有读取');
    expect(took).toBeLessThan(200);
    const columns = changed(SHEET, (xml) =>
      xml.replace(/<cols>.*<\/cols>/s, '<cols><col min="1" max="4000000000" hidden="1"/></cols>'),
    );
    const [[hidden], tookColumns] = await timed(columns);
    expect(hidden!.remarks![0]!.zh).toBe('第 A–F 列是隐藏的，内容照常读取。');
    expect(tookColumns).toBeLessThan(200);
  });

  it('by blank cells in colour holds no cells of them', async () => {
    const rows = Array.from({ length: 20_000 }, (_, r) => {
      const blanks = [...'ABCDEFGH'].map((c) => `<c r="${c}${r + 2}" s="1"/>`).join('');
      return `<row r="${r + 2}">${blanks}</row>`;
    });
    const [[sheet], took] = await timed(withRows(`<row r="1">${cell('A1', '题')}</row>${rows.join('')}`));
    expect(sheet!.rows).toHaveLength(1);
    expect(took).toBeLessThan(3000);
  });

  it('by repeats in OpenDocument is refused before they are written out', async () => {
    const parts = guardPackage(fixture('form.ods'), context());
    const content = new TextDecoder().decode(parts.get('content.xml'));
    const giant = content.replace(
      /<table:table-row\b/,
      '<table:table-row table:number-rows-repeated="1048576"><table:table-cell table:number-columns-repeated="1024" office:value-type="string"><text:p>x</text:p></table:table-cell></table:table-row><table:table-row',
    );
    const bytes = makeZip(
      [...parts].map(([name, part]) => ({ name, content: name === 'content.xml' ? giant : part })),
    );
    const start = performance.now();
    expect(await code(bytes)).toBe('too-many-cells');
    expect(performance.now() - start).toBeLessThan(1000);
  });

  it('by spans in Excel 2003 XML is refused', async () => {
    const xml =
      '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="S"><Table><Column ss:Span="2000000000"/></Table></Worksheet></Workbook>';
    expect(await code(new TextEncoder().encode(xml))).toBe('damaged');
  });

  it('by links in an .xls, too', async () => {
    const sheet = XLSX.utils.aoa_to_sheet([['甲']]);
    sheet.A1.l = { Target: 'https://example.org/' };
    const book = XLSX.utils.book_new();
    XLSX.utils.book_append_sheet(book, sheet, 'S');
    const bytes = new Uint8Array(XLSX.write(book, { type: 'array', bookType: 'biff8' }));
    const at = Buffer.from(bytes.buffer).indexOf(Buffer.of(0, 0, 0, 0, 0, 0, 0, 0, 0xd0, 0xc9, 0xea, 0x79));
    expect(at).toBeGreaterThan(0);
    new DataView(bytes.buffer).setUint16(at + 2, 65535, true);
    new DataView(bytes.buffer).setUint16(at + 6, 255, true);
    const [[read], took] = await timed(bytes);
    expect(read!.rows[0]!.cells[0]!.text).toBe('甲');
    expect(took).toBeLessThan(200);
  });
});

describe('a sheet over the limits', () => {
  it('of cells is refused', async () => {
    expect(await code(fixture('form.xlsx'), { cells: 20 })).toBe('too-many-cells');
    expect(await code(fixture('form.xls'), { cells: 20 })).toBe('too-many-cells');
    expect(await code(fixture('form.ods'), { cells: 20 })).toBe('too-many-cells');
  });

  it('of time is refused', async () => {
    expect(await code(fixture('form.xlsx'), { time: -1 })).toBe('too-slow');
  });

  it('of unpacked bytes or parts is refused', async () => {
    const zeros = { name: 'xl/worksheets/sheet9.xml', content: new Uint8Array(10 * 1024 * 1024) };
    const parts = [...package_].map(([name, content]) => ({ name, content }));
    expect(await code(makeZip([...parts, zeros]))).toBe('packed-too-tight');
    expect(await code(fixture('form.xlsx'), { unpacked: 9000 })).toBe('unpacks-too-large');
    const many = Array.from({ length: 30_000 }, (_, i) => ({ name: `xl/${i}.xml`, stored: true }));
    expect(await code(makeZip([...parts, ...many]))).toBe('too-many-entries');
  });
});

describe('tricks', () => {
  it('with entities are refused in every part and in Excel 2003 XML', async () => {
    const laughs =
      '<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>';
    for (const part of [SHEET, 'xl/sharedStrings.xml', 'xl/workbook.xml', '[Content_Types].xml'])
      expect(await code(changed(part, (xml) => xml.replace('?>', `?>${laughs}`)))).toBe('entities');
    const old = new TextDecoder().decode(fixture('library-2003.xls')).replace('?>', `?>${laughs}`);
    expect(await code(new TextEncoder().encode(old))).toBe('entities');
  });

  it('with two sheets of one name are refused, as one would be lost', async () => {
    const parts = guardPackage(fixture('features.xlsx'), context());
    const bytes = makeZip(
      [...parts].map(([name, content]) => ({
        name,
        content:
          name === 'xl/workbook.xml'
            ? new TextDecoder().decode(content).replace('隐藏表', '申报表 1')
            : content,
      })),
    );
    expect(await code(bytes)).toBe('damaged');
  });

  it('with a sheet whose part is missing or points beyond the shared texts are refused', async () => {
    const parts = [...package_]
      .filter(([name]) => name !== SHEET)
      .map(([name, content]) => ({ name, content }));
    expect(await code(makeZip(parts))).toBe('damaged');
    expect(await code(withRows('<row r="1"><c r="A1" t="s"><v>99999</v></c></row>'))).toBe('damaged');
  });
});

describe('a binary workbook', () => {
  it('is refused by its name', async () => {
    expect(await code(fixture('library.xlsb'))).toBe('unsupported-format');
  });
});

describe('passwords', () => {
  it('on a package and on an .xls are told', async () => {
    const container = XLSX.CFB.utils.cfb_new();
    XLSX.CFB.utils.cfb_add(container, '/EncryptedPackage', new Uint8Array(9000));
    expect(await code(new Uint8Array(XLSX.CFB.write(container, { type: 'array' })))).toBe('encrypted');
    const book = XLSX.CFB.read(fixture('form.xls'), { type: 'array' });
    const { content } = XLSX.CFB.find(book, '/Workbook') as { content: Uint8Array };
    const length = 4 + content[2]!;
    const locked = new Uint8Array(content.length + 10);
    locked.set(content.subarray(0, length));
    locked.set([0x2f, 0, 6, 0, 0, 0, 1, 0, 2, 0], length);
    locked.set(content.subarray(length), length + 10);
    const again = XLSX.CFB.utils.cfb_new();
    XLSX.CFB.utils.cfb_add(again, '/Workbook', locked);
    expect(await code(new Uint8Array(XLSX.CFB.write(again, { type: 'array' })))).toBe('encrypted');
  });
});

describe('a damaged workbook', () => {
  it.each(['form.xlsx', 'form.xls', 'form.ods', 'library-2003.xls', 'features.xls', 'features.xlsx'])(
    '%s cut or changed anywhere gives a reason or a reading, never another failure, and soon',
    async (name) => {
      const whole = fixture(name);
      const write = console.error;
      const said: unknown[] = [];
      console.error = (...words) => void said.push(words);
      const start = performance.now();
      for (let seed = 1; seed <= 60; seed++) {
        const bytes = seed % 3 === 0 ? whole.slice(0, (whole.length * seed) / 60) : whole.slice();
        for (let i = 0; i < 6; i++) {
          const at = (Math.imul(seed * 31 + i, 2654435761) >>> 0) % bytes.length;
          bytes[at] = bytes[at]! ^ (seed * 7 + i);
        }
        expect(typeof (await code(bytes))).toBe('string');
      }
      console.error = write;
      expect(said).toEqual([]);
      expect(performance.now() - start).toBeLessThan(30_000);
    },
  );
});
