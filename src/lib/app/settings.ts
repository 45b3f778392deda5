const PREFIX = 'zhunxing.';

/** What this browser keeps under a name, as it was given to `keepRecord`; `null` when nothing can be read. */
export function keptRecord(name: string): unknown {
  try {
    return JSON.parse(localStorage.getItem(PREFIX + name) ?? 'null');
  } catch {
    return null;
  }
}

/** Keeps a value that JSON can say; a browser that refuses storage has it for this visit only. */
export function keepRecord(name: string, value: unknown): void {
  try {
    localStorage.setItem(PREFIX + name, JSON.stringify(value));
  } catch {
    // Nothing to do: the page still holds it.
  }
}
