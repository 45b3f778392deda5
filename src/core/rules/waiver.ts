import { Inspector } from './inspector.ts';

export const WAIVER_KINDS = ['explained', 'false-alarm', 'misread', 'in-correction'] as const;
/** Why a finding is let stand: it is so and explained; the rule is wrong here; the reader was; it has been sent back to be corrected. */
export type WaiverKind = (typeof WAIVER_KINDS)[number];

/**
 * A finding accepted by a person, by its fingerprint: when the value printed changes the fingerprint does, and the finding is back.
 * `given` and `expires` are ISO days, the latter the last on which it counts. `about` says in words what was accepted, for whoever reads the file.
 */
export interface Waiver {
  fingerprint: string;
  kind?: WaiverKind;
  reason: string;
  author: string;
  given?: string;
  expires?: string;
  about?: string;
}

/** What became of the waivers given: each is in exactly one list. */
export interface WaiverReport {
  used: Waiver[];
  /** Past their day: their findings count again. */
  expired: Waiver[];
  /** In force, but no such finding is there any more. */
  unused: Waiver[];
}

/**
 * Checks parsed JSON: an array of waivers, or `{ "waivers": [...] }`.
 * @throws RuleError with every problem and its place
 */
export function checkWaivers(json: unknown, file: string): Waiver[] {
  const look = new Inspector(file);
  const wrapped = typeof json === 'object' && json !== null && 'waivers' in json;
  const place = wrapped ? '/waivers' : '';
  const list = look.array(wrapped ? json.waivers : json, place) ?? [];
  list.forEach((one, i) => checkWaiver(look, one, `${place}/${i}`));
  look.finish();
  return list as Waiver[];
}

function checkWaiver(look: Inspector, json: unknown, place: string): void {
  const waiver = look.object(json, place, {
    required: ['fingerprint', 'reason', 'author'],
    optional: ['kind', 'given', 'expires', 'about'],
  });
  if (!waiver) return;
  if (waiver.fingerprint !== undefined && !/^[0-9a-f]{16}$/.test(String(waiver.fingerprint)))
    look.problem(`${place}/fingerprint`, '应为 16 位十六进制指纹', 'must be a fingerprint of 16 hex digits');
  for (const key of ['reason', 'author'])
    if (waiver[key] !== undefined) look.text(waiver[key], `${place}/${key}`);
  if (waiver.kind !== undefined) look.oneOf(waiver.kind, WAIVER_KINDS, `${place}/kind`);
  if (waiver.about !== undefined) look.text(waiver.about, `${place}/about`);
  for (const key of ['given', 'expires']) {
    const day = waiver[key];
    if (day !== undefined && !(typeof day === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(day) && isDay(day)))
      look.problem(`${place}/${key}`, '应为日期，如 2026-12-31', 'must be a day such as 2026-12-31');
  }
}

function isDay(iso: string): boolean {
  const time = Date.parse(`${iso}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(iso);
}

/** The waivers in force on the day of `now` (an ISO day or time). */
export function inForce(waivers: readonly Waiver[], now: string): Waiver[] {
  return waivers.filter((waiver) => waiver.expires === undefined || waiver.expires >= now.slice(0, 10));
}

/** Sorts the waivers given by what became of them; `met` holds the fingerprints of all findings. */
export function reportWaivers(
  waivers: readonly Waiver[],
  now: string,
  met: ReadonlySet<string>,
): WaiverReport {
  const active = new Set(inForce(waivers, now));
  return {
    used: waivers.filter((waiver) => active.has(waiver) && met.has(waiver.fingerprint)),
    expired: waivers.filter((waiver) => !active.has(waiver)),
    unused: waivers.filter((waiver) => active.has(waiver) && !met.has(waiver.fingerprint)),
  };
}

/** Waivers as the file that the page and the command line both take, by fingerprint. */
export function waiverFile(waivers: readonly Waiver[]): string {
  const sorted = [...waivers].sort((a, b) => (a.fingerprint < b.fingerprint ? -1 : 1));
  return JSON.stringify({ waivers: sorted }, null, 2) + '\n';
}
