import { attribute } from './relations.ts';

const MOST_COLUMNS = 16_384;
const MOST_NAMED = 20;
const HIDDEN = /\shidden=["'](?:1|true)["']/;

/**
 * A worksheet's XML without what makes the library work for nothing: links, which it spreads over every cell of a range, and columns, which
 * it writes out one by one.
 */
export function calmed(xml: string): string {
  const from = xml.search(/<(?:\w+:)?sheetData\b/);
  if (from < 0) return xml;
  const to = Math.max(from, xml.lastIndexOf('sheetData>'));
  const head = xml.slice(0, from);
  const tail = xml.slice(to);
  const calmHead = head.includes('col') ? head.replace(/<(?:\w+:)?col\s[^<>]*>/g, '') : head;
  const calmTail = tail.includes('hyperlink') ? tail.replace(/<(?:\w+:)?hyperlink\s[^<>]*>/g, '') : tail;
  return calmHead === head && calmTail === tail ? xml : calmHead + xml.slice(from, to) + calmTail;
}

/** The hidden rows and columns, from 0, of a worksheet's XML. */
export function hiddenOf(xml: string): { hiddenRows: Set<number>; hiddenColumns: Set<number> } {
  const hiddenRows = new Set<number>();
  const hiddenColumns = new Set<number>();
  if (!HIDDEN.test(xml)) return { hiddenRows, hiddenColumns };
  let row = -1;
  for (const [tag, name] of xml.matchAll(/<(?:\w+:)?(row|col)\s[^<>]*>/g))
    if (name === 'row') {
      const told = attribute(tag, 'r');
      row = told === '' ? row + 1 : Number(told) - 1;
      if (HIDDEN.test(tag)) hiddenRows.add(row);
    } else if (HIDDEN.test(tag)) {
      const last = Math.min(Number(attribute(tag, 'max')), MOST_COLUMNS);
      for (let column = Number(attribute(tag, 'min')); column <= last; column++)
        hiddenColumns.add(column - 1);
    }
  return { hiddenRows, hiddenColumns };
}

const UNVALUED =
  /<(?:\w+:)?c\s([^<>]*)>\s*<(?:\w+:)?f\b[^<>]*(?:\/>|>[^<>]*<\/(?:\w+:)?f>)\s*(?:<(?:\w+:)?v\s*\/>\s*)?<\/(?:\w+:)?c>/g;

/** Addresses of formula cells saved without a value; at most the first twenty. */
export function unvaluedIn(xml: string): string[] {
  const found: string[] = [];
  if (!/<(?:\w+:)?f[\s>/]/.test(xml)) return found;
  for (const [, attributes] of xml.matchAll(UNVALUED)) {
    found.push(attribute(` ${attributes}`, 'r'));
    if (found.length >= MOST_NAMED) break;
  }
  return found;
}

/** Formats that a Chinese Excel knows by number and need not write down; the library shows them the American way. */
const CHINESE: [number, string][] = [
  [5, '"¥"#,##0;"¥"-#,##0'],
  [6, '"¥"#,##0;"¥"-#,##0'],
  [7, '"¥"#,##0.00;"¥"-#,##0.00'],
  [8, '"¥"#,##0.00;"¥"-#,##0.00'],
  [27, 'yyyy"年"m"月"'],
  [28, 'm"月"d"日"'],
  [29, 'm"月"d"日"'],
  [30, 'm/d/yy'],
  [31, 'yyyy"年"m"月"d"日"'],
  [32, 'h"时"mm"分"'],
  [33, 'h"时"mm"分"ss"秒"'],
  [36, 'yyyy"年"m"月"'],
  [42, '"¥"#,##0;-"¥"#,##0;"-"'],
  [44, '"¥"#,##0.00;-"¥"#,##0.00;"-"'],
  [50, 'yyyy"年"m"月"'],
  [51, 'm"月"d"日"'],
  [52, 'yyyy"年"m"月"'],
  [53, 'm"月"d"日"'],
  [54, 'm"月"d"日"'],
  [57, 'yyyy"年"m"月"'],
  [58, 'm"月"d"日"'],
];

/** A workbook's styles (a character a byte) with the Chinese formats added, where cells use numbers whose formats are not written down. */
export function withChineseFormats(xml: string): string {
  const missing = CHINESE.filter(
    ([id]) =>
      xml.includes(`numFmtId="${id}"`) && !new RegExp(`<(?:\\w+:)?numFmt\\s[^<>]*numFmtId="${id}"`).test(xml),
  );
  if (missing.length === 0) return xml;
  const added = missing
    .map(([id, format]) => `<numFmt numFmtId="${id}" formatCode="${escaped(format)}"/>`)
    .join('');
  const list = /<numFmts\b[^<>]*[^/]>/.exec(xml);
  const at = list ? list.index + list[0].length : xml.search(/<fonts\b|<cellXfs\b/);
  if (at < 0) return xml;
  return xml.slice(0, at) + (list ? added : `<numFmts>${added}</numFmts>`) + xml.slice(at);
}

/** As XML in UTF-8, a character a byte. */
const escaped = (format: string) =>
  format.replace(/"/g, '&quot;').replace(/[\u0080-\uffff]/g, (c) => `&#${c.charCodeAt(0)};`);
