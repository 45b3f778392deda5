import { checkWaivers, waiverFile, type Waiver } from '#core/rules/waiver.ts';

const KEY = 'zhunxing.waivers';

class WaiverState {
  /** Kept in this browser, and as the file that the command line takes. */
  list = $state.raw<Waiver[]>([]);
  /** Lists before the last changes, the newest last; each `undo` takes one. */
  #past = $state.raw<Waiver[][]>([]);

  /** Who waived last, to be offered again. */
  get author(): string {
    return this.list.at(-1)?.author ?? '';
  }

  get undoable(): boolean {
    return this.#past.length > 0;
  }

  of(fingerprint: string): Waiver | undefined {
    return this.list.find((waiver) => waiver.fingerprint === fingerprint);
  }

  /** Adds some, each in the place of any for the same finding. */
  add(...some: Waiver[]): void {
    const fresh = new Set(some.map(({ fingerprint }) => fingerprint));
    this.#change([...this.list.filter(({ fingerprint }) => !fresh.has(fingerprint)), ...some]);
  }

  remove(...fingerprints: string[]): void {
    this.#change(this.list.filter((one) => !fingerprints.includes(one.fingerprint)));
  }

  /** Takes the last change back. */
  undo(): void {
    const before = this.#past.at(-1);
    if (!before) return;
    this.#past = this.#past.slice(0, -1);
    this.#keep(before);
  }

  /** Reads what the browser kept; anything that is not a waiver is left out. */
  restore(): void {
    try {
      const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
      this.list = Array.isArray(kept) ? kept.filter(isWaiver) : [];
    } catch {
      this.list = [];
    }
  }

  /** The file of all of them. */
  file(): string {
    return waiverFile(this.list);
  }

  /** Adds those of a file. Returns how many. @throws RuleError, SyntaxError for a file that is none */
  take(text: string, name: string): number {
    const given = checkWaivers(JSON.parse(text.replace(/^\ufeff/, '')), name);
    this.add(...given);
    return given.length;
  }

  #change(list: Waiver[]): void {
    this.#past = [...this.#past.slice(-19), this.list];
    this.#keep(list);
  }

  #keep(list: Waiver[]): void {
    this.list = list;
    try {
      localStorage.setItem(KEY, JSON.stringify(list));
    } catch {
      // A browser that refuses storage keeps them for this visit.
    }
  }
}

function isWaiver(one: unknown): one is Waiver {
  try {
    return checkWaivers([one], '').length === 1;
  } catch {
    return false;
  }
}

export const waivers = new WaiverState();
