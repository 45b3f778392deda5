import { crc32 } from './crc32.ts';

declare const TextDecoder: new (
  label: string,
  options?: { fatal?: boolean },
) => { decode(bytes: Uint8Array): string };

const UNICODE_PATH = 0x7075;

/**
 * The name of a file in a zip: UTF-8 where the zip says so or in the Info-ZIP field, otherwise UTF-8 if it is valid, otherwise GB18030,
 * as zips made on Chinese Windows are. A name is only ever shown.
 */
export function zipName(raw: Uint8Array, extra: Uint8Array, isUtf8: boolean): string {
  const unicode = isUtf8 ? null : unicodePath(raw, extra);
  if (unicode !== null) return unicode;
  for (const encoding of isUtf8 ? ['utf-8'] : ['utf-8', 'gb18030'])
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(raw);
    } catch {
      continue;
    }
  return new TextDecoder(isUtf8 ? 'utf-8' : 'gb18030').decode(raw);
}

/** The name of the Info-ZIP Unicode Path field, which counts only while it belongs to the name as stored. */
function unicodePath(raw: Uint8Array, extra: Uint8Array): string | null {
  const view = new DataView(extra.buffer, extra.byteOffset, extra.length);
  for (let at = 0; at + 4 <= extra.length;) {
    const id = view.getUint16(at, true);
    const length = view.getUint16(at + 2, true);
    const end = at + 4 + length;
    if (id === UNICODE_PATH && length > 5 && end <= extra.length && extra[at + 4] === 1)
      if (view.getUint32(at + 5, true) === crc32(raw))
        return new TextDecoder('utf-8').decode(extra.subarray(at + 9, end));
    at = end;
  }
  return null;
}
