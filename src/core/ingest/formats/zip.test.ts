import fs from 'node:fs';
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { makeZip, type ZipFile } from '../../../../tests/formats/make-zip.ts';
import { Budget } from './budget.ts';
import type { Limits } from './section.ts';
import { guardPackage, openZip } from './zip.ts';

const context = (limits: Partial<Limits> = {}) => ({
  budget: new Budget(limits),
  asset: () => Promise.reject(new Error('no asset')),
});
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const zeros = (megabytes: number) => new Uint8Array(megabytes * 1024 * 1024);
const code = (work: () => unknown) => {
  try {
    work();
  } catch (error) {
    return (error as { code?: string }).code ?? error;
  }
  return 'read';
};
const unpackFirst = (bytes: Uint8Array, limits: Partial<Limits> = {}) => {
  const archive = openZip(bytes, context(limits));
  return archive.unpack(archive.entries[0]!);
};

describe('a zip as others write it', () => {
  it('gives what fflate packed, stored or deflated, small or large', () => {
    const large = Uint8Array.from({ length: 3_000_000 }, (_, i) => (i * i) >> 7);
    const archive = openZip(
      zipSync({ 'a.txt': [new TextEncoder().encode('甲'), { level: 0 }], '文件夹/b.bin': large }),
      context(),
    );
    expect(archive.entries.map(({ name }) => name)).toEqual(['a.txt', '文件夹/b.bin']);
    expect(text(archive.unpack(archive.entries[0]!))).toBe('甲');
    expect(Buffer.compare(archive.unpack(archive.entries[1]!), large)).toBe(0);
  });

  it('gives what the zip files of office programs hold', () => {
    for (const name of ['form.xlsx', 'form.ods', 'writer.xlsx', 'library.xlsb']) {
      const bytes = new Uint8Array(fs.readFileSync(`tests/formats/sheet/${name}`));
      expect(guardPackage(bytes, context()).size).toBeGreaterThan(4);
    }
  });

  it('reads a zip after other bytes, and one with a comment', () => {
    const zip = makeZip([{ name: 'a.txt', content: 'x' }]);
    const bytes = new Uint8Array(zip.length + 1000 + 7);
    bytes.set(zip, 1000);
    bytes[bytes.length - 9] = 7;
    expect(text(unpackFirst(bytes))).toBe('x');
  });

  it('leaves out folders and what systems leave behind', () => {
    const names = [
      '表/',
      '__MACOSX/._表.xlsx',
      '表/.DS_Store',
      'Thumbs.db',
      '~$表.docx',
      '表/表.txt',
      'nested\\',
    ];
    const { entries } = openZip(makeZip(names.map((name) => ({ name }))), context());
    expect(entries.map(({ name }) => name)).toEqual(['表/表.txt']);
  });
});

describe('names', () => {
  const gbk = Uint8Array.of(0xc9, 0xea, 0xb1, 0xa8, 0xb1, 0xed, 0x2e, 0x74, 0x78, 0x74);
  const nameOf = (file: ZipFile) => openZip(makeZip([file]), context()).entries[0]?.name;

  it('are UTF-8 when flagged, UTF-8 when valid, otherwise GB18030', () => {
    expect(nameOf({ name: '申报表.txt' })).toBe('申报表.txt');
    expect(nameOf({ name: '申报表.txt', flags: 0 })).toBe('申报表.txt');
    expect(nameOf({ name: gbk, flags: 0 })).toBe('申报表.txt');
  });

  it('follow the Info-ZIP field only while it belongs to the stored name', () => {
    const field = (crc: number) => {
      const name = new TextEncoder().encode('绩效.txt');
      const extra = new Uint8Array(9 + name.length);
      const view = new DataView(extra.buffer);
      view.setUint16(0, 0x7075, true);
      view.setUint16(2, 5 + name.length, true);
      view.setUint8(4, 1);
      view.setUint32(5, crc, true);
      extra.set(name, 9);
      return extra;
    };
    expect(nameOf({ name: 'a.txt', flags: 0, extra: field(0xe8cc7736) })).toBe('a.txt');
    expect(nameOf({ name: 'a.txt', flags: 0, extra: field(crcOf('a.txt')) })).toBe('绩效.txt');
  });

  it('are shown as they are, and lead nowhere', () => {
    const names = ['../../etc/passwd', 'C:\\windows\\system.ini', '/etc/shadow', '__proto__', 'constructor'];
    const archive = openZip(makeZip(names.map((name) => ({ name, content: name }))), context());
    expect(archive.entries.map(({ name }) => name)).toEqual(names);
    expect(archive.entries.map((entry) => text(archive.unpack(entry)))).toEqual(names);
    expect(({} as Record<string, unknown>).content).toBeUndefined();
    expect(
      guardPackage(makeZip([{ name: '__proto__', content: 'x' }]), context()).get('__proto__'),
    ).toHaveLength(1);
  });
});

describe('a hostile zip is refused', () => {
  it.each<[string, Uint8Array, string]>([
    ['a bomb of zeros', makeZip([{ name: 'a', content: zeros(10) }]), 'packed-too-tight'],
    [
      'a size told too small',
      makeZip([{ name: 'a', content: zeros(10), says: { unpacked: 100 } }]),
      'damaged',
    ],
    ['a size told too large', makeZip([{ name: 'a', content: 'x', says: { unpacked: 900_000 } }]), 'damaged'],
    [
      'a size of gigabytes',
      makeZip([{ name: 'a', content: 'x', says: { unpacked: 0xfffffff0 } }]),
      'unpacks-too-large',
    ],
    [
      'packed bytes beyond the end',
      makeZip([{ name: 'a', content: 'x', says: { packed: 5000 } }]),
      'damaged',
    ],
    ['a wrong checksum', makeZip([{ name: 'a', content: 'x', says: { crc: 1 } }]), 'damaged'],
    [
      'bytes that are no DEFLATE',
      makeZip([{ name: 'a', content: '\xff\xff\xff', stored: true, method: 8 }]),
      'damaged',
    ],
    ['a password', makeZip([{ name: 'a', content: 'x', flags: 1 }]), 'encrypted'],
    ['another method', makeZip([{ name: 'a', content: 'x', method: 9 }]), 'unsupported-format'],
    ['a head that is not there', makeZip([{ name: 'a', content: 'x', says: { at: 3 } }]), 'damaged'],
    ['a cut directory', makeZip([{ name: 'a', content: 'x' }], 7), 'damaged'],
  ])('%s', (_, bytes, expected) => {
    expect(code(() => unpackFirst(bytes))).toBe(expected);
  });

  it('when large lies reach the streamed path', () => {
    const noise = Uint8Array.from({ length: 400_000 }, (_, i) => (Math.imul(i, 2654435761) >>> 13) & 255);
    expect(code(() => unpackFirst(makeZip([{ name: 'a', content: noise }])))).toBe('read');
    for (const unpacked of [399_999, 400_001])
      expect(code(() => unpackFirst(makeZip([{ name: 'a', content: noise, says: { unpacked } }])))).toBe(
        'damaged',
      );
  });

  it('when files overlap, so that few bytes unpack to many files', () => {
    const files = Array.from({ length: 500 }, (_, i) => ({
      name: `file${String(i).padStart(4, '0')}`,
      content: i === 0 ? zeros(1) : '',
      ...(i > 0 && { says: { at: 0, packed: 1033, unpacked: 1024 * 1024 } }),
    }));
    expect(code(() => openZip(makeZip(files), context()))).toBe('damaged');
  });

  it('when it holds too many files, whatever number it tells', () => {
    const files = Array.from({ length: 30_000 }, (_, i) => ({ name: `${i}`, stored: true }));
    expect(code(() => openZip(makeZip(files), context()))).toBe('too-many-entries');
    expect(code(() => openZip(makeZip(files, 3), context()))).toBe('too-many-entries');
  });

  it('when its files together unpack to too much', () => {
    const noise = Uint8Array.from({ length: 60_000 }, (_, i) => (Math.imul(i, 2654435761) >>> 13) & 255);
    const files = [1, 2, 3].map((i) => ({ name: `${i}`, content: noise }));
    expect(code(() => openZip(makeZip(files), context({ unpacked: 150_000 })))).toBe('unpacks-too-large');
  });

  it('when zips stand in zips four deep, or unpack to too much together', () => {
    const inner = makeZip([{ name: 'form.txt', content: '项目名称'.repeat(100) }]);
    const wrap = (bytes: Uint8Array) => makeZip([{ name: 'a.zip', content: bytes, stored: true }]);
    let archive = openZip(wrap(wrap(wrap(wrap(inner)))), context());
    const inside = (limits: Partial<Limits> = {}) =>
      openZip(archive.unpack(archive.entries[0]!), context(limits), archive);
    archive = inside();
    archive = inside();
    expect(archive.depth).toBe(2);
    expect(code(inside)).toBe('nested-too-deep');
    archive = openZip(wrap(inner), context());
    expect(code(() => inside({ unpacked: 1300 }))).toBe('unpacks-too-large');
  });

  it('wherever it is cut', () => {
    const whole = makeZip([
      { name: 'a.txt', content: '项目名称'.repeat(50) },
      { name: 'b.txt', content: '项目名称'.repeat(70) },
    ]);
    for (let length = 0; length < whole.length; length++)
      expect(code(() => openZip(whole.subarray(0, length), context()))).toBe('damaged');
  });
});

describe('a package', () => {
  const xml = (body: string) => makeZip([{ name: 'xl/workbook.xml', content: body }]);

  it('may not declare entities, in UTF-8 or UTF-16', () => {
    const bomb = '<?xml version="1.0"?>\n<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>';
    const wide = new Uint8Array(bomb.length * 2 + 2);
    wide.set([0xff, 0xfe]);
    [...bomb].forEach((c, i) => (wide[2 * i + 2] = c.charCodeAt(0)));
    expect(code(() => guardPackage(xml(bomb), context()))).toBe('entities');
    expect(code(() => guardPackage(makeZip([{ name: 'a.xml', content: wide }]), context()))).toBe('entities');
    expect(code(() => guardPackage(xml('<x>! &lt;!DOCTYPE &amp;</x>'), context()))).toBe('read');
    expect(code(() => guardPackage(xml('<x><!-- DOCTYPE --><![CDATA[ENTITY]]></x>'), context()))).toBe(
      'read',
    );
  });

  it('stays packed where it is not wanted', () => {
    const bytes = makeZip([
      { name: 'a.xml', content: '<x/>' },
      { name: 'media/bomb.png', content: zeros(10) },
    ]);
    expect([...guardPackage(bytes, context(), (name) => name === 'a.xml').keys()]).toEqual(['a.xml']);
    expect(code(() => guardPackage(bytes, context()))).toBe('packed-too-tight');
  });
});

/** Bit by bit, as the standard says it. */
function crcOf(name: string): number {
  let crc = 0xffffffff;
  for (const byte of new TextEncoder().encode(name)) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}
