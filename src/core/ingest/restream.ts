import type { Shape } from './cell.ts';
import type { Header } from './header.ts';
import type { Notebook } from './notes.ts';
import { takeLevels } from './row-levels.ts';
import { joinPieces, type Token, type TokenRow } from './token.ts';
import { isValueText } from './value-text.ts';
import { isOlderLevel, labelOf, levelOf } from './vocabulary.ts';

const MAX_PIECES = 5;

/**
 * Rows of the indicator table out of a stream of cells. With blank cells printed, a row is as long as the header; without, a pair ends
 * at its value, and wider rows must divide evenly with numbers where numbers stand, else they are noted (D11). Returns the rows and
 * where the stream goes on.
 */
export function rowsOfStream(
  tokens: readonly Token[],
  header: Header,
  shape: Shape,
  notes: Notebook,
): { rows: TokenRow[]; rest: Token[] } {
  const rows: TokenRow[] = [];
  const width = header.columns.length;
  // While levels go on below, a label is an indicator's name.
  const last = tokens.findLastIndex((token) => levelOf(token.text)?.bare === false);
  let above: string | null = null;
  let i = 0;
  const push = (row: Token[]) => rows.push({ line: row[0]?.line ?? 0, gap: 0, tokens: row });
  while (i < tokens.length) {
    const token = tokens[i];
    if (!token) break;
    if (token.text === '') {
      i++;
      continue;
    }
    const kind = levelOf(token.text) ? null : labelOf(token.text)?.kind;
    if (i > last && (kind === 'unkept' || kind === 'field' || kind === 'money')) break;
    const { group, level1, level2 } = takeLevels(tokens.slice(i, i + 4), above);
    const levels = [...group, ...(level1 ? [level1] : []), ...(level2 ? [level2] : [])];
    above = level1 ? (levelOf(level1.text)?.name ?? above) : above;
    i += levels.length;
    if (shape === 'slots') {
      const free = isOlderLevel(above) && !level2 && header.at.has('level2') ? 1 : 0;
      const end = endOfRow(tokens, i, i + width + free);
      push([...levels, ...tokens.slice(i, end)]);
      i = end;
    } else if (width === 2) {
      const end = endOfPair(tokens, i);
      push([...levels, ...pair(tokens.slice(i, end))]);
      i = end;
    } else {
      const end = nextMark(tokens, i);
      const chunk = tokens.slice(i, end);
      const parts = divide(chunk, header);
      if (parts === null) {
        push(levels);
        notes.about('D11', 'table', chunk, (text) => ({
          zh: `“${text}”没有行界，分不清每行各栏，未采用。`,
          en: `"${text}" has no row ends and its columns cannot be told apart; not taken.`,
        }));
      } else if (parts.length === 0) push(levels);
      else parts.forEach((part, n) => push(n === 0 ? [...levels, ...part] : part));
      i = end;
    }
    if (i < tokens.length && tokens[i] === token) i++;
  }
  return { rows, rest: tokens.slice(i) };
}

function endOfRow(tokens: readonly Token[], from: number, to: number): number {
  for (let i = from + 1; i < Math.min(to, tokens.length); i++) {
    const level = levelOf(tokens[i]?.text ?? '');
    if (level && !level.bare) return i;
  }
  return Math.min(to, tokens.length);
}

function endOfPair(tokens: readonly Token[], from: number): number {
  for (let i = from; i < tokens.length && i - from < MAX_PIECES; i++) {
    const text = tokens[i]?.text ?? '';
    const level = levelOf(text);
    if (i > from && isValueText(text)) return i + 1;
    if (i > from && ((level && !level.bare) || labelOf(text)?.kind === 'unkept')) return i;
  }
  return Math.min(from + 2, tokens.length);
}

/** A name broken over lines, then its value. */
function pair(tokens: readonly Token[]): Token[] {
  const last = tokens.at(-1);
  if (!last || tokens.length < 3) return [...tokens];
  const name = tokens.slice(0, isValueText(last.text) ? -1 : undefined);
  const [first] = name;
  if (!first) return [...tokens];
  const joined = { ...first, text: joinPieces(name), cells: name.flatMap((t) => t.cells) };
  return isValueText(last.text) ? [joined, last] : [joined];
}

function nextMark(tokens: readonly Token[], from: number): number {
  for (let i = from; i < tokens.length; i++) {
    const text = tokens[i]?.text ?? '';
    const level = levelOf(text);
    if ((level && !level.bare) || labelOf(text)?.kind === 'unkept') return i;
  }
  return tokens.length;
}

function divide(chunk: Token[], header: Header): Token[][] | null {
  if (chunk.length === 0) return [];
  const { columns } = header;
  const withReason = columns.length;
  const plain = columns.at(-1)?.field === 'reason' ? withReason - 1 : withReason;
  for (const width of [plain, withReason]) {
    if (chunk.length % width !== 0) continue;
    const parts = Array.from({ length: chunk.length / width }, (_, n) =>
      chunk.slice(n * width, (n + 1) * width),
    );
    const fits = (part: Token[]) =>
      columns.every(
        ({ field }, n) =>
          (field !== 'weight' && field !== 'score') || n >= part.length || isNumber(part[n]?.text ?? ''),
      ) && !isNumber(part[0]?.text ?? '');
    if (parts.every(fits)) return parts;
  }
  return null;
}

const isNumber = (text: string) => /^\d+(?:\.\d+)?$/.test(text);
