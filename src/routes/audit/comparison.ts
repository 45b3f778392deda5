import type { Run } from '#core/rules/run.ts';

/** How many findings came and went between two runs, told by their fingerprints; twins count as often as they stand. */
export function comparisonOf(before: Run, after: Run): { added: number; gone: number } {
  const open = new Map<string, number>();
  for (const { fingerprint } of before.findings) open.set(fingerprint, (open.get(fingerprint) ?? 0) + 1);
  let added = 0;
  for (const { fingerprint } of after.findings) {
    const left = open.get(fingerprint) ?? 0;
    if (left === 0) added++;
    else open.set(fingerprint, left - 1);
  }
  return { added, gone: [...open.values()].reduce((sum, left) => sum + left, 0) };
}
