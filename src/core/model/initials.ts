import readings from '#data/initials.json' with { type: 'json' };

const first = Object.entries(readings.first);
const also: Partial<Record<string, string>> = readings.also;
let made: Map<string, string> | null = null;

/**
 * The characters whose reading begins with a letter (`x`: 西 项 行 …): those of GB 2312, in the order of their readings as
 * the platform's own collation knows it, and the second readings of `data/initials.json`. Made once, at the first call.
 */
export function charactersOf(letter: string): string {
  made ??= byLetter();
  return made.get(letter) ?? '';
}

function byLetter(): Map<string, string> {
  const { compare } = new Intl.Collator('zh-Hans-u-co-pinyin');
  const lists = new Map(first.map(([letter]) => [letter, new Set(also[letter] ?? '')]));
  for (const character of common()) {
    let [low, high] = [0, first.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (compare(first[middle]![1], character) <= 0) low = middle;
      else high = middle - 1;
    }
    lists.get(first[low]![0])!.add(character);
  }
  return new Map([...lists].map(([letter, list]) => [letter, [...list].join('')]));
}

function common(): string[] {
  const decoder = new TextDecoder('gb18030');
  const bytes = Array.from({ length: 0xf8 - 0xb0 }, (_, row) =>
    Array.from({ length: 94 }, (_, cell) => [0xb0 + row, 0xa1 + cell]),
  );
  return [...decoder.decode(new Uint8Array(bytes.flat(2)))].filter(
    (one) => one >= '\u4e00' && one <= '\u9fff',
  );
}
