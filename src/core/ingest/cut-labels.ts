import type { Site } from './cell.ts';
import { joinPieces, type Token, type TokenRow } from './token.ts';
import { columnOf, labelOf, levelOf } from './vocabulary.ts';

const isKnown = (text: string) => labelOf(text) !== null || columnOf(text) !== null || levelOf(text) !== null;

/** Puts labels together that a page break cut: the rest stands in the same column of the next page's first row. */
export function joinCutLabels(rows: TokenRow[], site: Site): TokenRow[] {
  const above = new Map<number, Token>();
  let page: number | null = null;
  return rows.map((row) => {
    const turned = page !== null && site.pageOf(row.line) !== page;
    page = site.pageOf(row.line);
    const tokens = row.tokens.filter((token) => {
      const begun = above.get(token.column);
      const whole = begun ? joinPieces([begun, token]) : '';
      if (!turned || !begun || isKnown(token.text) || !isKnown(whole)) return true;
      begun.text = whole;
      begun.cells.push(...token.cells);
      return false;
    });
    for (const token of tokens) above.set(token.column, token);
    return tokens.length === row.tokens.length ? row : { ...row, tokens };
  });
}
