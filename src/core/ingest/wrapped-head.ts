import type { Notebook } from './notes.ts';
import { joinPieces, type Token, type TokenRow } from './token.ts';
import { isTitle, isYearLine, labelOf } from './vocabulary.ts';

/**
 * Visual rows whose values wrap stand above and below their labels (`甲 乙` / `项目名称 项目性质` / `丙 丁`). Where a row of labels lacks exactly as many
 * values as stand in the row above and in the row below, each label gets its two halves; else the rows stay as they are.
 */
export function mendWrappedValues(rows: readonly TokenRow[], notes: Notebook): TokenRow[] {
  const out: TokenRow[] = [];
  for (let i = 0; i < rows.length; i++) {
    const [above, row, below] = [rows[i], rows[i + 1], rows[i + 2]];
    if (!above) break;
    const empty = row ? labelsWithoutValue(row) : [];
    const fits =
      row &&
      below &&
      empty.length > 0 &&
      [above, below].every((r) => r.tokens.length === empty.length && r.tokens.every(isPlain));
    if (!fits) {
      out.push(above);
      continue;
    }
    const tokens = row.tokens.flatMap((token): Token[] => {
      const n = empty.indexOf(token);
      const [upper, lower] = [above.tokens[n], below.tokens[n]];
      if (!upper || !lower) return [token];
      const text = joinPieces([upper, lower]);
      notes.add(
        'D10',
        'head',
        upper,
        {
          zh: `“${token.text}”的内容换行后错开，已拼合为“${text}”。`,
          en: `The value of ${token.text} was broken over the rows around it and put together as "${text}".`,
        },
        text,
      );
      return [token, { ...upper, text, cells: [...upper.cells, ...lower.cells] }];
    });
    out.push({ ...row, tokens });
    i += 2;
  }
  return out;
}

const isPlain = ({ text }: Token) => labelOf(text) === null && !isTitle(text) && !isYearLine(text);

function labelsWithoutValue({ tokens }: TokenRow): Token[] {
  return tokens.filter((token, i) => {
    const next = tokens[i + 1];
    return labelOf(token.text)?.kind === 'field' && (next === undefined || !isPlain(next));
  });
}
