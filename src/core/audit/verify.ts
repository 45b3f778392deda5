import { allFindings } from '#core/report/report.ts';
import { runDocument } from '#core/report/run-json.ts';
import { RuleError } from '#core/rules/inspector.ts';
import { library, makeLibrary } from '#core/rules/library.ts';
import { checkLock, lockDifferences, lockOf, ruleHash } from '#core/rules/lock.ts';
import { resolveSet, type ResolvedSet } from '#core/rules/resolve.ts';
import { run } from '#core/rules/run.ts';
import { checkWaivers } from '#core/rules/waiver.ts';
import { arrowRows } from '#core/store/arrow.ts';
import type { Connector } from '#core/store/connector.ts';
import { createSchema } from '#core/store/create.ts';
import { dataHash } from '#core/store/data-hash.ts';
import { settle } from '#core/store/load.ts';
import { MANIFEST, type AuditManifest } from './bundle.ts';
import { EVIDENCE_TABLES, type EvidenceRow } from './evidence.ts';
import { Parts, PartError } from './parts.ts';
import { reportInput } from './report-input.ts';
import { compareFindings, compareRun, type Say } from './reproduced.ts';

/** One thing about a bundle that is not as it should be; `part` is the file in the zip. */
export interface Discrepancy {
  part: string;
  zh: string;
  en: string;
}

/** What verifying a bundle gave. It holds when nothing differs. */
export interface Verification {
  manifest: AuditManifest;
  /** Hex sha256 of the manifest, which names the hash of every part: who knows it can tell a bundle that was made up anew. */
  sha256: string;
  discrepancies: Discrepancy[];
  /** Findings in the bundle, and how many of them judging again gave to the letter. `null`: it was too broken to be judged. */
  findings: { told: number; reproduced: number } | null;
  /** Remarks that do not make it wrong, such as another version of the program. */
  remarks: Discrepancy[];
}

/**
 * Judges the rows in a bundle again by the rules in it and holds everything against what it says: every part against its hash, the rules against the lock,
 * each finding to the letter. `db` is an empty database, which is filled; `version` the product's.
 * @throws BundleError when it is no audit bundle, ReadError when it is no sound zip
 */
export async function verifyBundle(db: Connector, bytes: Uint8Array, version: string): Promise<Verification> {
  const parts = new Parts(bytes);
  const { manifest, sha256 } = parts;
  const discrepancies = comparePacking(parts);
  const verification: Verification = { manifest, sha256, discrepancies, findings: null, remarks: [] };
  if (manifest.version !== version)
    verification.remarks.push({
      part: MANIFEST,
      zh: `由 ${manifest.version} 版生成，现以 ${version} 版复核`,
      en: `made by version ${manifest.version}, verified by ${version}`,
    });
  try {
    await judgeAgain(db, parts, verification);
  } catch (error) {
    discrepancies.push(...unreadable(error));
  }
  return verification;
}

/** Every part against the list: missing, altered, or not listed. */
function comparePacking(parts: Parts): Discrepancy[] {
  const found: Discrepancy[] = [];
  const listed = new Set<string>([MANIFEST]);
  for (const { path, sha256 } of parts.manifest.parts) {
    listed.add(path);
    const now = parts.hash(path);
    if (now === null) found.push({ part: path, zh: '缺少这一部分', en: 'is missing' });
    else if (now !== sha256)
      found.push({
        part: path,
        zh: '内容与清单所记的指纹不符，被改动过',
        en: 'does not have the hash that the manifest gives: it was altered',
      });
  }
  for (const path of parts.names())
    if (!listed.has(path)) found.push({ part: path, zh: '清单里没有这一部分', en: 'is not in the manifest' });
  return found;
}

async function judgeAgain(db: Connector, parts: Parts, verification: Verification): Promise<void> {
  const { manifest, discrepancies } = verification;
  const say: Say = (part, zh, en) => discrepancies.push({ part, zh, en });
  const set = setOf(parts);
  const lock = checkLock(parts.json('lock.json'), 'lock.json');
  for (const one of lockDifferences(lock, lockOf(set, manifest.version)))
    if (one.about === 'words') verification.remarks.push({ part: 'lock.json', zh: one.zh, en: one.en });
    else say('lock.json', `与存档内的规则不符：${one.zh}`, `differs from the rules in the bundle: ${one.en}`);
  for (const { rule } of set.rules) {
    const shipped = library().rules.get(rule.id);
    if (shipped?.version === rule.version && ruleHash(shipped) !== ruleHash(rule))
      verification.remarks.push({
        part: `rules/${rule.id}.json`,
        zh: `与本程序自带的同版本（${rule.version}）规则内容不同`,
        en: `differs from the rule of the same version (${rule.version}) that this program ships`,
      });
  }
  const waivers = checkWaivers(parts.json('waivers.json'), 'waivers.json');

  const rows = Object.fromEntries(
    EVIDENCE_TABLES.map((table) => [table, parts.ndjson<EvidenceRow>(`data/${table}.ndjson`)]),
  );
  const files = rows.source!.map(({ file, sha256 }) => ({ file: String(file), sha256: String(sha256) }));
  if (dataHash({ files }) !== manifest.data.sha256)
    say(
      'data/source.ndjson',
      '文件指纹与清单的数据指纹不符',
      'the hashes of the documents do not give the data hash of the manifest',
    );
  await load(db, rows);

  const ran = await run(db, set, { waivers, now: manifest.at });
  const input = await reportInput(db, {
    run: ran,
    set,
    at: manifest.at,
    waivers,
    data: manifest.data,
    language: manifest.language,
    version: manifest.version,
  });
  const now = { ...runDocument(input), findings: undefined };
  const findings = await allFindings(input.findings);
  const told = parts.ndjson<{ rule: string }>('findings.ndjson');
  verification.findings = compareFindings(told, findings, say);
  compareRun(parts.json('run.json'), JSON.parse(JSON.stringify(now)) as Record<string, unknown>, say);
}

function setOf(parts: Parts): ResolvedSet {
  const under = (folder: string) =>
    Object.fromEntries(parts.names(folder).map((path) => [path, parts.json(path)]));
  return resolveSet(makeLibrary(under('rules/'), under('sets/')), parts.manifest.rules.set);
}

async function load(db: Connector, rows: Record<string, EvidenceRow[]>): Promise<void> {
  await createSchema(db);
  for (const [table, some] of Object.entries(rows)) await db.insert(table, arrowRows(table, some));
  await settle(db, {
    forms: rows.project!.length,
    indicators: rows.indicator!.length,
    notes: rows.reading_note!.length,
    lines: rows.source_line!.length,
    annual: rows.project!.reduce((sum, { annual }) => sum + ((annual as number | null) ?? 0), 0),
  });
}

/** Why a bundle could not be judged, as far as it tells. */
function unreadable(error: unknown): Discrepancy[] {
  if (error instanceof RuleError)
    return error.problems.map(({ file, place, message, messageEn }) => ({
      part: file,
      zh: `${place} ${message}`,
      en: `${place} ${messageEn}`,
    }));
  if (error instanceof PartError) return [{ part: error.part, zh: error.message, en: error.messageEn }];
  const message = error instanceof Error ? error.message : String(error);
  return [{ part: 'data/', zh: `无法复核：${message}`, en: `cannot be judged: ${message}` }];
}
