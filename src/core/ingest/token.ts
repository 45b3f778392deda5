import type { Cell, Row, Shape } from './cell.ts';
import { beginsLabel, columnOf, labelOf, levelOf } from './vocabulary.ts';

/** One printed text, which may have been broken over several cells. */
export interface Token {
  text: string;
  line: number;
  column: number;
  cells: Cell[];
}
export interface TokenRow {
  line: number;
  gap: number;
  /** A line of text outside tables. */
  loose?: true;
  tokens: Token[];
}

const isKnown = (text: string) => labelOf(text) !== null || columnOf(text) !== null || levelOf(text) !== null;
const MAX_PIECES = 6;

/** Cells as tokens; where rows stand one cell to a line, labels broken over lines (`满意度指` / `标`) are put together. */
export function tokenRows(rows: Row[], shape: Shape): TokenRow[] {
  const all = rows.map((row): TokenRow => ({
    line: row.line,
    gap: row.gap,
    ...(row.loose && { loose: row.loose }),
    tokens: row.cells.map((cell) => ({
      text: cell.text,
      line: cell.line,
      column: cell.column,
      cells: [cell],
    })),
  }));
  return shape === 'columns' || shape === 'slots' ? all : healed(all);
}

function healed(rows: TokenRow[]): TokenRow[] {
  const out: TokenRow[] = [];
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i];
    if (!row) continue;
    const first = row.tokens[0];
    const pieces = first && beginsLabel(first.text) ? run(rows, i) : [];
    let taken = 1;
    for (let n = pieces.length; n > 1; n--) {
      const text = pieces
        .slice(0, n)
        .map((p) => p.text)
        .join('');
      if (!isKnown(text)) continue;
      if (pieces.slice(0, n).every((p) => isKnown(p.text)) && levelOf(text) === null) continue;
      out.push({
        ...row,
        tokens: [{ ...pieces[0]!, text, cells: pieces.slice(0, n).flatMap((p) => p.cells) }],
      });
      taken = n;
      break;
    }
    if (taken === 1) out.push(row);
    i += taken - 1;
  }
  return out;
}

function run(rows: TokenRow[], from: number): Token[] {
  const pieces: Token[] = [];
  for (let i = from; i < rows.length && pieces.length < MAX_PIECES; i++) {
    const tokens = rows[i]?.tokens ?? [];
    const only = tokens[0];
    if (tokens.length !== 1 || !only || only.text.length > 12) break;
    pieces.push(only);
  }
  return pieces;
}

/** Joins pieces of a text broken over lines: no blank between Chinese characters, one elsewhere. */
export function joinPieces(pieces: readonly Pick<Token, 'text'>[]): string {
  return pieces
    .map((p) => p.text)
    .filter((text) => text !== '')
    .join(' ')
    .replace(/(?<=[^\x20-\x7e]) | (?=[^\x20-\x7e])/g, '');
}
