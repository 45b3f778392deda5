import { squeeze } from '#core/model/text.ts';

const MAX_QUOTED = 20_000;
const LOOKED_AT = 300;

export type Separator = ',' | '\t' | ';';

/** A record of a delimited text: the line it begins on and its cells, blank ones included. */
export interface DelimitedRecord {
  line: number;
  cells: string[];
}

/**
 * The separator that a first line `sep=;` names (Excel writes and heeds it), or that parts labels (`isLabel`) from their values in at least
 * a quarter of the first records, line ends inside quotes taken in; `null` when neither does.
 */
export function separatorOf(text: string, isLabel: (cell: string) => boolean): Separator | null {
  const named = /^\ufeff?"?sep=([,;\t])/i.exec(text)?.[1];
  if (named) return named as Separator;
  for (const separator of [',', ';'] as const) {
    if (!text.includes(separator)) continue;
    let records = 0;
    let labelled = 0;
    for (const { cells } of recordsOf(text, separator)) {
      if (cells.every((cell) => cell === '')) continue;
      if (++records > LOOKED_AT) break;
      if (cells.length > 1 && cells.some((cell) => cell.length < 60 && isLabel(cell))) labelled++;
    }
    if (labelled >= 2 && labelled * 4 > records) return separator;
  }
  return null;
}

/** Whether a line only names the separator. */
export const isSeparatorLine = (line: string): boolean => /^"?sep=[,;\t]?"?$/i.test(line.trim());

/**
 * Records of comma-, semicolon- or tab-separated text, fields in double quotes as RFC 4180 has them (a quote inside is doubled, lines may end inside).
 * A quote that closes nowhere near is text.
 */
export function* recordsOf(text: string, separator: Separator): Generator<DelimitedRecord> {
  const quoted = new RegExp(`[ ]*"((?:[^"]|""){0,${MAX_QUOTED}})"[ ]*(?=${separator}|\r|\n|$)`, 'y');
  const plain = new RegExp(`[^${separator}\r\n]*`, 'y');
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  let line = 1;
  let record: DelimitedRecord = { line, cells: [] };
  while (at <= text.length) {
    quoted.lastIndex = plain.lastIndex = at;
    const inside = quoted.exec(text);
    const cell = inside ? inside[1]!.replaceAll('""', '"') : (plain.exec(text)?.[0] ?? '');
    record.cells.push(squeeze(cell));
    at = inside ? quoted.lastIndex : plain.lastIndex;
    line += inside ? (inside[1]!.match(/\r\n|\r|\n/g)?.length ?? 0) : 0;
    if (text[at] === separator) {
      at++;
      continue;
    }
    yield record;
    at += text.startsWith('\r\n', at) ? 2 : 1;
    line++;
    record = { line, cells: [] };
  }
}
