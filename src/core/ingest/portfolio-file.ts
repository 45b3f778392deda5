import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { damaged } from './formats/damage.ts';
import type { Archive } from './formats/zip.ts';
import { ROLES, type Correction, type Corrections } from './correction.ts';
import type { InputFile } from './input.ts';
import { ReadError } from './read-error.ts';
import type { Choices } from './same-form.ts';

/** The part of an exported portfolio that lists its documents, and the schema it names. */
export const MANIFEST = 'portfolio.json';
export const BUNDLE_SCHEMA = 'zhunxing/bundle@1';

/** What people decided about documents: what their cells are, and which of two forms of one project counts. */
export interface Marks {
  corrections: Corrections;
  choices: Choices;
}

/** A portfolio exported as one file, for reading: its documents under the names they were given by, and what was decided about them. */
export interface PortfolioFile {
  marks: Marks;
  /** Documents in the order kept. @throws ReadError damaged for one that is missing or not what its hash says */
  documents(): Generator<InputFile>;
}

/**
 * What an archive holds when it is an exported portfolio; `null` for any other zip.
 * @throws ReadError damaged, newer-portfolio
 */
export function portfolioFile(archive: Archive): PortfolioFile | null {
  const entries = new Map(archive.entries.map((entry) => [entry.name, entry]));
  const manifest = entries.get(MANIFEST);
  if (!manifest) return null;
  const said = parsed(archive.unpack(manifest));
  if (typeof said?.schema !== 'string' || !said.schema.startsWith('zhunxing/bundle@')) return null;
  if (said.schema !== BUNDLE_SCHEMA)
    throw new ReadError('newer-portfolio', { schema: said.schema.slice(0, 40) });
  const listed = Array.isArray(said.documents) ? said.documents.filter(isListed) : [];
  if (!Array.isArray(said.documents) || listed.length < said.documents.length)
    throw broken(MANIFEST, '文件清单不完整', 'its list of documents is broken');
  return {
    marks: marksOf(said.decisions),
    *documents() {
      for (const { name, sha256: hash, modified } of listed) {
        const entry = entries.get(`documents/${hash}`);
        const bytes = entry && archive.unpack(entry);
        if (!bytes) throw broken(name, '不在其中', 'is not in it');
        if (bytesToHex(sha256(bytes)) !== hash) throw broken(name, '内容被改动过', 'was altered');
        yield { name, bytes, modified };
      }
    },
  };
}

/** What is kept may be old or of another hand: only what has the right shape is taken. */
export function marksOf(given: unknown): Marks {
  const { corrections, choices } = record(given);
  return {
    corrections: Object.fromEntries(
      Object.entries(record(corrections)).filter(
        (one): one is [string, Correction[]] => Array.isArray(one[1]) && one[1].every(isCorrection),
      ),
    ),
    choices: Object.fromEntries(
      Object.entries(record(choices)).filter((one): one is [string, string] => typeof one[1] === 'string'),
    ),
  };
}

function isCorrection(given: unknown): given is Correction {
  const { sheet, line, column, as } = record(given);
  return (
    (sheet === null || typeof sheet === 'string') &&
    Number.isSafeInteger(line) &&
    Number.isSafeInteger(column) &&
    ROLES.some((role) => role === as)
  );
}

function isListed(given: unknown): given is { name: string; sha256: string; modified: number | null } {
  const { name, sha256: hash, modified } = record(given);
  return (
    typeof name === 'string' &&
    typeof hash === 'string' &&
    /^[0-9a-f]{64}$/.test(hash) &&
    (modified === null || typeof modified === 'number')
  );
}

function parsed(bytes: Uint8Array): Record<string, unknown> | null {
  try {
    return record(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)));
  } catch {
    return null;
  }
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
}

const broken = (name: string, zh: string, en: string) =>
  damaged('.zhunxing', `“${name}”${zh}`, `"${name}" ${en}`);
