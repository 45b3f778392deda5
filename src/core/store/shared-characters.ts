/** The share of the characters of two texts that both have: 0…1. DuckDB's own `jaccard` compares bytes, of which any two Chinese texts share many. */
export function sharedCharactersSql(x: string, y: string): string {
  const [a, b] = [`string_split(${x}, '')`, `string_split(${y}, '')`];
  return `(len(list_intersect(${a}, ${b})) / greatest(1, len(list_distinct(${a} || ${b}))))`;
}
