const MEMORY = 20_000;

/** Printed texts repeat by the thousand in a portfolio: keeps the answers for the last ones. The answers must not be changed. */
export function remember<T>(answer: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    if (known.size >= MEMORY) known.clear();
    const now = answer(text);
    known.set(text, now);
    return now;
  };
}
