import { ReadError } from '../read-error.ts';

/** One part of a web archive: what it is, and its bytes as they were before they were mailed. */
export interface MhtPart {
  type: string;
  charset: string | null;
  /** Its address in the archive; `''` when it states none. */
  location: string;
  bytes: Uint8Array;
}

const MAX_DEPTH = 4;
const MAX_PARTS = 2000;

/**
 * The text parts of a web archive (MIME `multipart/related`, as Word, Excel, WPS and browsers save it), base64 and quoted-printable undone.
 * @throws ReadError damaged
 */
export function partsOfMht(bytes: Uint8Array): MhtPart[] {
  const parts: MhtPart[] = [];
  collect(latin(bytes), parts, 0);
  if (parts.length === 0) throw new ReadError('damaged', { format: 'MHT', reason: '没有 text/html 部分' });
  return parts;
}

function collect(entity: string, parts: MhtPart[], depth: number): void {
  const { headers, body } = split(entity);
  const type = (headers.get('content-type') ?? 'text/plain').trim();
  const boundary = /\bboundary\s*=\s*(?:"([^"]*)"|([^\s;]+))/i.exec(type);
  if (boundary && depth < MAX_DEPTH) {
    for (const inner of between(body, boundary[1] ?? boundary[2]!)) {
      if (parts.length >= MAX_PARTS) return;
      collect(inner, parts, depth + 1);
    }
  } else if (/^(?:text\/html|application\/xhtml)/i.test(type))
    parts.push({
      type,
      charset: /\bcharset\s*=\s*"?([\w.:-]+)/i.exec(type)?.[1] ?? null,
      location: (headers.get('content-location') ?? '').trim(),
      bytes: undone(body, (headers.get('content-transfer-encoding') ?? '').trim().toLowerCase()),
    });
}

/** Headers by lower-case name, folded lines joined, and what follows the first blank line. */
function split(entity: string): { headers: Map<string, string>; body: string } {
  const text = entity.replace(/^[\r\n\s]+(?=[\w-]+:)/, '');
  const end = /\r?\n\r?\n/.exec(text);
  const head = end ? text.slice(0, end.index) : text;
  const headers = new Map<string, string>();
  for (const line of head.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
    const colon = line.indexOf(':');
    if (colon > 0) headers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1));
  }
  return { headers, body: end ? text.slice(end.index + end[0].length) : '' };
}

/** What stands between the lines of a boundary. A missing last line ends with the text. */
function* between(body: string, boundary: string): Generator<string> {
  const mark = `--${boundary}`;
  let start = -1;
  for (let at = body.indexOf(mark); at >= 0; at = body.indexOf(mark, at + mark.length)) {
    if (at > 0 && body[at - 1] !== '\n') continue;
    if (start >= 0) yield body.slice(start, at);
    if (body.startsWith('--', at + mark.length)) return;
    const line = body.indexOf('\n', at);
    start = line < 0 ? body.length : line + 1;
  }
  if (start >= 0) yield body.slice(start);
}

function undone(body: string, encoding: string): Uint8Array {
  if (encoding === 'base64') return fromBase64(body);
  if (encoding === 'quoted-printable') return fromQuoted(body);
  return Uint8Array.from(body, (char) => char.charCodeAt(0));
}

function fromQuoted(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  let count = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code !== 61) {
      bytes[count++] = code;
      continue;
    }
    const hex = text.slice(i + 1, i + 3);
    if (/^[0-9a-f]{2}$/i.test(hex)) {
      bytes[count++] = parseInt(hex, 16);
      i += 2;
    } else if (hex === '\r\n') i += 2;
    else if (hex[0] === '\n') i++;
    else bytes[count++] = code;
  }
  return bytes.subarray(0, count);
}

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const VALUES = new Int8Array(256).fill(-1);
for (let i = 0; i < 64; i++) VALUES[DIGITS.charCodeAt(i)] = i;

function fromBase64(text: string): Uint8Array {
  const bytes = new Uint8Array(Math.ceil((text.length * 3) / 4));
  let count = 0;
  let bits = 0;
  let held = 0;
  for (let i = 0; i < text.length; i++) {
    const value = VALUES[text.charCodeAt(i) & 255]!;
    if (value < 0) continue;
    held = ((held << 6) | value) & 0xffffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes[count++] = (held >> bits) & 255;
    }
  }
  return bytes.subarray(0, count);
}

/** Bytes as characters of the same number. */
function latin(bytes: Uint8Array): string {
  const pieces: string[] = [];
  for (let i = 0; i < bytes.length; i += 8192)
    pieces.push(String.fromCharCode(...bytes.subarray(i, i + 8192)));
  return pieces.join('');
}
