import { oleNames } from './ole.ts';
import { dataStart, zipDirectory, type ZipEntry } from './zip-directory.ts';
import { unpackBytes } from './zip-unpack.ts';

declare const TextDecoder: new (label: string) => { decode(bytes: Uint8Array): string };

export type Kind =
  | 'xlsx'
  | 'ods'
  | 'docx'
  | 'office'
  | 'ofd'
  | 'zip'
  | 'xls'
  | 'doc'
  | 'ole'
  | 'ole-encrypted'
  | 'pdf'
  | 'html'
  | 'mht'
  | 'xml-spreadsheet'
  | 'xml-word'
  | 'xml'
  | 'rtf'
  | 'png'
  | 'jpeg'
  | 'gif'
  | 'bmp'
  | 'tiff'
  | 'webp'
  | 'gzip'
  | 'rar'
  | '7z'
  | 'text';

const MAGIC: [Kind, string][] = [
  ['rtf', '{\\rtf'],
  ['png', '\x89PNG\r\n'],
  ['jpeg', '\xff\xd8\xff'],
  ['gif', 'GIF8'],
  ['tiff', 'II*\0'],
  ['tiff', 'MM\0*'],
  ['gzip', '\x1f\x8b\x08'],
  ['rar', 'Rar!\x1a\x07'],
  ['7z', '7z\xbc\xaf\x27\x1c'],
  // BIFF without the OLE around it: Excel 4 and before
  ['xls', '\x09\x08\x10\0'],
  ['xls', '\x09\x08\x08\0'],
  ['xls', '\x09\x04\x06\0'],
  ['xls', '\x09\x02\x06\0'],
  ['xls', '\x09\0\x04\0'],
];

/**
 * The format of a file, by its content; `name` decides only between HTML and a text that begins with a tag. Never throws: what is garbage
 * is `text`, which the decoder then refuses.
 */
export function kindOf(bytes: Uint8Array, name: string): Kind {
  const head = latin(bytes.subarray(0, 1024));
  if (head.startsWith('PK\x03\x04') || head.startsWith('PK\x05\x06')) return kindOfZip(bytes);
  if (head.startsWith('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1')) return kindOfOle(bytes);
  for (const [kind, magic] of MAGIC) if (head.startsWith(magic)) return kind;
  if (head.startsWith('RIFF') && head.startsWith('WEBP', 8)) return 'webp';
  if (head.startsWith('BM') && head.startsWith('\0\0\0\0', 6)) return 'bmp';
  if (head.includes('%PDF-')) return 'pdf';
  return kindOfText(bytes, name);
}

const MOST_NAMES = 2000;

const latin = (bytes: Uint8Array) => {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
};

function kindOfZip(bytes: Uint8Array): Kind {
  const names = new Set<string>();
  let spreadsheet = false;
  const directory = zipDirectory(bytes);
  for (const entry of directory?.entries ?? localNames(bytes)) {
    names.add(entry.name.toLowerCase().replaceAll('\\', '/'));
    if (entry.name === 'mimetype' && 'at' in entry) spreadsheet = isSpreadsheet(bytes, entry);
    if (names.size > MOST_NAMES) break;
  }
  const has = (pattern: RegExp) => [...names].some((name) => pattern.test(name));
  if (names.has('[content_types].xml') || (!directory && has(/^_rels\/\.rels$/))) {
    if (has(/^xl\//)) return 'xlsx';
    return has(/^word\//) ? 'docx' : 'office';
  }
  if (names.has('ofd.xml')) return 'ofd';
  if (names.has('mimetype') && names.has('content.xml')) return spreadsheet ? 'ods' : 'office';
  return 'zip';
}

/** Whether the one line in an OpenDocument file that names its kind names a spreadsheet; most programs, not all, store it unpacked. */
function isSpreadsheet(bytes: Uint8Array, entry: ZipEntry): boolean {
  const start = dataStart(bytes, entry);
  if (start < 0 || entry.unpacked > 200) return false;
  try {
    const line = unpackBytes({ ...entry, bytes: bytes.subarray(start, start + entry.packed) }, () => {});
    return latin(line).includes('opendocument.spreadsheet');
  } catch {
    return false;
  }
}

/** The names that still stand before each file in a zip whose directory is lost, so that a cut .xlsx is called one. */
function localNames(bytes: Uint8Array): { name: string }[] {
  const [, ...heads] = latin(bytes.subarray(0, 65_536)).split('PK\x03\x04');
  return heads.map((head) => ({ name: head.slice(26, 26 + head.charCodeAt(22)) }));
}

function kindOfOle(bytes: Uint8Array): Kind {
  const names = oleNames(bytes);
  if (names.has('EncryptedPackage')) return 'ole-encrypted';
  if (names.has('Workbook') || names.has('Book')) return 'xls';
  return names.has('WordDocument') ? 'doc' : 'ole';
}

const LEAD = /^(?:\s+|<\?(?!xml)[^>]{0,400}>|<!--[\s\S]{0,4000}?-->)+/i;
const PAGE =
  /^<(?:!doctype\s+html|html|head|body|table|div|meta|style|title|center|font|script|h[1-6]|p|span|br|section|article|main)\b/i;

function kindOfText(bytes: Uint8Array, name: string): Kind {
  const wide =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? 'utf-16le'
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? 'utf-16be'
        : null;
  const first = bytes.subarray(0, 16_384);
  const text = (wide ? new TextDecoder(wide).decode(first) : latin(first)).replace(
    /^(?:\ufeff|\xef\xbb\xbf)/,
    '',
  );
  const isXml = /^\s*<\?xml\b/i.test(text);
  const body = text.replace(/^\s*<\?xml\b[^>]{0,400}>/i, '').replace(LEAD, '');
  if (
    (isXml ? /<(?:\w+:)?Workbook\b/.test(text) : /^<(?:\w+:)?Workbook\b/.test(body)) &&
    /schemas-microsoft-com:office:spreadsheet|progid="Excel\.Sheet"/.test(text)
  )
    return 'xml-spreadsheet';
  if (/^<(?:\w+:)?wordDocument\b|^<pkg:package\b/.test(body)) return 'xml-word';
  if (/^[\w-]+:/.test(text) && /^content-type:\s*multipart\/related/im.test(text)) return 'mht';
  if (PAGE.test(body))
    return /\.(?:md|markdown)$/i.test(name) && !/^<(?:!doctype|html)/i.test(body) ? 'text' : 'html';
  if (/^<!doctype\s+(?!html)|^<[\w:]+[\s>]/i.test(body) && isXml) return 'xml';
  if (/<html[\s>]/i.test(text.slice(0, 2000)) && /^\s*</.test(text)) return 'html';
  return 'text';
}
