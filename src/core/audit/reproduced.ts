/** Notes a discrepancy: the part of the bundle, and what is wrong in Chinese and English. */
export type Say = (part: string, zh: string, en: string) => void;

/** So many findings are named one by one. */
const MOST_NAMED = 20;

/** Holds the findings told against those made now, to the letter and in their order. */
export function compareFindings(
  told: readonly { rule: string }[],
  now: readonly { rule: string }[],
  say: Say,
): { told: number; reproduced: number } {
  const part = 'findings.ndjson';
  const waiting = new Map<string, number>();
  for (const one of now) waiting.set(key(one), (waiting.get(key(one)) ?? 0) + 1);
  const alone = told.filter((one) => !take(waiting, key(one)));
  const extra = [...waiting].flatMap(([text, n]) => Array<string>(n).fill(text));
  for (const one of alone.slice(0, MOST_NAMED))
    say(
      part,
      `复核没有得出这条疑点：${nameOf(one)}`,
      `judging again does not give this finding: ${nameOf(one)}`,
    );
  for (const text of extra.slice(0, MOST_NAMED)) {
    const one = nameOf(JSON.parse(text) as { rule: string });
    say(
      part,
      `复核得出了存档没有的疑点：${one}`,
      `judging again gives a finding that the bundle lacks: ${one}`,
    );
  }
  const more = Math.max(0, alone.length - MOST_NAMED) + Math.max(0, extra.length - MOST_NAMED);
  if (more > 0) say(part, `另有 ${more} 条不符`, `and ${more} more`);
  if (alone.length + extra.length === 0 && told.some((one, i) => key(one) !== key(now[i]!)))
    say(part, '疑点的先后次序不符', 'the order of the findings differs');
  return { told: told.length, reproduced: told.length - alone.length };
}

const key = (finding: object) => JSON.stringify(finding);

function take(waiting: Map<string, number>, text: string): boolean {
  const left = waiting.get(text) ?? 0;
  if (left === 1) waiting.delete(text);
  else if (left > 1) waiting.set(text, left - 1);
  return left > 0;
}

function nameOf(finding: Record<string, unknown> | { rule: string }): string {
  const { rule, project, indicator, raw } = finding as Record<string, unknown>;
  return [rule, project, indicator, raw].filter((one) => typeof one === 'string').join(' · ');
}

/** The rest of the run, key by key; its lock is compared with the rules elsewhere. */
export function compareRun(told: unknown, now: Record<string, unknown>, say: Say): void {
  const before = typeof told === 'object' && told !== null ? (told as Record<string, unknown>) : {};
  for (const name of Object.keys({ ...before, ...now }))
    if (name !== 'lock' && JSON.stringify(before[name]) !== JSON.stringify(now[name]))
      say('run.json', `“${name}”与复核结果不符`, `"${name}" is not what judging again gives`);
}
