import { Inspector } from './inspector.ts';

/** A finding accepted by a person, by its fingerprint. `expires` is the last ISO day on which it counts. */
export interface Waiver {
  fingerprint: string;
  reason: string;
  author: string;
  expires?: string;
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
    optional: ['expires'],
  });
  if (!waiver) return;
  if (waiver.fingerprint !== undefined && !/^[0-9a-f]{16}$/.test(String(waiver.fingerprint)))
    look.problem(`${place}/fingerprint`, '应为 16 位十六进制指纹', 'must be a fingerprint of 16 hex digits');
  for (const key of ['reason', 'author'])
    if (waiver[key] !== undefined) look.text(waiver[key], `${place}/${key}`);
  const day = waiver.expires;
  if (day !== undefined && !(typeof day === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(day) && isDay(day)))
    look.problem(`${place}/expires`, '应为日期，如 2026-12-31', 'must be a day such as 2026-12-31');
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
export function reportWaivers(waivers: readonly Waiver[], now: string, met: ReadonlySet<string>): WaiverReport {
  const active = new Set(inForce(waivers, now));
  return {
    used: waivers.filter((waiver) => active.has(waiver) && met.has(waiver.fingerprint)),
    expired: waivers.filter((waiver) => !active.has(waiver)),
    unused: waivers.filter((waiver) => active.has(waiver) && !met.has(waiver.fingerprint)),
  };
}
