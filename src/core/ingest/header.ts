import { place, type Shape } from './cell.ts';
import type { Token, TokenRow } from './token.ts';
import { columnOf, labelOf } from './vocabulary.ts';

/** The header of the indicator table: its columns after the levels, in printed order. */
export interface Header {
  columns: { field: string; column: number }[];
  /** Column numbers as printed, by field (level1, level2, name, value …). */
  at: Map<string, number>;
  /** Has columns only a self-evaluation has. */
  selfEvaluation: boolean;
}

/** The header a row of tokens is, or `null`: it must name both the indicator and its value. */
export function headerOf(tokens: readonly Token[]): Header | null {
  const named = tokens.map((token) => ({ token, field: columnOf(token.text) }));
  const fields = new Set(named.map((n) => n.field));
  if (!fields.has('name') || !fields.has('value')) return null;
  const columns = named.flatMap(({ token, field }) => (field ? [{ field, column: token.column }] : []));
  return {
    columns: columns.filter(({ field }) => field !== 'level1' && field !== 'level2'),
    at: new Map(columns.map(({ field, column }) => [field, column])),
    selfEvaluation: fields.has('actual') || fields.has('score'),
  };
}

export function placeHeader(tokens: readonly Token[]): void {
  for (const token of tokens) if (columnOf(token.text) || labelOf(token.text)) place(...token.cells);
}

/** Where the header stands: rows `from` to `to` (one past its end); in a stream it takes one row a cell. */
export function findHeader(
  rows: readonly TokenRow[],
  shape: Shape,
): { from: number; to: number; header: Header; tokens: Token[] } | null {
  if (shape !== 'stream' && shape !== 'slots') {
    for (const [i, row] of rows.entries()) {
      const header = headerOf(row.tokens);
      if (header) return { from: i, to: i + 1, header, tokens: row.tokens };
    }
    return null;
  }
  for (const [i, row] of rows.entries()) {
    const field = columnOf(row.tokens[0]?.text ?? '');
    if (field !== 'level1' && field !== 'level2' && field !== 'name') continue;
    let to = i;
    while (to < rows.length && to - i < 14 && columnOf(rows[to]?.tokens[0]?.text ?? '') !== null) to++;
    const tokens = rows.slice(i, to).flatMap((r) => r.tokens);
    const header = headerOf(tokens);
    if (header) return { from: i, to, header, tokens };
  }
  return null;
}
