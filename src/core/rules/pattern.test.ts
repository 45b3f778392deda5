import { expect, test } from 'vitest';
import { openNative } from '#cli/duckdb.ts';
import { literal } from '#core/store/sql.ts';
import { matches, patternProblem } from './pattern.ts';

test.each([
  ['(?=x)', /look-around/],
  ['(?<!x)y', /look-around/],
  ['(?<name>x)', /named groups/],
  ['(?i)x', /inline flags/],
  ['(a)\\1', /back-references/],
  ['\\s', /list the blanks/],
  ['[\\s]', /list the blanks/],
  ['\\u4e00', /write the characters/],
  ['\\p{Han}', /write the characters/],
  ['\\bx', /write the character itself/],
  ['[[:alpha:]]', /POSIX/],
  ['[]', /empty/],
  ['[^]', /empty/],
  ['[a', /lacks/],
  ['x\\', /write the character/],
  ['(a+)+$', /run for ever/],
  ['((a|b)*c?)*', /run for ever/],
  ['a{2000}', /more than 1000/],
  ['(a{40}){40}', /more than 1000/],
  ['(a', /does not parse/],
  ['a)', /does not parse/],
  ['*a', /does not parse/],
  ['[b-a]', /does not parse/],
  ['', /empty/],
  ['\ud800', /surrogate/],
  ['x'.repeat(501), /longer/],
])('%s is refused', (pattern, why) => {
  expect(patternProblem(pattern)?.en).toMatch(why);
  expect(patternProblem(pattern)?.zh).toMatch(/[一-龥]/);
});

test('what is let through reads the same in JavaScript and in DuckDB', async () => {
  const db = await openNative();
  const patterns = [
    '^[/—…]+$',
    '\\*\\*|X{2,}|待定',
    '(?:\\d{1,2}[、,])+\\d',
    '率$',
    '.率',
    '^\\w+$',
    '\\d+(\\.\\d+)?',
    '[^\\d]',
    '率{',
    'a*a*a*b',
  ];
  const texts = [
    '',
    '——',
    'XX',
    '待定',
    '1、2、3',
    '完成率',
    '完成率\n',
    '\n率',
    '\r率',
    '\u2028率',
    '🙂率',
    'ａb',
    '１２',
    '1.5',
  ];
  for (const pattern of patterns) {
    expect(patternProblem(pattern)).toBeNull();
    for (const text of texts) {
      const [row] = await db.query(
        `SELECT regexp_matches(${literal(text)}, ${literal(pattern)}, 's') AS hit`,
      );
      expect([pattern, text, row?.hit]).toEqual([pattern, text, matches(pattern, text)]);
    }
  }
  db.close();
});
