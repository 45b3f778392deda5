import { ReadError } from '../read-error.ts';
import { damaged } from './damage.ts';
import type { ReadContext } from './section.ts';
import { refuseEntities } from './xml-entities.ts';
import { dataStart, zipDirectory, type ZipEntry } from './zip-directory.ts';
import { unpackBytes } from './zip-unpack.ts';

const SMALL = 1024 * 1024;
const NEEDLESS = /(?:^|\/)(?:__MACOSX\/|\.DS_Store$|Thumbs\.db$|desktop\.ini$|~\$|\._)/i;

export type { ZipEntry } from './zip-directory.ts';

/** A zip whose directory was read and found within bounds; nothing is unpacked yet. */
export interface Archive {
  /** The files in it, without folders and what systems leave behind (__MACOSX, .DS_Store, Thumbs.db, ~$ lock files). */
  entries: ZipEntry[];
  /** @throws ReadError encrypted, damaged, unsupported-format, packed-too-tight, unpacks-too-large */
  unpack(entry: ZipEntry): Uint8Array;
  /** How deep it stands: 0 for a file the user gave. */
  depth: number;
  /** Bytes unpacked so far from it and from the archives it stands in. */
  spent: { bytes: number };
}

/**
 * Opens a zip, which may stand in an `outer` one; bounds on unpacked bytes hold for both together.
 * @throws ReadError nested-too-deep, too-many-entries, unpacks-too-large, damaged
 */
export function openZip(bytes: Uint8Array, context: ReadContext, outer?: Archive): Archive {
  const { limits } = context.budget;
  const depth = outer ? outer.depth + 1 : 0;
  if (depth > limits.depth) throw new ReadError('nested-too-deep', { depth: limits.depth });
  const directory = zipDirectory(bytes);
  if (!directory)
    throw damaged('ZIP', '没有文件目录，可能没有下载完整', 'it has no directory; it may be cut short');
  const { count } = directory;
  if (count > limits.entries)
    throw new ReadError('too-many-entries', { entries: count, limit: limits.entries });
  const all: ZipEntry[] = [];
  let total = 0;
  for (const entry of directory.entries) {
    if (all.push(entry) > limits.entries)
      throw new ReadError('too-many-entries', { entries: all.length, limit: limits.entries });
    total += entry.unpacked;
  }
  const spent = outer?.spent ?? { bytes: 0 };
  const tooLarge = () =>
    new ReadError('unpacks-too-large', { megabytes: Math.round(limits.unpacked / SMALL) });
  if (spent.bytes + total > limits.unpacked) throw tooLarge();
  if (all.length < count) throw damaged('ZIP', '文件目录不完整', 'its directory is cut short');
  refuseOverlap(bytes, all);
  return {
    entries: all.filter(({ name }) => !/[/\\]$/.test(name) && !NEEDLESS.test(name)),
    depth,
    spent,
    unpack(entry) {
      const { name, packed, unpacked } = entry;
      if (entry.encrypted) throw new ReadError('encrypted', { format: 'ZIP' });
      const start = dataStart(bytes, entry);
      if (start < 0 || start + packed > bytes.length)
        throw damaged('ZIP', `“${name}”不完整`, `"${name}" is cut short`);
      if (unpacked > SMALL && unpacked > limits.ratio * packed)
        throw new ReadError('packed-too-tight', { part: name, ratio: limits.ratio });
      spent.bytes += unpacked;
      if (spent.bytes > limits.unpacked) throw tooLarge();
      return unpackBytes({ ...entry, bytes: bytes.subarray(start, start + packed) }, () =>
        context.budget.check(),
      );
    },
  };
}

/** Files whose packed bytes are shared unpack to far more than the zip's size; no program writes such a zip. */
function refuseOverlap(bytes: Uint8Array, entries: readonly ZipEntry[]): void {
  let end = 0;
  for (const entry of [...entries].sort((a, b) => a.at - b.at)) {
    if (entry.at < end)
      throw damaged('ZIP', `“${entry.name}”与其他文件重叠`, `"${entry.name}" overlaps another file`);
    end = Math.max(entry.at + 30, dataStart(bytes, entry)) + entry.packed;
  }
}

/**
 * The parts of an Office file, unpacked within the same bounds as a zip's files, before any library sees them. Those not `wanted` stay
 * packed, and are not given.
 * @throws ReadError as openZip and unpack; entities where an XML part declares any
 */
export function guardPackage(
  bytes: Uint8Array,
  context: ReadContext,
  wanted: (name: string) => boolean = () => true,
): Map<string, Uint8Array> {
  const archive = openZip(bytes, context);
  const parts = new Map<string, Uint8Array>();
  for (const entry of archive.entries) {
    if (!wanted(entry.name)) continue;
    const part = archive.unpack(entry);
    if (/\.(?:xml|rels|vml)$/i.test(entry.name)) refuseEntities(part, entry.name);
    parts.set(entry.name, part);
  }
  return parts;
}
