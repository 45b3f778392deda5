import { BUNDLE_SCHEMA } from '#core/ingest/portfolio-file.ts';
import { KeepError } from './keep-error.ts';
import type { Decisions, Kept, KeptFile } from './portfolio-record.ts';

/** `portfolio.json` of an exported portfolio. */
export interface Manifest extends Omit<Kept, 'files' | 'bytes' | 'generation'> {
  schema: typeof BUNDLE_SCHEMA;
  decisions: Decisions;
  documents: KeptFile[];
}

const isText = (most: number) => (v: unknown) => typeof v === 'string' && v.length > 0 && v.length <= most;
const isCount = (v: unknown) => Number.isSafeInteger(v) && (v as number) >= 0;
const isInstant = (v: unknown) => typeof v === 'string' && !Number.isNaN(Date.parse(v));
const isRecord = (v: unknown): v is Record<string, unknown> =>
  typeof v === 'object' && v !== null && !Array.isArray(v);

const FIELDS: Record<keyof Omit<Manifest, 'schema' | 'documents'>, (v: unknown) => boolean> = {
  id: (v) => typeof v === 'string' && /^[\w-]{1,64}$/.test(v),
  name: isText(1000),
  made: isInstant,
  changed: isInstant,
  forms: isCount,
  indicators: isCount,
  decisions: isRecord,
};
const FILE: Record<keyof KeptFile, (v: unknown) => boolean> = {
  sha256: (v) => typeof v === 'string' && /^[0-9a-f]{64}$/.test(v),
  name: isText(4000),
  modified: (v) => v === null || Number.isFinite(v),
  size: isCount,
};

/** Reads `portfolio.json`. Throws KeepError `bundle-unknown`, `bundle-newer` or `bundle-damaged`, naming the field. */
export function manifestOf(bytes: Uint8Array): Manifest {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    throw new KeepError('bundle-damaged', { reason: `portfolio.json: ${String(error)}` }, error);
  }
  if (!isRecord(json) || typeof json['schema'] !== 'string' || !json['schema'].startsWith('zhunxing/bundle@'))
    throw new KeepError('bundle-unknown', { reason: 'portfolio.json: schema' });
  if (json['schema'] !== BUNDLE_SCHEMA)
    throw new KeepError('bundle-newer', { schema: json['schema'].slice(0, 40), known: BUNDLE_SCHEMA });
  const documents = json['documents'];
  if (!Array.isArray(documents))
    throw new KeepError('bundle-damaged', { reason: 'portfolio.json: documents' });
  hold(json, FIELDS, '');
  documents.forEach((one: unknown, n) => hold(one, FILE, `documents[${n}].`));
  return json as unknown as Manifest;
}

function hold(given: unknown, fields: Record<string, (v: unknown) => boolean>, where: string): void {
  for (const [field, fits] of Object.entries(fields))
    if (!isRecord(given) || !fits(given[field]))
      throw new KeepError('bundle-damaged', { reason: `portfolio.json: ${where}${field}` });
}
