import { ReadError } from './read-error.ts';

declare const TextDecoder: new (
  label: string,
  options?: { fatal?: boolean; ignoreBOM?: boolean },
) => { decode(bytes: Uint8Array): string };

const MAX_BYTES = 512 * 1024 * 1024;
const MAX_LINE = 4 * 1024 * 1024;
const MAGIC: [string, number[]][] = [
  ['PDF', [0x25, 0x50, 0x44, 0x46]],
  ['ZIP / xlsx / docx', [0x50, 0x4b, 0x03, 0x04]],
  ['doc / xls (OLE)', [0xd0, 0xcf, 0x11, 0xe0]],
  ['RTF', [0x7b, 0x5c, 0x72, 0x74, 0x66]],
  ['PNG', [0x89, 0x50, 0x4e, 0x47]],
  ['JPEG', [0xff, 0xd8, 0xff]],
  ['gzip', [0x1f, 0x8b, 0x08]],
  ['RAR', [0x52, 0x61, 0x72, 0x21]],
  ['7z', [0x37, 0x7a, 0xbc, 0xaf]],
];

/**
 * The text of a file: UTF-8, UTF-16 (either order, marked or not), GB18030.
 * @throws ReadError empty, unsupported-format, binary, line-too-long, too-large
 */
export function decode(bytes: Uint8Array): { text: string; encoding: string } {
  if (bytes.length === 0) throw new ReadError('empty');
  if (bytes.length > MAX_BYTES)
    throw new ReadError('too-large', { megabytes: Math.round(bytes.length / 1048576) });
  for (const [format, magic] of MAGIC)
    if (magic.every((byte, i) => bytes[i] === byte)) throw new ReadError('unsupported-format', { format });
  refuseLongLines(bytes);
  const encoding = encodingOf(bytes);
  if (encoding === null) throw new ReadError('binary');
  const text = new TextDecoder(encoding).decode(bytes);
  if (isRubbish(text)) throw new ReadError('binary');
  if (text.trim() === '') throw new ReadError('empty');
  return { text, encoding };
}

/** The encoding the bytes of a text bear out; `null` when they are no text. */
export function encodingOf(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const wide = unmarkedUtf16(bytes);
  if (wide) return wide;
  if (isValid(bytes, 'utf-8') || isMostlyUtf8(bytes)) return 'utf-8';
  return isValid(bytes, 'gb18030') || isMostlyGb(bytes) ? 'gb18030' : null;
}

/** Whether every byte is read in this encoding. */
export function isValid(bytes: Uint8Array, encoding: string): boolean {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

const BAD = /\ufffd/g;
const decodeHead = (bytes: Uint8Array, encoding: string) =>
  new TextDecoder(encoding).decode(bytes.subarray(0, 1 << 20));

function isMostlyUtf8(bytes: Uint8Array): boolean {
  const text = decodeHead(bytes, 'utf-8');
  const bad = text.match(BAD)?.length ?? 0;
  const han = text.match(/\p{Script=Han}/gu)?.length ?? 0;
  return bad <= 3 ? han > bad : bad * 100 < han;
}

function isMostlyGb(bytes: Uint8Array): boolean {
  const text = decodeHead(bytes, 'gb18030');
  const bad = text.match(BAD)?.length ?? 0;
  const common = text.match(/[的项目指标率数量资金年度绩效]/gu)?.length ?? 0;
  return common >= 8 && bad * 50 < common;
}

function unmarkedUtf16(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const head = bytes.subarray(0, Math.min(bytes.length, 65536) & ~1);
  let low = 0;
  let high = 0;
  for (let i = 0; i + 1 < head.length; i += 2) {
    if (head[i] === 0) high++;
    if (head[i + 1] === 0) low++;
  }
  if (low + high < 2) return null;
  if (low > 8 * high) return 'utf-16le';
  return high > 8 * low ? 'utf-16be' : null;
}

function isRubbish(text: string): boolean {
  const end = Math.min(text.length, 200_000);
  let strange = 0;
  let bad = 0;
  for (let i = 0; i < end; i++) {
    const code = text.charCodeAt(i);
    if (
      (code < 32 && code !== 9 && code !== 10 && code !== 12 && code !== 13) ||
      (code >= 0xe000 && code < 0xf900)
    )
      strange++;
    else if (code === 0xfffd) bad++;
  }
  return strange * 200 > end || bad * 20 > end;
}

function refuseLongLines(bytes: Uint8Array): void {
  if (bytes.length <= MAX_LINE) return;
  let start = 0;
  let line = 1;
  while (bytes.length - start > MAX_LINE) {
    const end = bytes.subarray(start, start + MAX_LINE).lastIndexOf(10);
    if (end >= 0) {
      start += end + 1;
      continue;
    }
    const cr = bytes.subarray(start, start + MAX_LINE).lastIndexOf(13);
    if (cr < 0) {
      for (let i = bytes.indexOf(10); i >= 0 && i < start; i = bytes.indexOf(10, i + 1)) line++;
      throw new ReadError('line-too-long', { line, megabytes: Math.round(MAX_LINE / 1048576) });
    }
    start += cr + 1;
  }
}
