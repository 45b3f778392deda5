/**
 * Rows as tab-separated text for a spreadsheet. Tabs and line ends inside a text become blanks; a text that a spreadsheet
 * would run as a formula gets an apostrophe in front.
 */
export function tsv(rows: readonly (readonly (string | number | null)[])[]): string {
  return rows.map((row) => row.map(cell).join('\t')).join('\n');
}

function cell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = value.replace(/[\t\r\n]+/g, ' ');
  return /^\s*[=+\-@＝＋－＠]/.test(text) ? `'${text}` : text;
}
