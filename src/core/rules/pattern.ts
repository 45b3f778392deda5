import { RE2JS } from 're2js';

const ESCAPES = 'dDwWtnrf\\/.*+?()[]{}|^$-';
const MAX_LENGTH = 500;
const MAX_REPEAT = 1000;

/** Why a pattern is refused, in both languages. */
export interface PatternProblem {
  zh: string;
  en: string;
}

const compiled = new Map<string, RE2JS>();
const MOST_KEPT = 200;

/**
 * Whether a pattern is found in a text, as `regexp_matches(…, 's')` says: `.` takes line breaks, `^` and `$` stand for the whole text.
 * RE2 as in the database, not JavaScript's own engine: time grows with the text alone, whatever the pattern.
 * Only for patterns that `patternProblem` lets through.
 */
export function matches(pattern: string, text: string): boolean {
  let known = compiled.get(pattern);
  if (!known) {
    known = RE2JS.compile(pattern, RE2JS.DOTALL);
    if (compiled.size >= MOST_KEPT) compiled.clear();
    compiled.set(pattern, known);
  }
  return known.matcher(text).find();
}

/**
 * Says what keeps a pattern out of the part that every RE2 reads alike, or `null`.
 * Out are: look-around, back-references, flags and names in groups, `\s \b \u \x \p` and other escapes, POSIX classes, empty classes,
 * repeats over 1000, and an unbounded repeat inside an unbounded repeat (always a slip, and slow elsewhere).
 */
export function patternProblem(pattern: string): PatternProblem | null {
  if (pattern === '') return { zh: '模式为空', en: 'the pattern is empty' };
  if (pattern.length > MAX_LENGTH)
    return { zh: `模式超过 ${MAX_LENGTH} 个字符`, en: `the pattern is longer than ${MAX_LENGTH} characters` };
  if (/\0|\p{Surrogate}/u.test(pattern))
    return { zh: '模式含 NUL 或不成对的代理字符', en: 'the pattern holds NUL or a lone surrogate' };
  const found = scan(pattern);
  if (found) return found;
  try {
    RE2JS.compile(pattern, RE2JS.DOTALL);
    return null;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { zh: `模式无法解析：${why}`, en: `the pattern does not parse: ${why}` };
  }
}

interface Group {
  unbounded: boolean;
  repeat: number;
}

function scan(pattern: string): PatternProblem | null {
  const open: Group[] = [{ unbounded: false, repeat: 1 }];
  let last: Group = { unbounded: false, repeat: 1 };
  for (let i = 0; i < pattern.length; i++) {
    const at = pattern[i]!;
    if (at === '\\') {
      const next = pattern[++i] ?? '';
      if (next === '' || !ESCAPES.includes(next)) return escapeProblem(next);
      last = { unbounded: false, repeat: 1 };
    } else if (at === '[') {
      const end = classEnd(pattern, i);
      if (typeof end !== 'number') return end;
      i = end;
      last = { unbounded: false, repeat: 1 };
    } else if (at === '(') {
      if (pattern[i + 1] === '?') {
        if (pattern[i + 2] !== ':')
          return {
            zh: `不支持“(?${pattern[i + 2] ?? ''}”：环视、命名组与内联标志在两种引擎中不一致，请改用 (?:…) 或词表`,
            en: `"(?${pattern[i + 2] ?? ''}" is not supported: no look-around, named groups or inline flags; use (?:…) or a word list`,
          };
        i += 2;
      }
      open.push({ unbounded: false, repeat: 1 });
    } else if (at === ')') {
      last = open.pop() ?? last;
      absorb(open, last);
    } else {
      const times = quantifier(pattern, i);
      if (!times) {
        last = { unbounded: false, repeat: 1 };
        continue;
      }
      const unbounded = times.most === Infinity;
      if (unbounded && last.unbounded)
        return {
          zh: '无上限的重复里又有无上限的重复，可能长时间停不下来，请改写',
          en: 'an unbounded repeat inside an unbounded repeat may run for ever: rewrite it',
        };
      const repeat = last.repeat * Math.max(1, unbounded ? times.least : times.most);
      if (repeat > MAX_REPEAT)
        return { zh: `重复次数超过 ${MAX_REPEAT}`, en: `repeats more than ${MAX_REPEAT} times` };
      absorb(open, { unbounded: unbounded || last.unbounded, repeat });
      last = { unbounded: false, repeat: 1 };
      i = times.end;
    }
  }
  return null;
}

function absorb(open: Group[], inner: Group): void {
  const outer = open.at(-1);
  if (!outer) return;
  outer.unbounded ||= inner.unbounded;
  outer.repeat = Math.max(outer.repeat, inner.repeat);
}

function quantifier(pattern: string, at: number): { least: number; most: number; end: number } | null {
  const lazy = (end: number) => (pattern[end + 1] === '?' ? end + 1 : end);
  if (pattern[at] === '*' || pattern[at] === '+') return { least: 1, most: Infinity, end: lazy(at) };
  if (pattern[at] === '?') return { least: 0, most: 1, end: lazy(at) };
  const braces = /^\{(\d+)(,?)(\d*)\}/.exec(pattern.slice(at));
  if (!braces) return null;
  const least = Number(braces[1]);
  const most = braces[2] === '' ? least : braces[3] === '' ? Infinity : Number(braces[3]);
  return { least, most, end: lazy(at + braces[0].length - 1) };
}

function classEnd(pattern: string, start: number): number | PatternProblem {
  let i = start + 1;
  if (pattern[i] === '^') i++;
  if (pattern[i] === ']') return { zh: '字符组为空', en: 'a character class is empty' };
  for (; i < pattern.length; i++) {
    const at = pattern[i]!;
    if (at === ']') return i;
    if (at === '[')
      return {
        zh: '字符组里的“[”请写成“\\[”（不支持 [:alpha:] 一类写法）',
        en: 'write "[" inside a class as "\\[" (POSIX classes are not supported)',
      };
    if (at === '\\') {
      const next = pattern[++i] ?? '';
      if (next === '' || !ESCAPES.includes(next)) return escapeProblem(next);
    }
  }
  return { zh: '字符组缺少“]”', en: 'a character class lacks its "]"' };
}

function escapeProblem(next: string): PatternProblem {
  const remedy =
    next === 's' || next === 'S'
      ? { zh: '请直接列出空白，如 [ \\t　]', en: 'list the blanks themselves, such as [ \\t　]' }
      : /\d/.test(next)
        ? { zh: '不支持反向引用', en: 'back-references are not supported' }
        : next === 'p' || next === 'u' || next === 'x'
          ? { zh: '请直接写出字符，如 [一-龥]', en: 'write the characters themselves, such as [一-龥]' }
          : { zh: '请直接写出该字符', en: 'write the character itself' };
  return {
    zh: `“\\${next}”在两种引擎中不一致：${remedy.zh}`,
    en: `"\\${next}" does not mean the same in both engines: ${remedy.en}`,
  };
}
