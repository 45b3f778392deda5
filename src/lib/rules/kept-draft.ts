const KEY = 'zhunxing.rule-draft';

/** What a draft began from: a kept rule, a copy of a rule, or a template. */
export interface Origin {
  kind: 'own' | 'from' | 'template';
  id: string;
}

/** The unsaved text of an edit that was left, by what it began from; `null` when there is none. */
export function keptDraft({ kind, id }: Origin): string | null {
  try {
    const text = (JSON.parse(localStorage.getItem(KEY) ?? '{}') as Record<string, unknown>)[`${kind} ${id}`];
    return typeof text === 'string' ? text : null;
  } catch {
    return null;
  }
}

/** Keeps an edit's text through a crash or a closed tab; `null` forgets it. */
export function keepDraft({ kind, id }: Origin, text: string | null): void {
  try {
    const all = JSON.parse(localStorage.getItem(KEY) ?? '{}') as Record<string, string>;
    if (text === null) delete all[`${kind} ${id}`];
    else all[`${kind} ${id}`] = text;
    localStorage.setItem(KEY, JSON.stringify(all));
  } catch {
    // A browser that refuses storage loses only what was not saved.
  }
}
