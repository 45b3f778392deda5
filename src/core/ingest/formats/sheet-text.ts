import type { CellObject } from '@e965/xlsx';
import { bare, formatted, type NumberFormats } from './number-format.ts';

/**
 * The text of a cell as the sheet shows it, with three differences: an American date becomes yyyy-mm-dd, a number is written out in
 * full where the sheet would shorten it to an exponent, and General numbers lose the tail of binary arithmetic.
 */
export function shownText(cell: CellObject, formats: NumberFormats, date1904: boolean): string {
  if (cell.t === 's') return tidy(cell.w || String(cell.v ?? ''));
  if (cell.t === 'n' && typeof cell.v === 'number') return tidy(numberText(cell.v, cell, formats, date1904));
  if (cell.t === 'z' || (cell.v === undefined && cell.w === undefined)) return '';
  return tidy(cell.w ?? String(cell.v ?? ''));
}

const BLANK = /^[\s\u200b\ufeff]*$/;
const tidy = (text: string) => (BLANK.test(text) ? '' : text.replace(/\r\n?/g, '\n').trim());

function numberText(value: number, cell: CellObject, formats: NumberFormats, date1904: boolean): string {
  const format = typeof cell.z === 'string' ? cell.z : undefined;
  const shown = format === undefined ? (cell.w ?? '') : formatted(value, format, cell.w, formats, date1904);
  if (format === undefined ? /^\d{1,2}\/\d{1,2}\/\d{2}$/.test(shown) : formats.is_date(format))
    return dateText(value, shown, format ?? 'm/d/yy', formats, date1904) ?? shown;
  if (format === undefined || /^general$/i.test(format) || format === '@') return generalNumber(value, shown);
  if (/E[+-]/i.test(bare(format))) return generalNumber(value, '');
  if (shown.trim() === '' && value !== 0) return generalNumber(value, '');
  return shown;
}

/** Finite decimals in full, others as shown; never an exponent. */
function generalNumber(value: number, shown: string): string {
  if (!Number.isFinite(value)) return shown;
  const exact = value.toPrecision(15);
  const digits = exact
    .replace(/e.*$/, '')
    .replace(/\D/g, '')
    .replace(/^0+|0+$/g, '');
  if (digits.length > 12 && !Number.isInteger(value) && shown !== '' && !/e/i.test(shown)) return shown;
  const plain = String(Number(exact));
  if (!plain.includes('e')) return plain;
  return Math.abs(value) >= 1
    ? BigInt(Number(exact)).toString()
    : Number(exact).toFixed(20).replace(/0+$/, '');
}

/** The date as yyyy-mm-dd where the format leaves the order of day and month, or the century, open; otherwise as shown. */
function dateText(
  serial: number,
  shown: string,
  format: string,
  formats: NumberFormats,
  date1904: boolean,
): string | null {
  const marks = bare(format.split(';')[0]!).toLowerCase();
  const day = marks.indexOf('d');
  const year = marks.search(/[ye]/);
  const isPlain = /年|月|日/.test(format) || (/yyyy|e/.test(marks) && year < marks.search(/m/));
  if (year < 0 || (isPlain && shown !== '')) return null;
  const date = formats.parse_date_code(serial, { date1904 });
  if (!date || date.y < 1900) return null;
  const two = (n: number) => String(n).padStart(2, '0');
  const iso = `${date.y}-${two(date.m)}${day < 0 ? '' : `-${two(date.d)}`}`;
  return /[hs]/.test(marks) ? `${iso} ${two(date.H)}:${two(date.M)}` : iso;
}
