import words from '#data/words.json' with { type: 'json' };
import { remember } from './remember.ts';
import { normaliseName } from './text.ts';
import type { Polarity } from './target.ts';

const has = (name: string, list: readonly string[]) => list.some((word) => name.includes(word));

/**
 * Which way is better, by the name alone: `投诉率` negative, `投诉处理率` positive, `满意度` positive, `不满意率` negative;
 * `null` when the name does not say.
 */
export const polarityOf = remember((name): Polarity | null => {
  const text = normaliseName(name);
  if (has(text, words.negative)) return has(text, words.negativeUndone) ? 'positive' : 'negative';
  return has(text, words.positive) ? 'positive' : null;
});
