import { expect, test } from 'vitest';
import { GOOD, HOSTILE, type Hostile } from './hostile.test-data.ts';
import { judge } from './engine.ts';
import { checkRule } from './check.ts';
import { RuleError, type Problem } from './inspector.ts';
import { parseJsonText, withLines } from './json-text.ts';
import { gatherLibrary, library } from './library.ts';
import { matches } from './pattern.ts';

/** What loading one file says, as the command line and the page do it; nothing else may be thrown. */
function problemsOf({ text }: Hostile): Problem[] {
  try {
    const parsed = parseJsonText(text, 'own.rule');
    return withLines(gatherLibrary({ 'own.rule': parsed.json }, {}, { base: library() }).problems, parsed);
  } catch (error) {
    if (error instanceof RuleError) return [...error.problems];
    throw error;
  }
}

test.each(Object.entries(HOSTILE))('%s is refused with its place and a remedy', (_, hostile) => {
  const problems = problemsOf(hostile);
  expect(problems.length).toBeLessThanOrEqual(51);
  const found = problems.find((problem) => problem.place === hostile.place);
  expect(found?.messageEn ?? problems.map(({ place, messageEn }) => [place, messageEn])).toMatch(hostile.why);
  expect(problems.every((problem) => /[一-龥]/.test(problem.message))).toBe(true);
  if (hostile.line !== undefined) expect(found?.line).toBe(hostile.line);
});

test('what is refused leaves the rest of the library as it was, and nothing polluted', () => {
  const files = Object.fromEntries(
    Object.entries(HOSTILE).flatMap(([file, { text }]) => {
      try {
        return [[file.replace('.json', ''), parseJsonText(text, file).json]];
      } catch {
        return [];
      }
    }),
  );
  const good = JSON.parse(GOOD) as unknown;
  const { rules, problems } = gatherLibrary({ ...files, 'z-good': good }, {}, { base: library() });
  expect([...rules.keys()]).toEqual([...library().rules.keys(), 'own-rule']);
  expect(new Set(problems.map(({ file }) => file)).size).toBe(Object.keys(files).length);
  expect(library().rules.has('own-rule')).toBe(false);
  expect('polluted' in {}).toBe(false);
});

test('patterns that would keep a backtracking engine busy for ever are over at once', async () => {
  const slow = 'a*a*a*a*a*a*b';
  expect(matches(slow, 'a'.repeat(20_000))).toBe(false);
  const rule = JSON.parse(GOOD) as Record<string, unknown>;
  rule.conditions = { all: [{ name: 'slow', fact: 'name', operator: 'matches', value: slow }] };
  rule.tests = ['flagged', 'clean', 'notApplicable'].map((expect) => ({ expect, facts: {} }));
  const { answer } = await judge(
    checkRule(rule, 'own.rule'),
    {},
    {
      target_kind: 'quantity',
      name: 'a'.repeat(20_000),
    },
  );
  expect(answer).toBe('clean');
});
