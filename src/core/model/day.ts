import { readNumeral, yearsInDigits } from './numeral.ts';
import { toHalfWidth, withoutBlanks } from './text.ts';

const YEAR = '((?:19|20)\\d{2})';
const FULL = new RegExp(`^${YEAR}(?:年|[-/.])(1[0-2]|0?[1-9])(?:月|[-/.])(3[01]|[12]\\d|0?[1-9])(?:日|号)?$`);
const COMPACT = new RegExp(`^${YEAR}(1[0-2]|0[1-9])(3[01]|[12]\\d|0[1-9])$`);
const MONTH = new RegExp(`^${YEAR}(?:年|[-/.])(1[0-2]|0?[1-9])(?:月份?)?(底|末|中旬|上旬|下旬|初)?$`);
const MONTH_COMPACT = new RegExp(`^${YEAR}(1[0-2]|0[1-9])$`);
const QUARTER = new RegExp(`^${YEAR}年第?([一二三四1-4])季度(?:底|末)?$`);
const WHOLE_YEAR = new RegExp(`^${YEAR}年(?:度)?(?:年?底|末|内)?$`);

const iso = (year: number, month: number, day: number): string | null =>
  day <= daysIn(year, month)
    ? `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
    : null;

function daysIn(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/**
 * A printed date as ISO days, first and last: `2026/1/1` and `20210101` are one day, `2021年1月` a month, `2022年底` a year's
 * end. `null` when the text is no date with a year.
 */
export function readDay(printed: string): { first: string; last: string } | null {
  const text = inDigits(withoutBlanks(toHalfWidth(printed).replace(MIDNIGHT, '')));
  const day = FULL.exec(text) ?? COMPACT.exec(text);
  if (day) {
    const at = iso(Number(day[1]), Number(day[2]), Number(day[3]));
    return at ? { first: at, last: at } : null;
  }
  const month = MONTH.exec(text) ?? MONTH_COMPACT.exec(text);
  if (month) return span(Number(month[1]), Number(month[2]), Number(month[2]));
  const quarter = QUARTER.exec(text);
  if (quarter) {
    const n = '一二三四'.indexOf(quarter[2] ?? '') + 1 || Number(quarter[2]);
    return span(Number(quarter[1]), 3 * n - 2, 3 * n);
  }
  const year = WHOLE_YEAR.exec(text);
  return year ? span(Number(year[1]), 1, 12) : null;
}

const MIDNIGHT = /(?<=\d)[\sT]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z?\s*$/;
const SPELLED = /(?<=年|月)[一二三四五六七八九十]{1,3}(?=[月日号])/gu;

/** `二〇二四年三月十五日` with its numbers as digits. */
function inDigits(text: string): string {
  return yearsInDigits(text).replace(SPELLED, (part) => String(readNumeral(part) ?? part));
}

function span(year: number, from: number, to: number): { first: string; last: string } | null {
  const first = iso(year, from, 1);
  const last = iso(year, to, daysIn(year, to));
  return first && last ? { first, last } : null;
}
