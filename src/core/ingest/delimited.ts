import { squeeze } from '#core/model/text.ts';

const MAX_QUOTED = 20_000;

/** A record of a delimited text: the line it begins on and its cells, blank ones included. */
export interface DelimitedRecord {
  line: number;
  cells: string[];
}

/**
 * Records of comma- or tab-separated text, fields in double quotes as RFC 4180 has them (a quote inside is doubled, lines may end inside).
 * A quote that closes nowhere near is text.
 */
export function* recordsOf(text: string, separator: ',' | '\t'): Generator<DelimitedRecord> {
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
