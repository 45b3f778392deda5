import { relationsOf } from './relations.ts';
import { plainText, utf8 } from './xml-text.ts';

/** The texts and pictures that stand over the cells of the worksheet at `path`; `texts` holds the parts, a character a byte, by name. */
export function drawnOn(
  path: string,
  texts: ReadonlyMap<string, string>,
): { boxes: { row: number | null; text: string }[]; pictures: number } {
  const boxes: { row: number | null; text: string }[] = [];
  let pictures = 0;
  const relations = texts.get(path.replace(/([^/]*)$/, '_rels/$1.rels'));
  if (!relations) return { boxes, pictures };
  for (const { type, target } of relationsOf(relations, path).values()) {
    if (type !== 'drawing') continue;
    for (const anchor of (texts.get(target) ?? '').split(/<\/\w+:(?:twoCell|oneCell|absolute)Anchor>/)) {
      if (/<\w+:pic>/.test(anchor)) pictures++;
      const row = /<\w+:row>(\d+)</.exec(anchor);
      const text = anchor
        .split(/<\/a:p>/)
        .map((paragraph) => [...paragraph.matchAll(/<a:t(?:\s[^<>]*)?>([^<]*)</g)].map(([, t]) => t).join(''))
        .join('\n')
        .trim();
      if (text !== '') boxes.push({ row: row ? Number(row[1]) + 1 : null, text: plainText(utf8(text)) });
    }
  }
  return { boxes, pictures };
}
