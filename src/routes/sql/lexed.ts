/** What a statement sets apart: strings (plain, E'…', $$…$$), quoted names, comments. */
const APART =
  /(?<![\p{L}\p{N}_])[eE]'(?:[^'\\]|\\[\s\S]|'')*'|'(?:[^']|'')*'|"(?:[^"]|"")*"|\$(\w*)\$[\s\S]*?\$\1\$|--[^\n]*|\/\*[\s\S]*?\*\//gu;

/**
 * The statement, as long as before, with strings, quoted names and comments replaced by blanks: what is left is
 * what DuckDB reads as words and signs. A quote that is never closed stays as it is.
 */
export function bare(sql: string): string {
  return sql.replace(APART, (part) => part.replace(/[^\n]/g, ' '));
}

/** The strings and quoted names of a statement with their place, comments left out. */
export function quoted(sql: string): { text: string; at: number }[] {
  return [...sql.matchAll(APART)]
    .filter(([text]) => !text.startsWith('--') && !text.startsWith('/*'))
    .map((match) => ({ text: match[0], at: match.index }));
}
