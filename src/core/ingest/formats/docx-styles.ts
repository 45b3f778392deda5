import type { Budget } from './budget.ts';
import { readTags } from './markup.ts';
import { isOn, PREFIXES, WORD_ATTRIBUTES } from './docx-tags.ts';

/** A place in a list: the list's id and the level in it. */
export interface ListPlace {
  list: string;
  level: number;
}

/** What a document's styles say that decides whether and how text is printed. */
export interface Styles {
  /** Styles whose text is hidden. */
  hidden: ReadonlySet<string>;
  /** Lists that paragraph styles put their paragraphs in. */
  lists: ReadonlyMap<string, ListPlace>;
}

/** Reads `styles.xml`; what a style is based on counts. */
export function stylesOf(xml: string | null, budget: Budget): Styles {
  const hidden = new Set<string>();
  const lists = new Map<string, ListPlace>();
  if (xml === null || !/:(?:vanish|numPr)\b/.test(xml)) return { hidden, lists };
  const bases = new Map<string, string>();
  let id = '';
  let place: ListPlace | null = null;
  readTags(
    xml,
    {
      open(name, attributes) {
        const value = attributes['w:val'];
        if (name === 'w:style') id = attributes['w:styleId'] ?? '';
        else if (name === 'w:basedOn') bases.set(id, value ?? '');
        else if (name === 'w:vanish' && isOn(value)) hidden.add(id);
        else if (name === 'w:numPr') place = { list: '', level: 0 };
        else if (name === 'w:ilvl' && place) place.level = Number(value) || 0;
        else if (name === 'w:numId' && place) place.list = value ?? '';
      },
      close(name) {
        if (name !== 'w:numPr' || !place) return;
        if (id !== '' && place.list !== '') lists.set(id, place);
        place = null;
      },
      text() {},
    },
    { xml: true, wanted: WORD_ATTRIBUTES, budget, prefixes: PREFIXES },
  );
  for (const style of bases.keys()) {
    let base = bases.get(style);
    for (let i = 0; base !== undefined && i < 12; i++) {
      if (hidden.has(base)) hidden.add(style);
      const list = lists.get(base);
      if (list && !lists.has(style)) lists.set(style, list);
      base = bases.get(base);
    }
  }
  hidden.delete('');
  return { hidden, lists };
}
