import { encodingOf, isValid } from '../decode.ts';
import { ReadError } from '../read-error.ts';

declare const TextDecoder: new (label: string) => { decode(bytes: Uint8Array): string };

const HEAD = 4096;
const SINGLE_BYTE = /^(?:us-)?ascii$|^iso-?8859|^windows-125|^cp125|^latin/;

/**
 * The text of a page: by its byte order mark, else by the encoding it (or the `label` of the mail part it came in) declares when the bytes
 * bear that out, else by the bytes themselves.
 * @throws ReadError empty, binary
 */
export function textOfHtml(bytes: Uint8Array, label: string | null = null): string {
  if (bytes.length === 0) throw new ReadError('empty');
  for (const declared of [label, declaredIn(bytes)]) {
    if (marked(bytes)) break;
    const encoding = declared === null ? null : normalised(declared);
    if (encoding !== null && isValid(bytes, encoding)) return new TextDecoder(encoding).decode(bytes);
  }
  const encoding = encodingOf(bytes);
  if (encoding === null) throw new ReadError('binary');
  return new TextDecoder(encoding).decode(bytes);
}

const marked = ([a, b, c]: Uint8Array) =>
  (a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff) || (a === 0xef && b === 0xbb && c === 0xbf);

function declaredIn(bytes: Uint8Array): string | null {
  let head = '';
  for (const byte of bytes.subarray(0, HEAD)) if (byte !== 0) head += String.fromCharCode(byte);
  const tag =
    /<meta\b[^>]*?charset\s*=\s*["']?\s*([\w.:-]+)/i.exec(head) ??
    /^\s*<\?xml[^>]*encoding=["']([\w.-]+)/i.exec(head);
  return tag?.[1] ?? null;
}

/** The decoder for a declared name; `null` where the name says nothing certain of a Chinese page. */
function normalised(label: string): string | null {
  const name = label.toLowerCase();
  if (/^(?:gb|x-gbk|cp936|ms936|windows-936|hz-gb)/.test(name)) return 'gb18030';
  if (SINGLE_BYTE.test(name) || name.startsWith('utf-16') || name === 'unicode') return null;
  try {
    new TextDecoder(name);
    return name;
  } catch {
    return null;
  }
}
