const DIGITS: Record<string, number> = {
  〇: 0,
  '○': 0,
  零: 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
};
const PLACES: Record<string, number> = { 十: 10, 百: 100, 千: 1000 };

/** A Chinese numeral below ten thousand as a number (`十二` 12, `三百零五` 305), or `null`. */
export function readNumeral(text: string): number | null {
  let sum = 0;
  let digit: number | null = null;
  for (const c of text) {
    const place = PLACES[c];
    if (place !== undefined) {
      sum += (digit ?? 1) * place;
      digit = null;
    } else if (DIGITS[c] !== undefined) digit = DIGITS[c];
    else return null;
  }
  return text === '' ? null : sum + (digit ?? 0);
}

/** Digits read out one by one (`二〇二四` 2024), or `null`. */
export function readDigits(text: string): number | null {
  const digits = Array.from(text, (c) => DIGITS[c]);
  return text === '' || digits.includes(undefined) ? null : Number(digits.join(''));
}

const SPELLED_YEAR = /[〇○零一二三四五六七八九]{4}(?=年)/gu;

/** `二〇二四年度` as `2024年度`. */
export function yearsInDigits(text: string): string {
  return text.replace(SPELLED_YEAR, (year) => String(readDigits(year) ?? year));
}
