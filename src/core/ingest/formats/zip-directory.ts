import { zipName } from './zip-name.ts';

const END = 0x06054b50;
const END_64 = 0x06064b50;
const END_64_PLACE = 0x07064b50;
const FILE = 0x02014b50;
const LOCAL = 0x04034b50;
const UTF8 = 0x800;
const MOST_COMMENT = 65_557;

/** One file as a zip's directory tells of it; nothing here is checked against the packed bytes. */
export interface ZipEntry {
  name: string;
  /** Bytes as packed and, so the zip says, unpacked. */
  packed: number;
  unpacked: number;
  encrypted: boolean;
  method: number;
  crc: number;
  /** Where the file's own head begins. */
  at: number;
}

/** The directory of a zip: how many files it says it has, and those, read one by one. `null` where there is none: no zip, or cut short. */
export function zipDirectory(bytes: Uint8Array): { count: number; entries: Iterable<ZipEntry> } | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const end = findEnd(view);
  if (end < 0) return null;
  let count = view.getUint16(end + 10, true);
  let size = view.getUint32(end + 12, true);
  let start = view.getUint32(end + 16, true);
  let until = end;
  if (end >= 20 && view.getUint32(end - 20, true) === END_64_PLACE) {
    const place = Number(view.getBigUint64(end - 12, true));
    if (place + 56 <= end && view.getUint32(place, true) === END_64) {
      count = Number(view.getBigUint64(place + 32, true));
      size = Number(view.getBigUint64(place + 40, true));
      start = Number(view.getBigUint64(place + 48, true));
      until = place;
    }
  }
  const before = until - size - start;
  if (before < 0 || start + before > until) return null;
  return { count, entries: entriesOf(bytes, view, start + before, until, before) };
}

function findEnd(view: DataView): number {
  const least = Math.max(0, view.byteLength - MOST_COMMENT);
  for (let at = view.byteLength - 22; at >= least; at--)
    if (view.getUint32(at, true) === END && at + 22 + view.getUint16(at + 20, true) <= view.byteLength)
      return at;
  return -1;
}

/** `before`: bytes that stand before the zip, as in a self-extracting file. */
function* entriesOf(
  bytes: Uint8Array,
  view: DataView,
  from: number,
  until: number,
  before: number,
): Generator<ZipEntry> {
  let at = from;
  while (at + 46 <= until && view.getUint32(at, true) === FILE) {
    const flags = view.getUint16(at + 8, true);
    const nameEnd = at + 46 + view.getUint16(at + 28, true);
    const extraEnd = nameEnd + view.getUint16(at + 30, true);
    if (extraEnd > until) return;
    const extra = bytes.subarray(nameEnd, extraEnd);
    const [unpacked, packed, place] = wide(extra, [
      view.getUint32(at + 24, true),
      view.getUint32(at + 20, true),
      view.getUint32(at + 42, true),
    ]);
    const method = view.getUint16(at + 10, true);
    yield {
      name: zipName(bytes.subarray(at + 46, nameEnd), extra, (flags & UTF8) !== 0),
      packed,
      unpacked,
      encrypted: (flags & 1) !== 0 || method === 99,
      method,
      crc: view.getUint32(at + 16, true),
      at: place + before,
    };
    at = extraEnd + view.getUint16(at + 32, true);
  }
}

/** Sizes beyond 4 GB stand in the ZIP64 field, in this order, only where the plain ones are full. */
function wide(extra: Uint8Array, plain: [number, number, number]): [number, number, number] {
  if (!plain.includes(0xffffffff)) return plain;
  const view = new DataView(extra.buffer, extra.byteOffset, extra.length);
  for (let at = 0; at + 4 <= extra.length; at += 4 + view.getUint16(at + 2, true)) {
    if (view.getUint16(at, true) !== 1) continue;
    let place = at + 4;
    const end = Math.min(extra.length, place + view.getUint16(at + 2, true));
    return plain.map((value) => {
      if (value !== 0xffffffff || place + 8 > end) return value;
      place += 8;
      return Number(view.getBigUint64(place - 8, true));
    }) as [number, number, number];
  }
  return plain;
}

/** Where an entry's packed bytes begin, or -1 where its own head is not there. */
export function dataStart(bytes: Uint8Array, entry: ZipEntry): number {
  if (entry.at < 0 || entry.at + 30 > bytes.length) return -1;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (view.getUint32(entry.at, true) !== LOCAL) return -1;
  return entry.at + 30 + view.getUint16(entry.at + 26, true) + view.getUint16(entry.at + 28, true);
}
