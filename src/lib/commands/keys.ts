/** A key press as commands name it: `Mod+K`, `Mod+Shift+Z`, `?`, `g`. `null` for a press that cannot begin or end one. */
export function pressOf(
  event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>,
): string | null {
  if (event.altKey || ['Control', 'Meta', 'Shift', 'Alt'].includes(event.key)) return null;
  if (event.ctrlKey || event.metaKey)
    return `Mod+${event.shiftKey ? 'Shift+' : ''}${event.key.toUpperCase()}`;
  return event.key.length === 1 ? event.key : null;
}

/** Needs no key held down beside it: such keys wait while one writes, and can be turned off. */
export function isPlain(keys: string): boolean {
  return !keys.startsWith('Mod+');
}

/** Finds what a row of presses means among `keys`; a first press may wait for its second for `patience` ms. */
export class KeySequence {
  #first: { press: string; at: number } | null = null;
  readonly #patience: number;

  constructor(patience = 1200) {
    this.#patience = patience;
  }

  /** The keys that the press completes, or `null`. `now` in ms. */
  next(press: string, keys: readonly string[], now: number): string | null {
    const first = this.#first && now - this.#first.at < this.#patience ? this.#first.press : null;
    this.#first = null;
    const both = first === null ? null : `${first} ${press}`;
    if (both !== null && keys.includes(both)) return both;
    if (keys.includes(press)) return press;
    if (keys.some((one) => one.startsWith(`${press} `))) this.#first = { press, at: now };
    return null;
  }
}
