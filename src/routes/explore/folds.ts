/** Where something can be folded away: down and across the pivot, and the groups of the list. */
export type Side = 'down' | 'across' | 'group';

/** What is folded, as it is called in the address: its side, then the values down to it, `~` for one that is not printed. */
export const foldOf = (side: Side, values: readonly (string | null)[]): string =>
  `${side} ${values.map(partOf).join('/')}`;

const partOf = (value: string | null): string =>
  value === null ? '~' : value.replace(/[%/]/g, encodeURIComponent).replace(/^~/, '~~');

export const isFold = (text: string): boolean => /^(?:down|across|group) /.test(text);

/** One more folded away, or open again. */
export const turned = (folded: readonly string[], one: string): string[] =>
  folded.includes(one) ? folded.filter((other) => other !== one) : [...folded, one];

/** What is left when other things stand on some sides. */
export const withoutFolds = (folded: readonly string[], ...sides: Side[]): string[] =>
  folded.filter((one) => !sides.some((side) => one.startsWith(`${side} `)));
