/** A part of a zip, as its directory at the end lists it. */
export interface ZipPart {
  name: string;
  /** Stored as it is, or deflated. */
  packed: 'stored' | 'deflated';
  /** Where its local header stands, its bytes in the file, its bytes unpacked as declared. */
  at: number;
  packedSize: number;
  size: number;
}

/** What makes a zip unreadable, in words for a reason. */
export class ZipFault extends Error {}

const END = 0x06054b50;
const PART = 0x02014b50;
const LOCAL = 0x04034b50;
const END_SIZE = 22;
const MOST_COMMENT = 0xffff;

const view = async (file: Blob, from: number, to: number) =>
  new DataView(await file.slice(from, to).arrayBuffer());

/** Lists the parts without unpacking any; reads the end of the file only. Throws ZipFault. Zip64 and encryption are refused. */
export async function zipParts(file: Blob): Promise<ZipPart[]> {
  const from = Math.max(0, file.size - END_SIZE - MOST_COMMENT);
  const tail = await view(file, from, file.size);
  let end = tail.byteLength - END_SIZE;
  while (end >= 0 && tail.getUint32(end, true) !== END) end -= 1;
  if (end < 0) throw new ZipFault('no zip directory');
  const count = tail.getUint16(end + 10, true);
  const size = tail.getUint32(end + 12, true);
  const at = tail.getUint32(end + 16, true);
  if (at + size > from + end) throw new ZipFault('directory cut short');
  const directory = await view(file, at, at + size);
  const parts: ZipPart[] = [];
  for (let p = 0; parts.length < count;) {
    if (p + 46 > size || directory.getUint32(p, true) !== PART) throw new ZipFault('directory broken');
    const flags = directory.getUint16(p + 8, true);
    const method = directory.getUint16(p + 10, true);
    const next = p + 46 + [28, 30, 32].reduce((sum, o) => sum + directory.getUint16(p + o, true), 0);
    if (next > size) throw new ZipFault('directory broken');
    const letters = new Uint8Array(directory.buffer, p + 46, directory.getUint16(p + 28, true));
    const part: ZipPart = {
      name: new TextDecoder().decode(letters),
      packed: method === 0 ? 'stored' : 'deflated',
      at: directory.getUint32(p + 42, true),
      packedSize: directory.getUint32(p + 20, true),
      size: directory.getUint32(p + 24, true),
    };
    if (flags & 1) throw new ZipFault(`${part.name}: encrypted`);
    if (method !== 0 && method !== 8) throw new ZipFault(`${part.name}: packed by method ${method}`);
    if (method === 0 && part.size !== part.packedSize) throw new ZipFault(`${part.name}: size`);
    parts.push(part);
    p = next;
  }
  return parts;
}

/** The bytes of a part as they stand in the file, still packed. Throws ZipFault. */
export async function packedBytes(file: Blob, part: ZipPart): Promise<Uint8Array> {
  const header = await view(file, part.at, part.at + 30);
  if (header.byteLength < 30 || header.getUint32(0, true) !== LOCAL)
    throw new ZipFault(`${part.name}: not where it should be`);
  const from = part.at + 30 + header.getUint16(26, true) + header.getUint16(28, true);
  const bytes = new Uint8Array(await file.slice(from, from + part.packedSize).arrayBuffer());
  if (bytes.length !== part.packedSize) throw new ZipFault(`${part.name}: cut short`);
  return bytes;
}
