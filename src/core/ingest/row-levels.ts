import taxonomy from '#data/taxonomy.json' with { type: 'json' };
import type { Token } from './token.ts';
import { labelOf, levelOf } from './vocabulary.ts';
import { isValueText } from './value-text.ts';

export interface RowLevels {
  group: Token[];
  level1: Token | null;
  level2: Token | null;
  rest: Token[];
}

/**
 * Takes group heading and level names off the front of a row, wherever they stand. A name printed twice (`满意度指标 | 满意度指标`) is level 1, then
 * level 2; `成本指标` below 产出 is a level 2; a level name printed without 指标 goes back when the row would be left without a name,
 * and is no level where it stands in the column of names.
 */
export function takeLevels(
  tokens: readonly Token[],
  current1: string | null,
  nameColumn?: number,
): RowLevels {
  let i = 0;
  const group: Token[] = [];
  while (i < tokens.length && isGroup(tokens[i])) group.push(tokens[i++]!);
  let level1: Token | null = null;
  let level2: Token | null = null;
  for (; i < tokens.length; i++) {
    const token = tokens[i];
    const level = token ? levelOf(token.text) : null;
    if (!token || !level || (level.bare && token.column === nameColumn)) break;
    const next = tokens[i + 1];
    if (level.level === 2) {
      if (level2) break;
      level2 = token;
    } else if (!level1 && !level2 && !isCostBelow(level.name, current1, next)) level1 = token;
    else if (!level2 && (isTwice(level.name) || isCostBelow(level.name, levelName(level1) ?? current1, next)))
      level2 = token;
    else break;
  }
  let rest = tokens.slice(i);
  const bare = level2 && levelOf(level2.text)?.bare;
  if (level2 && bare && (rest.length === 0 || (rest.length === 1 && isValueText(rest[0]?.text ?? '')))) {
    rest = [level2, ...rest];
    level2 = null;
  }
  return { group, level1, level2, rest };
}

const isGroup = (token: Token | undefined) =>
  token !== undefined && levelOf(token.text) === null && labelOf(token.text)?.kind === 'heading';
const levelName = (token: Token | null) => (token ? (levelOf(token.text)?.name ?? null) : null);
const isTwice = (name: string) => name === taxonomy.sameNameTwice.printed;

/** `成本指标` with no level name after it, where 产出 stands above: the 2015 scheme. */
function isCostBelow(name: string, above: string | null, next: Token | undefined): boolean {
  return (
    name === taxonomy.costUnderOutput.printed &&
    above === '产出指标' &&
    (next === undefined || levelOf(next.text) === null)
  );
}

/** The scheme's level-2 name a token in level 2's place stands for. */
export function level2Of(token: Token | null): string | null {
  if (!token) return null;
  const level = levelOf(token.text);
  if (level?.level === 2) return level.name;
  if (level && isTwice(level.name)) return taxonomy.sameNameTwice.level2;
  if (level?.name === taxonomy.costUnderOutput.printed) return taxonomy.costUnderOutput.level2;
  return null;
}
