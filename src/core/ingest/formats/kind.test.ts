import fs from 'node:fs';
import * as XLSX from '@e965/xlsx';
import { describe, expect, it } from 'vitest';
import { makeZip } from '../../../../tests/formats/make-zip.ts';
import { kindOf } from './kind.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);
const utf16 = (text: string) => {
  const bytes = new Uint8Array(2 * text.length + 2);
  bytes.set([0xff, 0xfe]);
  [...text].forEach((c, i) => new DataView(bytes.buffer).setUint16(2 * i + 2, c.charCodeAt(0), true));
  return bytes;
};
const fixture = (name: string) => new Uint8Array(fs.readFileSync(`tests/formats/${name}`));
const zip = (...names: string[]) => makeZip(names.map((name) => ({ name, content: 'x' })));
const ole = (...streams: string[]) => {
  const container = XLSX.CFB.utils.cfb_new();
  for (const name of streams) XLSX.CFB.utils.cfb_add(container, `/${name}`, new Uint8Array(5000));
  return new Uint8Array(XLSX.CFB.write(container, { type: 'array' }));
};

describe('the kind of a file made by an office program', () => {
  it.each([
    ['form.xlsx', 'xlsx'],
    ['form.xls', 'xls'],
    ['form.ods', 'ods'],
    ['features.xls', 'xls'],
    ['writer.xlsx', 'xlsx'],
    ['library.xlsb', 'xlsx'],
    ['library.et', 'xls'],
    ['library.ods', 'ods'],
    ['library-2003.xls', 'xml-spreadsheet'],
  ])('%s', (name, kind) => {
    const bytes = fixture(`sheet/${name}`);
    expect(kindOf(bytes, name)).toBe(kind);
    expect(kindOf(bytes, 'renamed.pdf')).toBe(kind);
  });

  it('is still known when the file is cut', () => {
    const bytes = fixture('sheet/form.xlsx');
    expect(kindOf(bytes.subarray(0, bytes.length / 2), 'a.xlsx')).toBe('xlsx');
    expect(kindOf(fixture('sheet/form.xls').subarray(0, 600), 'a.xls')).toBe('ole');
  });
});

describe('the kind by content', () => {
  it.each<[string, Uint8Array, string]>([
    ['a zip of files', zip('a.txt', '申报表.xlsx'), 'zip'],
    ['an empty zip', makeZip([]), 'zip'],
    ['a Word package', zip('[Content_Types].xml', 'word/document.xml', 'word/embeddings/a.xlsx'), 'docx'],
    ['names with backslashes', zip('[Content_Types].xml', 'xl\\workbook.xml'), 'xlsx'],
    ['a presentation', zip('[Content_Types].xml', 'ppt/presentation.xml'), 'office'],
    ['an OpenDocument text', zip('mimetype', 'content.xml'), 'office'],
    ['an OFD document', zip('OFD.xml', 'Doc_0/Document.xml'), 'ofd'],
    ['an old Word file', ole('WordDocument', '1Table'), 'doc'],
    ['a file with a password', ole('EncryptionInfo', 'EncryptedPackage'), 'ole-encrypted'],
    ['Excel 95', ole('Book'), 'xls'],
    ['another OLE file', ole('PowerPoint Document'), 'ole'],
    ['a PDF', utf8('%PDF-1.7\n%âãÏÓ'), 'pdf'],
    ['a PDF after other bytes', utf8(`${'\0'.repeat(900)}%PDF-1.4`), 'pdf'],
    ['RTF', utf8('{\\rtf1\\ansi'), 'rtf'],
    ['PNG', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10), 'png'],
    ['JPEG', Uint8Array.of(0xff, 0xd8, 0xff, 0xe0), 'jpeg'],
    ['gzip', Uint8Array.of(0x1f, 0x8b, 8, 0), 'gzip'],
    ['RAR', utf8('Rar!\x1a\x07\x01\0'), 'rar'],
    ['7z', Uint8Array.of(0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c), '7z'],
    ['a page', utf8('<!DOCTYPE html>\n<html><body>'), 'html'],
    ['a page without a head', utf8('\ufeff\r\n <!-- 表 -->\n<TABLE border=1><tr>'), 'html'],
    ['XHTML', utf8('<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "x">\n<html xmlns="x">'), 'html'],
    ['Excel saved as a page', utf8('<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head>'), 'html'],
    ['a page in UTF-16', utf16('<html><body>表</body></html>'), 'html'],
    [
      'a page archive',
      utf8('MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary="x"\r\n'),
      'mht',
    ],
    [
      'Word 2003 XML',
      utf8('<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument>'),
      'xml-word',
    ],
    [
      'Excel 2003 XML',
      utf8(
        '<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
      ),
      'xml-spreadsheet',
    ],
    ['other XML', utf8('<?xml version="1.0"?><rss><a>'), 'xml'],
    ['text', utf8('项目名称\t水渠清淤'), 'text'],
    ['text that begins like a tag', utf8('<10万元的项目'), 'text'],
    ['nothing', new Uint8Array(), 'text'],
  ])('%s', (_, bytes, kind) => {
    expect(kindOf(bytes, 'a.bin')).toBe(kind);
  });

  it('leaves Markdown that begins with a tag a text', () => {
    expect(kindOf(utf8('<div align="center">\n\n# 表'), 'a.md')).toBe('text');
  });

  it('never throws on garbage, whatever it begins with', () => {
    const starts = [
      [],
      [0x50, 0x4b, 3, 4],
      [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1],
      [0xff, 0xfe],
      [0x3c],
    ];
    for (let seed = 1; seed < 400; seed++) {
      const bytes = Uint8Array.from(
        { length: 3 * seed },
        (_, i) => (Math.imul(i + seed, 2654435761) >>> 11) & 255,
      );
      bytes.set(starts[seed % starts.length]!.slice(0, bytes.length));
      if (bytes.length > 60) new DataView(bytes.buffer).setUint16(0x1e, 9, true);
      expect(typeof kindOf(bytes, '')).toBe('string');
    }
  });
});
