import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { NOTE_CODES } from '#core/model/note.ts';
import { library } from '#core/rules/library.ts';

const numbered = (letter: string, count: number) =>
  Array.from({ length: count }, (_, i) => `${letter}${String(i + 1).padStart(2, '0')}`);
const CANDIDATES = [...numbered('I', 36), ...numbered('P', 30), ...numbered('S', 5), ...numbered('X', 9)];

test('each of the eighty candidates has its rule, and each rule its place in the table', async () => {
  const text = await readFile(new URL('../../../rules/README.md', import.meta.url), 'utf8');
  const rows = [...text.matchAll(/^\| ([IPSX]\d\d) \| `([a-z0-9-]+)` \|/gm)].map(([, code, id]) => [code, id]);
  expect(CANDIDATES).toHaveLength(80);
  expect(rows.map(([code]) => code)).toEqual(CANDIDATES);
  const shipped = [...library().rules.values()].map((rule) => [rule.code, rule.id]);
  expect(shipped).toEqual(expect.arrayContaining(rows));
  const beyond = shipped.filter(([code]) => !CANDIDATES.includes(code!));
  for (const [code, id] of beyond) expect(text).toContain(`${code} \`${id}\``);
});

test('the data-quality class stands as reading notes', async () => {
  const text = await readFile(new URL('../../../rules/README.md', import.meta.url), 'utf8');
  const notes = Object.fromEntries([...text.matchAll(/^\| (D\d\d) \| `([a-z0-9-]+)` \|/gm)].map((m) => [m[1], m[2]]));
  const codes = numbered('D', 7) as (keyof typeof NOTE_CODES)[];
  expect(notes).toEqual(Object.fromEntries(codes.map((code) => [code, NOTE_CODES[code].id])));
});
