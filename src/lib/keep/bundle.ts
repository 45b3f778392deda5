import { deflateSync, inflateSync, Zip, ZipPassThrough } from 'fflate';
import { BUNDLE_SCHEMA, MANIFEST } from '#core/ingest/portfolio-file.ts';
import { manifestOf, type Manifest } from './bundle-schema.ts';
import { digest } from './digest.ts';
import { KeepError } from './keep-error.ts';
import type { Decisions, Kept, KeptDocument, KeptFile } from './portfolio-record.ts';
import { packedBytes, ZipFault, zipParts, type ZipPart } from './zip-directory.ts';

const DOCUMENT = /^documents\/([0-9a-f]{64})$/;
/** Parts, bytes packed and unpacked, bytes of one document and of `portfolio.json`, unpacked bytes a packed one (small files need none). */
const LIMITS = {
  parts: 60_000,
  total: 0xffff_ffff,
  document: 512 << 20,
  manifest: 64 << 20,
  ratio: 200,
  small: 32 << 20,
};
/** So much of a zip is gathered before the browser may put it on the disk. */
const PIECE = 32 << 20;

/** A document as a zip part: deflated when that helps and stays far from what a bomb looks like, else stored. */
class Packed extends ZipPassThrough {
  #packed: Uint8Array<ArrayBuffer> | null;
  constructor(name: string, bytes: Uint8Array) {
    super(name);
    this.mtime = new Date(1980, 0, 1);
    const packed = deflateSync(bytes, { level: 1 });
    const helps = packed.length < bytes.length * 0.95 && bytes.length < (packed.length * LIMITS.ratio) / 2;
    this.#packed = helps ? packed : null;
    this.compression = helps ? 8 : 0;
  }
  protected override process(chunk: Uint8Array<ArrayBuffer>, final: boolean): void {
    this.ondata(null, this.#packed ?? chunk, final);
  }
}

/**
 * One portfolio as one zip: `documents/<sha256>` each once, then `portfolio.json` (zhunxing/bundle@1). Readings are left out: they are made
 * anew. Takes documents one by one, holds one and 32 MB. Throws KeepError `bundle-limit`, or what `documents` throws.
 */
export async function exportBundle(
  documents: Iterable<KeptDocument> | AsyncIterable<KeptDocument>,
  decisions: Decisions,
  kept: Kept,
): Promise<Blob> {
  const done: Blob[] = [];
  let piece: Uint8Array<ArrayBuffer>[] = [];
  let gathered = 0;
  let written = 0;
  let failure: Error | null = null;
  const put = () => {
    done.push(new Blob(piece));
    piece = [];
    gathered = 0;
  };
  const zip = new Zip((error, chunk) => {
    failure ??= error;
    if (error) return;
    piece.push(chunk as Uint8Array<ArrayBuffer>);
    written += chunk.length;
    gathered += chunk.length;
    if (gathered >= PIECE) put();
  });
  const add = (name: string, bytes: Uint8Array) => {
    const part = new Packed(name, bytes);
    zip.add(part);
    part.push(bytes as Uint8Array<ArrayBuffer>, true);
    if (failure) throw failure;
    // Room for the directory: 110 bytes a document and some.
    bound(written + (files.length + 1) * 128, LIMITS.total, 'bytes');
  };
  const files: KeptFile[] = [];
  const there = new Set<string>();
  for await (const { sha256, name, modified, bytes } of documents) {
    bound(bytes.length, LIMITS.document, `bytes: ${name}`);
    bound(there.size + 2, LIMITS.parts, 'documents');
    files.push({ sha256, name, modified, size: bytes.length });
    if (!there.has(sha256)) add(`documents/${sha256}`, bytes);
    there.add(sha256);
  }
  const { id, name, made, changed, forms, indicators } = kept;
  const manifest: Manifest = {
    schema: BUNDLE_SCHEMA,
    ...{ id, name, made, changed, forms, indicators },
    documents: files,
    decisions,
  };
  const json = new TextEncoder().encode(JSON.stringify(manifest, null, 1));
  bound(json.length, LIMITS.manifest, `bytes: ${MANIFEST}`);
  add(MANIFEST, json);
  zip.end();
  put();
  return new Blob(done, { type: 'application/zip' });
}

/**
 * Reads an exported portfolio. Everything is verified before the answer: sizes and ratios against bombs, every hash. `documents` unpacks one at
 * a time and may be gone through again; their readings are `null`. Throws KeepError `bundle-unknown`, `-newer`, `-damaged` or `-limit`.
 */
export async function importBundle(
  given: Blob | Uint8Array,
): Promise<{ kept: Kept; documents: AsyncIterable<KeptDocument>; decisions: Decisions }> {
  const file = given instanceof Blob ? given : new Blob([given as BlobPart]);
  const parts = await listed(file);
  const first = parts.get(MANIFEST);
  if (!first) throw new KeepError('bundle-unknown', { reason: `no ${MANIFEST}` });
  bound(first.size, LIMITS.manifest, `bytes: ${MANIFEST}`);
  const { id, name, made, changed, forms, indicators, decisions, documents } = manifestOf(
    await unpack(file, first),
  );
  const named = new Set(documents.map(({ sha256 }) => `documents/${sha256}`));
  const stray = [...parts.keys()].find((part) => part !== MANIFEST && !named.has(part));
  if (stray !== undefined) throw new KeepError('bundle-damaged', { reason: `not listed: ${stray}` });
  const each: AsyncIterable<KeptDocument> = {
    async *[Symbol.asyncIterator]() {
      for (const one of documents) yield { ...(await documentOf(file, parts, one)), reading: null };
    },
  };
  for await (const document of each) void document;
  const bytes = documents.reduce((sum, { size }) => sum + size, 0);
  const files = documents.length;
  return {
    kept: { id, name, made, changed, files, forms, indicators, bytes, generation: 0 },
    documents: each,
    decisions,
  };
}

/** The parts by name, within bounds. */
async function listed(file: Blob): Promise<Map<string, ZipPart>> {
  bound(file.size, LIMITS.total, 'bytes');
  let parts: ZipPart[];
  try {
    parts = await zipParts(file);
  } catch (error) {
    if (!(error instanceof ZipFault)) throw error;
    const isZip = new TextDecoder().decode(await file.slice(0, 4).arrayBuffer()) === 'PK\x03\x04';
    throw new KeepError(isZip ? 'bundle-damaged' : 'bundle-unknown', { reason: error.message }, error);
  }
  bound(parts.length, LIMITS.parts, 'parts');
  const names = new Map(parts.map((part) => [part.name, part]));
  if (names.size < parts.length) throw new KeepError('bundle-damaged', { reason: 'a name twice' });
  bound(
    parts.reduce((sum, { packedSize }) => sum + packedSize, 0),
    file.size,
    'parts overlap',
  );
  const unpacked = parts.reduce((sum, { size }) => sum + size, 0);
  bound(unpacked, LIMITS.total, 'bytes unpacked');
  bound(unpacked, Math.max(LIMITS.small, file.size * LIMITS.ratio), 'bytes unpacked');
  for (const { name, size } of parts) {
    if (name !== MANIFEST && !DOCUMENT.test(name))
      throw new KeepError('bundle-unknown', { reason: name.slice(0, 100) });
    bound(size, LIMITS.document, `bytes: ${name}`);
  }
  return names;
}

async function documentOf(
  file: Blob,
  parts: Map<string, ZipPart>,
  { sha256, name, modified, size }: KeptFile,
): Promise<Omit<KeptDocument, 'reading'>> {
  const part = parts.get(`documents/${sha256}`);
  if (!part) throw new KeepError('bundle-damaged', { reason: `missing: ${name}` });
  if (part.size !== size) throw new KeepError('bundle-damaged', { reason: `size: ${name}` });
  const bytes = await unpack(file, part);
  if ((await digest(bytes)) !== sha256) throw new KeepError('bundle-damaged', { reason: `SHA-256: ${name}` });
  return { sha256, name, modified, bytes };
}

/** Never more than the declared size, whatever the packed bytes say: the hash tells when that was a lie. */
async function unpack(file: Blob, part: ZipPart): Promise<Uint8Array> {
  try {
    const bytes = await packedBytes(file, part);
    return part.packed === 'stored' ? bytes : inflateSync(bytes, { out: new Uint8Array(part.size) });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new KeepError('bundle-damaged', { reason: `${part.name}: ${reason}` }, error);
  }
}

function bound(value: number, limit: number, what: string): void {
  if (value > limit) throw new KeepError('bundle-limit', { reason: `${what}: ${value} > ${limit}` });
}
