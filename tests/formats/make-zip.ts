import { deflateSync } from 'fflate';
import { crc32 } from '../../src/core/ingest/formats/crc32.ts';

/** A file for `makeZip`. What is told wrong on purpose stands in `says`. */
export interface ZipFile {
  name: string | Uint8Array;
  content?: Uint8Array | string;
  /** Stored instead of deflated. */
  stored?: boolean;
  /** Flags of the entry: 1 encrypted, 0x800 UTF-8 name. */
  flags?: number;
  extra?: Uint8Array;
  method?: number;
  says?: { packed?: number; unpacked?: number; crc?: number; at?: number };
}

const encoder = new TextEncoder();
const bytesOf = (text: Uint8Array | string) => (typeof text === 'string' ? encoder.encode(text) : text);

/** A zip written field by field, so that it can lie. `count`: the number of files that its end tells of. */
export function makeZip(files: readonly ZipFile[], count = files.length): Uint8Array {
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let at = 0;
  for (const file of files) {
    const name = bytesOf(file.name);
    const content = bytesOf(file.content ?? '');
    const packed = file.stored ? content : deflateSync(content);
    const extra = file.extra ?? new Uint8Array();
    const head = new Uint8Array(26);
    const view = new DataView(head.buffer);
    view.setUint16(0, 20, true);
    view.setUint16(2, file.flags ?? 0x800, true);
    view.setUint16(4, file.method ?? (file.stored ? 0 : 8), true);
    view.setUint32(10, file.says?.crc ?? crc32(content), true);
    view.setUint32(14, file.says?.packed ?? packed.length, true);
    view.setUint32(18, file.says?.unpacked ?? content.length, true);
    view.setUint16(22, name.length, true);
    view.setUint16(24, extra.length, true);
    const entry = new Uint8Array(46);
    entry.set([0x50, 0x4b, 1, 2, 20, 0]);
    entry.set(head, 6);
    new DataView(entry.buffer).setUint32(42, file.says?.at ?? at, true);
    directory.push(entry, name, extra);
    parts.push(Uint8Array.of(0x50, 0x4b, 3, 4), head, name, extra, packed);
    at += 30 + name.length + extra.length + packed.length;
  }
  const size = directory.reduce((sum, part) => sum + part.length, 0);
  const end = new Uint8Array(22);
  const view = new DataView(end.buffer);
  view.setUint32(0, 0x06054b50, true);
  view.setUint16(8, count & 0xffff, true);
  view.setUint16(10, count & 0xffff, true);
  view.setUint32(12, size, true);
  view.setUint32(16, at, true);
  return concat([...parts, ...directory, end]);
}

export function concat(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
