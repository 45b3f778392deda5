import { searchExpression } from '#core/model/search-pattern.ts';

/** A piece of a text; `hit`: it is what was searched for. */
export interface MarkedPiece {
  text: string;
  hit: boolean;
}

/** A text cut where one of the searches is found in it: as written, whatever the case, or by first letters of readings. */
export function marked(text: string, searches: readonly string[]): MarkedPiece[] {
  const pieces: MarkedPiece[] = [];
  let from = 0;
  for (const { 0: hit, index } of text.matchAll(searchExpression(...searches.map((one) => one.trim())))) {
    if (index > from) pieces.push({ text: text.slice(from, index), hit: false });
    from = index + hit.length;
    pieces.push({ text: hit, hit: true });
  }
  if (from < text.length || pieces.length === 0) pieces.push({ text: text.slice(from), hit: false });
  return pieces;
}
