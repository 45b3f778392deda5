import { literal } from '#core/store/sql.ts';
import { bare } from './lexed.ts';

/** A `:name` in a statement, with what its comment `-- :name = …` gives to begin with. */
export interface Parameter {
  name: string;
  given: string;
}

/** Not after a name, a bracket or another colon: `a::INT`, `list[1:n]` and `{'a':b}` are DuckDB's own. */
const PLACE = /(?<![\p{L}\p{N}_\])}:[]):([\p{L}_][\p{L}\p{N}_]*)/gu;
const GIVEN = /^[ \t]*--[ \t]*:([\p{L}_][\p{L}\p{N}_]*)[ \t]*=[ \t]*(.*?)[ \t]*$/gmu;
const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;

/** The parameters that a text asks for, in their order, each once. */
export function parametersOf(text: string): Parameter[] {
  const given = Object.fromEntries([...text.matchAll(GIVEN)].map(([, name, value]) => [name, value]));
  const names = new Set(placesOf(text).map(({ name }) => name));
  return [...names].map((name) => ({ name, given: given[name] ?? '' }));
}

/**
 * The text with a literal in the place of each parameter: a plain number as a number, all else as text, an empty value
 * as NULL. What is typed is never read as SQL.
 */
export function bind(text: string, values: Readonly<Record<string, string>>): string {
  let made = '';
  let from = 0;
  for (const { name, at, length } of placesOf(text)) {
    const value = values[name] ?? '';
    const bound = value === '' ? null : NUMBER.test(value) ? Number(value) : value;
    made += text.slice(from, at) + literal(bound);
    from = at + length;
  }
  return made + text.slice(from);
}

function placesOf(text: string): { name: string; at: number; length: number }[] {
  return [...bareOf(text).matchAll(PLACE)].map((match) => ({
    name: match[1]!,
    at: match.index,
    length: match[0].length,
  }));
}

/** Quoted parts end like a closing bracket, so that `{'a':b}` and `"x":y` are no parameters. */
function bareOf(text: string): string {
  const words = bare(text);
  return words.replace(/ (?=:)/g, (blank, at: number) => (/['"]/.test(text[at]!) ? '}' : blank));
}
