import type { Glyph, Marks, Ruling } from './pdf-marks.ts';
import { groupsOf, joinRulings } from './pdf-rulings.ts';
import { linesOf, piecesOf, type Piece, type TextLine } from './pdf-text.ts';

/** Gap, in sizes of the font, that parts the texts of two columns. */
const GAP = 0.9;
/** Lines that make columns, and part of them that may run across the gap between two columns. */
const ENOUGH = 4;
const CROSSING = 0.1;

/**
 * Vertical lines for tables that are drawn with horizontal lines only, where the gaps between their texts agree over the rows; a line
 * stops where a text runs across it.
 */
export function missingRulings({ across, down, glyphs }: Marks): Ruling[] {
  const out: Ruling[] = [];
  const groups = groupsOf(joinRulings(across), joinRulings(down));
  const ruled = groups.filter((group) => group.down.length > 0).flatMap((group) => group.down);
  const isInside = ({ at, from, to }: Ruling) =>
    ruled.some((line) => line.at <= from && line.from <= at && line.to >= at) &&
    ruled.some((line) => line.at >= to && line.from <= at && line.to >= at);
  const bare = groups
    .flatMap((group) => (group.down.length === 0 ? group.across : []))
    .filter((rule) => !isInside(rule));
  bare.sort((a, b) => a.at - b.at);
  for (const rules of tablesOf(bare)) out.push(...linesBetween(rules, glyphs));
  return out;
}

/** Horizontal lines by table: a widest line, and below it those that are as wide or stand below a part of it. */
function tablesOf(across: readonly Ruling[]): Ruling[][] {
  const isBelow = (first: Ruling, rule: Ruling) =>
    rule.at >= first.at && rule.from >= first.from - 4 && rule.to <= first.to + 4;
  return across
    .filter((first) => !across.some((other) => other !== first && isBelow(other, first)))
    .map((first) => across.filter((rule) => isBelow(first, rule)))
    .filter((rules) => rules.length >= ENOUGH);
}

function linesBetween(rules: readonly Ruling[], glyphs: readonly Glyph[]): Ruling[] {
  const [top, bottom] = [rules[0]!.at, rules.at(-1)!.at];
  const [left, right] = [rules[0]!.from, rules[0]!.to];
  const inside = glyphs.filter(
    ({ x, y, turn }) => turn === 0 && y > top && y < bottom + 1 && x >= left - 4 && x <= right + 4,
  );
  const lines = linesOf(inside);
  const levels = [...new Set(rules.map((rule) => rule.at))];
  if (lines.length > levels.length * 4) return [];
  const out: Ruling[] = [];
  for (const x of gapsOf(lines))
    for (let i = 1; i < levels.length; i++) {
      const [from, to] = [levels[i - 1]!, levels[i]!];
      const crossed = lines.some(
        (line) =>
          line.y - line.size * 0.35 > from &&
          line.y - line.size * 0.35 < to &&
          piecesOf(line, GAP).some((piece) => piece.from < x && piece.to > x),
      );
      if (!crossed) out.push({ at: x, from, to });
    }
  if (out.length === 0) return [];
  return [...out, { at: left, from: top, to: bottom }, { at: right, from: top, to: bottom }];
}

/** Places of the gaps that lines of several texts have in common, left to right. */
export function gapsOf(lines: readonly TextLine[]): number[] {
  const rows = lines.map((line) => piecesOf(line, GAP)).filter((pieces) => pieces.length > 1);
  if (rows.length < ENOUGH) return [];
  const [start, end] = [Math.min, Math.max].map((pick) =>
    Math.round(pick(...rows.flat().flatMap(({ from, to }) => [from, to]))),
  ) as [number, number];
  const cover = new Uint16Array(end - start + 1);
  for (const { from, to } of rows.flat())
    for (let x = Math.max(0, Math.floor(from) - start); x <= Math.min(end, to) - start; x++) cover[x]!++;
  const size = Math.min(...lines.map((line) => line.size));
  const gaps: number[] = [];
  for (let x = 0; x < cover.length; x++) {
    const from = x;
    while (x < cover.length && cover[x]! <= rows.length * CROSSING) x++;
    if (x - from >= Math.max(3, size * 0.4) && from > 0 && x < cover.length)
      gaps.push(start + (from + x) / 2);
  }
  return gaps;
}

/** The texts of lines without any ruling lines, with the columns that the gaps between them show; null where there are none. */
export function looseColumns(
  lines: readonly TextLine[],
): Map<TextLine, (Piece & { column: number })[]> | null {
  const gaps = gapsOf(lines);
  if (gaps.length === 0) return null;
  const out = new Map<TextLine, (Piece & { column: number })[]>();
  for (const line of lines) {
    let last = -1;
    const pieces = piecesOf(line, GAP, gaps).map((piece) => {
      const middle = gaps.findIndex((x) => piece.from < x - 0.5);
      const column = Math.max(last + 1, middle < 0 ? gaps.length : middle);
      last = column;
      return { ...piece, column };
    });
    out.set(line, pieces.length === 1 && isAlone(pieces[0]!, gaps) ? [{ ...pieces[0]!, column: 0 }] : pieces);
  }
  return out;
}

/** A heading that runs over several columns. */
const isAlone = ({ from, to }: Piece, gaps: readonly number[]) => gaps.some((x) => from < x && to > x);
