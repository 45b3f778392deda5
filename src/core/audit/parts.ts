import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { Budget } from '#core/ingest/formats/budget.ts';
import type { ReadContext } from '#core/ingest/formats/section.ts';
import { openZip } from '#core/ingest/formats/zip.ts';
import { AUDIT_SCHEMA, MANIFEST, type AuditManifest } from './bundle.ts';

/** A zip that is no audit bundle. */
export class BundleError extends Error {
  override name = 'BundleError';
  readonly messageEn: string;
  constructor(zh: string, en: string) {
    super(zh);
    this.messageEn = en;
  }
}

/** A part of a bundle that cannot be read. */
export class PartError extends Error {
  override name = 'PartError';
  readonly part: string;
  readonly messageEn: string;
  constructor(part: string, zh: string, en: string) {
    super(zh);
    this.part = part;
    this.messageEn = en;
  }
}

/** The parts of an audit bundle, unpacked within the bounds of every zip. */
export class Parts {
  readonly manifest: AuditManifest;
  /** Hex sha256 of the manifest. */
  readonly sha256: string;
  readonly #parts = new Map<string, Uint8Array>();

  /** @throws ReadError for a zip that is damaged or beyond the bounds, BundleError for one that is no audit bundle */
  constructor(zip: Uint8Array) {
    const archive = openZip(zip, { budget: new Budget() } as ReadContext);
    for (const entry of archive.entries) {
      if (this.#parts.has(entry.name))
        throw new BundleError(`“${entry.name}”在压缩包里出现两次`, `"${entry.name}" is in the zip twice`);
      this.#parts.set(entry.name, archive.unpack(entry));
    }
    this.manifest = manifestIn(this.#parts.get(MANIFEST));
    this.sha256 = this.hash(MANIFEST)!;
  }

  names(folder = ''): string[] {
    return [...this.#parts.keys()].filter((path) => path.startsWith(folder));
  }

  /** Hex sha256 of a part, `null` when it is not there. */
  hash(path: string): string | null {
    const bytes = this.#parts.get(path);
    return bytes ? bytesToHex(sha256(bytes)) : null;
  }

  /** @throws PartError when it is missing or no JSON */
  json(path: string): unknown {
    return parse(path, this.#text(path));
  }

  /** One value a line. @throws PartError */
  ndjson<T>(path: string): T[] {
    const lines = this.#text(path).split('\n');
    return lines.flatMap((line, i) => (line === '' ? [] : [parse(`${path}:${i + 1}`, line) as T]));
  }

  #text(path: string): string {
    const bytes = this.#parts.get(path);
    if (!bytes) throw new PartError(path, '缺少这一部分，无法复核', 'is missing: nothing can be judged');
    return new TextDecoder().decode(bytes);
  }
}

function manifestIn(bytes: Uint8Array | undefined): AuditManifest {
  try {
    const manifest = JSON.parse(new TextDecoder().decode(bytes)) as AuditManifest;
    if (manifest.schema === AUDIT_SCHEMA && Array.isArray(manifest.parts)) return manifest;
  } catch {
    // Told below.
  }
  throw new BundleError(
    '这不是审核存档：没有 manifest.json，或格式不对',
    'this is no audit bundle: manifest.json is missing or of another kind',
  );
}

function parse(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const { message } = error as Error;
    throw new PartError(path, `不是有效的 JSON：${message}`, `not valid JSON: ${message}`);
  }
}
