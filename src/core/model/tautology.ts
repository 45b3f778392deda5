import words from '#data/words.json' with { type: 'json' };
import { anyOf, normaliseName } from './text.ts';

const TAILS = new RegExp(`(?:${anyOf(words.tautologyTails)})$`, 'u');

/**
 * Whether the value only says the end of the name again (`施工及时性` → `及时`, `质量达标` → `达标`,
 * `道路景观提升情况` → `提升`): such a row states nothing.
 */
export function isTautology(name: string, raw: string): boolean {
  const value = normaliseName(raw);
  if (value === '' || /\d/.test(value)) return false;
  let rest = normaliseName(name);
  for (let i = 0; i < 3; i++) {
    if (rest.endsWith(value)) return true;
    const shorter = rest.replace(TAILS, '');
    if (shorter === rest || shorter === '') return false;
    rest = shorter;
  }
  return rest.endsWith(value);
}
