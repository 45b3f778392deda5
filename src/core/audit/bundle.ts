import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { zipSync, type Zippable } from 'fflate';
import { allFindings, type ReportInput } from '#core/report/report.ts';
import { runDocument } from '#core/report/run-json.ts';
import type { ResolvedSet } from '#core/rules/resolve.ts';
import type { Waiver } from '#core/rules/waiver.ts';
import type { EvidenceRow } from './evidence.ts';

export const AUDIT_SCHEMA = 'zhunxing/audit@1';
export const MANIFEST = 'manifest.json';

/** What an audit bundle says of itself; every other part of the zip is listed with its hash. */
export interface AuditManifest {
  schema: typeof AUDIT_SCHEMA;
  at: string;
  version: string;
  language: 'zh' | 'en';
  rules: { set: string; version: string };
  data: ReportInput['data'];
  parts: { path: string; bytes: number; sha256: string }[];
}

/**
 * A run as one zip that can be judged again without the documents: their hashes, the rows read from them (`data/`), the printed lines that the findings
 * cite, the rules and sets, the lock, the waivers, and what came of it. `evidence` is what `evidenceRows` gives; `set` and `waivers` are those of the run.
 * The same run gives the same bytes.
 */
export async function auditBundle(
  evidence: Readonly<Record<string, readonly EvidenceRow[]>>,
  input: ReportInput,
  set: ResolvedSet,
  waivers: readonly Waiver[],
): Promise<Uint8Array> {
  const run = { ...runDocument(input), findings: undefined };
  const findings = await allFindings(input.findings);
  const rules = [...set.rules.map(({ rule }) => rule), ...(set.off ?? [])];
  const texts: Record<string, string> = {
    'run.json': pretty(run),
    'findings.ndjson': lines(findings),
    'lock.json': pretty(input.lock),
    'waivers.json': pretty({ waivers }),
    ...Object.fromEntries(rules.map((rule) => [`rules/${rule.id}.json`, pretty(rule)])),
    ...Object.fromEntries((set.layers ?? []).map((one) => [`sets/${one.name}.json`, pretty(one)])),
  };
  for (const [table, rows] of Object.entries(evidence)) texts[`data/${table}.ndjson`] = lines(rows);
  const parts = Object.entries(texts).map(([path, text]) => [path, utf8ToBytes(text)] as const);
  const manifest: AuditManifest = {
    schema: AUDIT_SCHEMA,
    at: input.at,
    version: input.version,
    language: input.language,
    rules: input.rules,
    data: input.data,
    parts: parts.map(([path, bytes]) => ({ path, bytes: bytes.length, sha256: bytesToHex(sha256(bytes)) })),
  };
  const files: Zippable = Object.fromEntries([[MANIFEST, utf8ToBytes(pretty(manifest))] as const, ...parts]);
  return zipSync(files, { level: 6, mtime: new Date(1980, 0, 1) });
}

const pretty = (value: unknown) => JSON.stringify(value, null, 2) + '\n';
const lines = (rows: readonly unknown[]) => rows.map((row) => JSON.stringify(row) + '\n').join('');
