import type { Finding } from './finding.ts';

/** Someone's word that a finding is known and accepted: it stays listed and is counted apart. */
export interface Waiver {
  fingerprint: string;
  reason: string;
  author: string;
  /** Last ISO day it holds; null = no end. */
  expires: string | null;
}

/** What became of the waivers given: a waiver that waives nothing is itself worth a look. */
export interface WaiverUse {
  used: Waiver[];
  /** Its finding is no longer there. */
  unused: Waiver[];
  /** Past its last day; its finding counts again. */
  expired: Waiver[];
}

/** A file of waivers that cannot be taken; `place` is a JSON pointer. */
export class WaiverError extends Error {
  override name = 'WaiverError';
  readonly place: string;
  constructor(place: string, message: string) {
    super(message);
    this.place = place;
  }
}

/** Checks parsed JSON: an array of waivers, each with a reason and an author. Throws WaiverError. */
export function checkWaivers(json: unknown): Waiver[] {
  if (!Array.isArray(json))
    throw new WaiverError('', 'expected an array of {fingerprint, reason, author, expires}');
  return json.map((entry: unknown, i) => {
    if (typeof entry !== 'object' || entry === null) throw new WaiverError(`/${i}`, 'expected an object');
    const { fingerprint, reason, author, expires = null } = entry as Record<string, unknown>;
    if (typeof fingerprint !== 'string' || !/^[0-9a-f]{16}$/.test(fingerprint))
      throw new WaiverError(`/${i}/fingerprint`, 'expected the 16 hex digits that a finding prints');
    if (typeof reason !== 'string' || !reason.trim())
      throw new WaiverError(`/${i}/reason`, 'a waiver needs a reason');
    if (typeof author !== 'string' || !author.trim())
      throw new WaiverError(`/${i}/author`, 'a waiver needs an author');
    if (expires !== null && (typeof expires !== 'string' || !isDay(expires)))
      throw new WaiverError(`/${i}/expires`, 'expected a day as YYYY-MM-DD, or null');
    return { fingerprint, reason, author, expires: expires as string | null };
  });
}

/** Tells used, unused and expired waivers apart on ISO day `today`. */
export function useWaivers(
  waivers: readonly Waiver[],
  findings: readonly Pick<Finding, 'fingerprint'>[],
  today: string,
): WaiverUse {
  const found = new Set(findings.map((finding) => finding.fingerprint));
  const use: WaiverUse = { used: [], unused: [], expired: [] };
  for (const waiver of waivers) {
    if (waiver.expires !== null && waiver.expires < today) use.expired.push(waiver);
    else if (found.has(waiver.fingerprint)) use.used.push(waiver);
    else use.unused.push(waiver);
  }
  return use;
}

function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`));
}
