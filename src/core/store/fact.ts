export type FactType = 'number' | 'text' | 'boolean' | 'list';
/** Which reading notes put a finding that uses the fact in doubt: those of the row, the goal, the money table, the head, rows not read. */
export type FactAbout = 'row' | 'goal' | 'funding' | 'head' | 'table' | 'none';

/** One column of a fact view: its type, its names, what it means (in Chinese, for rule authors). */
export interface Fact {
  type: FactType;
  zh: string;
  en: string;
  meaning: string;
  about: FactAbout;
}

/** Facts of one kind of doubt, from lines of name → [type, Chinese, English, meaning]. */
export function facts(
  about: FactAbout,
  lines: Record<string, readonly [FactType, string, string, string?]>,
): Record<string, Fact> {
  return Object.fromEntries(
    Object.entries(lines).map(([name, [type, zh, en, meaning]]) => [
      name,
      { type, zh, en, meaning: meaning ?? zh, about },
    ]),
  );
}
