/** A piece of a text; `hit`: it is what was searched for. */
export interface MarkedPiece {
  text: string;
  hit: boolean;
}

/** A text cut where a search, whatever its case, is found in it. */
export function marked(text: string, search: string): MarkedPiece[] {
  const wanted = search.trim().toLowerCase();
  const lower = text.toLowerCase();
  // Where lower case changes the length, places would not fit: then nothing is marked.
  if (wanted === '' || lower.length !== text.length) return [{ text, hit: false }];
  const pieces: MarkedPiece[] = [];
  let from = 0;
  for (let at = lower.indexOf(wanted); at >= 0; at = lower.indexOf(wanted, from)) {
    if (at > from) pieces.push({ text: text.slice(from, at), hit: false });
    from = at + wanted.length;
    pieces.push({ text: text.slice(at, from), hit: true });
  }
  if (from < text.length) pieces.push({ text: text.slice(from), hit: false });
  return pieces;
}
