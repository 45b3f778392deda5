export type AmountLanguage = 'zh' | 'en';

/** An amount of money cut to the size a reader can take in. */
export interface Amount {
  /** Grouped digits without the unit. */
  figure: string;
  unit: string;
  /** Both, as they are printed. */
  text: string;
}

const SIZES: Record<AmountLanguage, { from: number; unit: string }[]> = {
  zh: [
    { from: 1e8, unit: '亿元' },
    { from: 1e4, unit: '万元' },
    { from: 0, unit: '元' },
  ],
  en: [
    { from: 1e9, unit: 'bn yuan' },
    { from: 1e6, unit: 'm yuan' },
    { from: 1e3, unit: 'k yuan' },
    { from: 0, unit: 'yuan' },
  ],
};

/** Yuan as 元, 万元 or 亿元 by size (English: yuan, k, m, bn), rounded half up, always with its unit. */
export function amount(yuan: number, language: AmountLanguage = 'zh'): Amount {
  const { divisor, unit, places } = sizeOf(yuan, language);
  const figure = digits(yuan / divisor, places, divisor >= 1e6);
  return { figure, unit, text: `${figure} ${unit}` };
}

/**
 * By how much an amount moved, without its sign: where it is printed no finer than the two amounts, what these differ by as printed, so that a
 * reader who subtracts them finds it.
 */
export function difference(before: number, after: number, language: AmountLanguage = 'zh'): Amount {
  const step = (yuan: number) => {
    const { divisor, places } = sizeOf(yuan, language);
    return divisor / 10 ** places;
  };
  const printed = (yuan: number) => Math.round(yuan / step(yuan)) * step(yuan);
  const exact = after - before;
  const rough = step(exact) >= Math.max(step(before), step(after));
  return amount(Math.abs(rough ? printed(after) - printed(before) : exact), language);
}

function sizeOf(yuan: number, language: AmountLanguage): { divisor: number; unit: string; places: number } {
  const sizes = SIZES[language];
  const { from, unit } = sizes.find((s) => Math.abs(yuan) >= s.from) ?? sizes[sizes.length - 1]!;
  return { divisor: from || 1, unit, places: from > 0 && Math.abs(yuan) >= from * 100 ? 0 : 2 };
}

/** The unit that fits the largest of several amounts, so that an axis or a column keeps to one. */
export function amountUnit(
  largest: number,
  language: AmountLanguage = 'zh',
): { divisor: number; unit: string } {
  const sizes = SIZES[language];
  // An axis in 亿元 would end in 0.1 or 0.2: stay with the smaller unit until ten of the larger are reached.
  const fit = sizes.find((s) => Math.abs(largest) >= (s.from >= 1e8 ? s.from * 10 : s.from)) ?? sizes[0]!;
  return { divisor: fit.from || 1, unit: fit.unit };
}

/** Formats by their places: making one takes longer than printing a hundred numbers with it. */
const FORMATS = new Map<number, Intl.NumberFormat>();

function digits(value: number, places: number, keepZeros: boolean): string {
  const least = keepZeros ? places : 0;
  let format = FORMATS.get(least * 10 + places);
  if (!format) {
    format = new Intl.NumberFormat('en-US', { minimumFractionDigits: least, maximumFractionDigits: places });
    FORMATS.set(least * 10 + places, format);
  }
  return format.format(value);
}

/** A share of 1 as whole per cent, except where rounding would say none or all of what is neither. */
export function percent(share: number): string {
  const rounded = Math.round(share * 100);
  if (rounded === 0 && share > 0) return '<1%';
  if (rounded === 100 && share < 1) return '>99%';
  return `${rounded}%`;
}

const { format } = new Intl.NumberFormat('en-US');
/** A count as printed in both languages, its thousands set apart: 11,700. */
export const grouped = (count: number): string => format(count);
