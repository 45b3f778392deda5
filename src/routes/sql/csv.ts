import type { Value } from '#core/store/connector.ts';

/** CSV for Excel: BOM, CRLF, and no text that a spreadsheet would take for a formula. */
export function csvOf(names: readonly string[], rows: readonly Value[][]): string {
  return '\uFEFF' + [names, ...rows].map((row) => row.map(cell).join(',') + '\r\n').join('');
}

function cell(value: Value): string {
  if (value === null) return '';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  const text = Array.isArray(value) ? value.map((one) => String(one ?? '')).join('、') : value;
  // A quote in front is what spreadsheets themselves use to say: text.
  const safe = /^[=+\-@\t\r＝＋－＠]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
