import words from '#data/words.json' with { type: 'json' };
import { anyOf } from './text.ts';
import type { Comparator } from './target.ts';

const table = (lists: Record<string, string[]>) =>
  new Map(Object.entries(lists).flatMap(([sign, list]) => list.map((w) => [w, sign as Comparator] as const)));
const SYMBOLS = table(words.comparators.symbols);
const BEFORE = table(words.comparators.before);
const AFTER = table(words.comparators.after);
const TYPOS = new Set(words.comparators.typos);
const DOUBTFUL = new Set(words.comparators.inclusionDoubtful);

/** Sources of regular expressions for a sign, a word before and a word after the number. */
export const SIGN_PATTERN = anyOf([...SYMBOLS.keys()]);
export const WORD_BEFORE_PATTERN = anyOf([...BEFORE.keys()]);
export const WORD_AFTER_PATTERN = anyOf([...AFTER.keys()]);

/**
 * The comparator of what stands before and after a number. A sign wins over a word, a word after (`以上`) over `达到`.
 * `flags` say what was unusual: comparator-typo, comparator-word, comparator-missing, inclusion-doubtful.
 */
export function readComparator(
  sign: string,
  before: string,
  after: string,
): { comparator: Comparator | null; flags: string[] } {
  const flags: string[] = [];
  if (sign) {
    if (TYPOS.has(sign)) flags.push('comparator-typo');
    return { comparator: SYMBOLS.get(sign) ?? null, flags };
  }
  const weak = BEFORE.get(before) === '=';
  if (after && (before === '' || weak)) {
    flags.push('comparator-word');
    if (DOUBTFUL.has(after)) flags.push('inclusion-doubtful');
    return { comparator: AFTER.get(after) ?? null, flags };
  }
  if (before) {
    flags.push('comparator-word');
    return { comparator: BEFORE.get(before) ?? null, flags };
  }
  return { comparator: null, flags: ['comparator-missing'] };
}

/** The comparator a lone sign or word names (`≥`, `＝`, `不低于`), or `null`. */
export function comparatorOf(text: string): Comparator | null {
  return SYMBOLS.get(text) ?? BEFORE.get(text) ?? null;
}
