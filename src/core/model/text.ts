const HAN = '\\p{Script=Han}';
const PUNCTUATION = /[\p{P}\p{S}\s]/gu;
const HAN_GAP = new RegExp(
  `(?<=[${HAN}\\u3000-\\u303f\\uff00-\\uffef])\\s+(?=[${HAN}\\u3000-\\u303f\\uff00-\\uffef])`,
  'gu',
);

/** Full-width letters, digits, signs and blanks as their half-width twins; Chinese characters and 、。《》 stay. */
export function toHalfWidth(text: string): string {
  return text
    .replace(/[\uff01-\uff5e]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0))
    .replace(/[\u3000\u00a0\u2002-\u200a\u202f]/g, ' ')
    .replace(/\uffe5/g, '¥');
}

/** One line of text: outer blanks off, runs of blanks to one, none between Chinese characters (`指 标` → `指标`). */
export function squeeze(text: string): string {
  return text
    .replace(/[\u200b-\u200d\u2060\ufeff]/g, '')
    .replace(/[\s\u3000]+/g, ' ')
    .replace(HAN_GAP, '')
    .trim();
}

/** The text without any blank. */
export function withoutBlanks(text: string): string {
  return text.replace(/[\s\u3000\u200b-\u200d\ufeff]+/g, '');
}

/** An indicator's name for comparing: half-width, no blanks, punctuation or brackets. */
export function normaliseName(name: string): string {
  return toHalfWidth(name).replace(PUNCTUATION, '');
}

/** A regular expression's source matching any of the words literally, the longest first. */
export function anyOf(words: readonly string[]): string {
  return [...words]
    .sort((a, b) => b.length - a.length)
    .map((w) => w.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&'))
    .join('|');
}
