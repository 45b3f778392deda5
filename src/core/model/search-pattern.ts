import { charactersOf } from './initials.ts';

/**
 * The pattern, for RE2 and for JavaScript with `iu` alike, of what a search finds in a text whatever its case. Where the
 * search has two Latin letters in a row, a letter stands for itself and for every character whose reading begins with it:
 * `xmmc` finds 项目名称. `null` when nothing but the very text is meant.
 */
export function searchPattern(search: string): string | null {
  const wanted = search.toLowerCase();
  if (wanted === search.toUpperCase()) return null;
  const initials = /[a-z]{2}/.test(wanted);
  return [...wanted]
    .map((sign) => (initials && /[a-z]/.test(sign) ? `[${sign}${charactersOf(sign)}]` : escaped(sign)))
    .join('');
}

/** A search as an expression that finds every place of it in a text, whatever the case. */
export function searchExpression(...words: readonly string[]): RegExp {
  const parts = words.filter(Boolean).map((word) => searchPattern(word) ?? [...word].map(escaped).join(''));
  return new RegExp(parts.length > 0 ? parts.join('|') : '(?!)', 'giu');
}

/** Whether every word stands in the text. */
export function findsAll(text: string, words: readonly string[]): boolean {
  return words.every((word) => searchExpression(word).test(text));
}

const escaped = (sign: string): string => sign.replace(/[\\^$.*+?()[\]{}|]/, '\\$&');
