import type { Waiver } from '#core/rules/waiver.ts';

const KEY = 'zhunxing.waivers';

/** A waiver as this browser keeps it: what a waiver file holds, and the day it was given. */
export interface KeptWaiver extends Waiver {
  given: string;
}

class WaiverState {
  /** Kept in this browser only; the command line takes them as a file. */
  list = $state.raw<KeptWaiver[]>([]);
  /** Who waived last, to be offered again. */
  get author(): string {
    return this.list.at(-1)?.author ?? '';
  }

  of(fingerprint: string): KeptWaiver | undefined {
    return this.list.find((waiver) => waiver.fingerprint === fingerprint);
  }

  /** Adds one, in the place of any for the same finding. `given` is the day. */
  add(waiver: KeptWaiver): void {
    this.#keep([...this.list.filter((one) => one.fingerprint !== waiver.fingerprint), waiver]);
  }

  remove(fingerprint: string): void {
    this.#keep(this.list.filter((one) => one.fingerprint !== fingerprint));
  }

  /** Reads what the browser kept; anything that is not a waiver is left out. */
  restore(): void {
    try {
      const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
      if (Array.isArray(kept)) this.list = kept.filter(isWaiver);
    } catch {
      this.list = [];
    }
  }

  #keep(list: KeptWaiver[]): void {
    this.list = list;
    try {
      localStorage.setItem(KEY, JSON.stringify(list));
    } catch {
      // A browser that refuses storage keeps them for this visit.
    }
  }
}

function isWaiver(one: unknown): one is KeptWaiver {
  if (typeof one !== 'object' || one === null) return false;
  const { fingerprint, reason, author, expires, given } = one as Record<string, unknown>;
  return (
    typeof fingerprint === 'string' &&
    /^[0-9a-f]{16}$/.test(fingerprint) &&
    typeof reason === 'string' &&
    typeof author === 'string' &&
    typeof given === 'string' &&
    (expires === undefined || typeof expires === 'string')
  );
}

export const waivers = new WaiverState();
