import type { Notebook } from './notes.ts';
import type { Token, TokenRow } from './token.ts';
import { isLevelPiece, level1Of, levelOf } from './vocabulary.ts';
import { isValueText } from './value-text.ts';

interface Piece {
  token: Token;
  /** Row index; halves stand between rows. */
  at: number;
}
interface Label {
  level1: Token | null;
  level2: Token;
  at: number;
}

const MAX_PIECES = 6;

/**
 * Visual rows whose level labels wrap: the pieces of a label stand above, in and below the middle row of its span. Puts the labels together
 * and gives each its rows, which works only when centred spans fill the table exactly; else the whole table is noted (D11) and left out.
 * Tables without such pieces come back as they are.
 */
export function mendWrappedLevels(rows: readonly TokenRow[], notes: Notebook): TokenRow[] {
  if (!rows.some(isPieceRow)) return [...rows];
  const data: TokenRow[] = [];
  const pieces: Piece[] = [];
  for (const row of rows) {
    if (isPieceRow(row)) {
      for (const token of row.tokens) pieces.push({ token, at: data.length - 0.5 });
      continue;
    }
    const names = row.tokens.slice(-2);
    for (const token of row.tokens.slice(0, -2)) pieces.push({ token, at: data.length });
    data.push({ ...row, tokens: names });
  }
  const wellFormed = data.every(({ tokens }) => tokens.length === 2 && isValueText(tokens[1]?.text ?? ''));
  const labels = wellFormed && pieces.every((p) => isLevelPiece(p.token.text)) ? labelsOf(pieces) : null;
  const spans = labels ? spansOf(labels, data.length) : null;
  if (!spans) {
    notes.about(
      'D11',
      'table',
      rows.flatMap((row) => row.tokens),
      (text) => ({
        zh: `指标级次的文字换行后与各行错开，无法可靠归位，“${text}”等各行未采用。`,
        en: `The level labels are broken over the rows and cannot be put back safely; "${text}" and the rows after it were not taken.`,
      }),
    );
    return [];
  }
  notes.add('D10', 'form', rows[0], {
    zh: '指标级次的文字换行后与各行错开，已按居中位置归位。',
    en: 'The level labels were broken over the rows and put back by their centred places.',
  });
  return data.map((row, i) => {
    const label = spans.get(i);
    return label
      ? { ...row, tokens: [...(label.level1 ? [label.level1] : []), label.level2, ...row.tokens] }
      : row;
  });
}

function isPieceRow({ tokens }: TokenRow): boolean {
  return tokens.every((token) => isLevelPiece(token.text)) && !isValueText(tokens.at(-1)?.text ?? '');
}

/** Labels by row of their first indicator, when spans centred on the labels fill the rows exactly. */
function spansOf(labels: readonly Label[], count: number): Map<number, Label> | null {
  const spans = new Map<number, Label>();
  let start = 0;
  for (const label of labels) {
    const end = 2 * label.at - start;
    if (!Number.isInteger(end) || end < start) return null;
    spans.set(start, label);
    start = end + 1;
  }
  return start === count ? spans : null;
}

/** Parts the pieces into labels: a level 2, with the level 1 it belongs to when that is printed beside it. */
function labelsOf(pieces: readonly Piece[]): Label[] | null {
  const labels: Label[] = [];
  for (let i = 0; i < pieces.length;) {
    let found: Label | null = null;
    let length = Math.min(MAX_PIECES, pieces.length - i);
    for (; length > 0 && !found; length--) found = labelOf(pieces.slice(i, i + length));
    if (!found) return null;
    labels.push(found);
    i += length + 1;
  }
  return labels;
}

function labelOf(pieces: readonly Piece[]): Label | null {
  for (let mask = 1; mask < 1 << pieces.length; mask++) {
    const second = pieces.filter((_, i) => mask & (1 << i));
    const first = pieces.filter((_, i) => !(mask & (1 << i)));
    const level2 = levelOf(textOf(second));
    if (level2?.level !== 2 || level2.bare) continue;
    const level1 = first.length > 0 ? levelOf(textOf(first)) : null;
    if (first.length > 0 && (level1?.level !== 1 || level1.name !== level1Of(level2.name))) continue;
    const at = second.map((p) => p.at);
    return {
      level1: first.length > 0 ? joined(first) : null,
      level2: joined(second),
      at: (Math.min(...at) + Math.max(...at)) / 2,
    };
  }
  return null;
}

const textOf = (pieces: readonly Piece[]) => pieces.map((p) => p.token.text).join('');
function joined(pieces: readonly Piece[]): Token {
  const [first] = pieces;
  if (!first) throw new RangeError('no pieces');
  return { ...first.token, text: textOf(pieces), cells: pieces.flatMap((p) => p.token.cells) };
}
