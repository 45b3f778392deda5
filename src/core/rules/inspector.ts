/** One thing wrong with a JSON file: the place as a JSON pointer, and how to mend it. */
export interface Problem {
  file: string;
  place: string;
  message: string;
  messageEn: string;
  /** From 1, when the file's text is at hand. */
  line?: number;
}

/** A rule or set that is refused. `place`, `message` and `messageEn` are those of the first problem. */
export class RuleError extends Error {
  override name = 'RuleError';
  readonly file: string;
  readonly place: string;
  readonly messageEn: string;
  readonly problems: readonly Problem[];

  constructor(problems: readonly [Problem, ...Problem[]]) {
    const first = problems[0];
    super(`${first.file}#${first.place}: ${first.message}`);
    this.file = first.file;
    this.place = first.place;
    this.messageEn = `${first.file}#${first.place}: ${first.messageEn}`;
    this.problems = problems;
  }
}

const LONGEST_TEXT = 2000;
/** More than these nobody reads. */
const MOST_PROBLEMS = 50;

type Keys = { required: readonly string[]; optional: readonly string[] };

/** Looks through parsed JSON of unknown shape and collects problems, so that an author sees them all at once. */
export class Inspector {
  readonly problems: Problem[] = [];
  readonly file: string;

  constructor(file: string) {
    this.file = file;
  }

  problem(place: string, message: string, messageEn: string): void {
    if (this.problems.length > MOST_PROBLEMS) return;
    if (this.problems.length === MOST_PROBLEMS)
      [message, messageEn] = [
        '问题太多，其余不再列出：请先改以上各处',
        'too many problems: mend those above first',
      ];
    this.problems.push({ file: this.file, place, message, messageEn });
  }

  /** The value as a plain object with exactly these keys (`any`: whatever keys), or `null` after noting why not. */
  object(value: unknown, place: string, keys: Keys | 'any'): Record<string, unknown> | null {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      this.problem(
        place,
        `应为对象 {…}，现为 ${kindOf(value)}`,
        `must be an object {…}, not ${kindOf(value)}`,
      );
      return null;
    }
    const object = value as Record<string, unknown>;
    if (keys === 'any') return object;
    const known = [...keys.required, ...keys.optional];
    for (const key of Object.keys(object))
      if (!known.includes(key)) {
        const near = nearest(key, known);
        this.problem(
          `${place}/${cut(key)}`,
          `不认识的键“${cut(key)}”${near ? `，是否应为“${near}”？` : `；可用：${known.join('、')}`}`,
          `unknown key "${cut(key)}"${near ? `; did you mean "${near}"?` : `; known: ${known.join(', ')}`}`,
        );
      }
    for (const key of keys.required)
      if (object[key] === undefined) this.problem(place, `缺少键“${key}”`, `the key "${key}" is missing`);
    return object;
  }

  array(value: unknown, place: string): unknown[] | null {
    if (Array.isArray(value)) return value as unknown[];
    this.problem(place, `应为数组 […]，现为 ${kindOf(value)}`, `must be an array […], not ${kindOf(value)}`);
    return null;
  }

  /** Non-empty text, well-formed and without NUL: the only text that reads the same in JS and in DuckDB. */
  text(value: unknown, place: string): value is string {
    if (typeof value !== 'string' || value === '') {
      this.problem(place, '应为非空文字', 'must be text that is not empty');
      return false;
    }
    if (value.length > LONGEST_TEXT) {
      this.problem(place, `文字超过 ${LONGEST_TEXT} 个字`, `is longer than ${LONGEST_TEXT} characters`);
      return false;
    }
    if (/\0|\p{Surrogate}/u.test(value)) {
      this.problem(
        place,
        '文字含 NUL 或不成对的代理字符，请删去',
        'holds NUL or a lone surrogate: remove it',
      );
      return false;
    }
    return true;
  }

  bilingual(value: unknown, place: string): void {
    const both = this.object(value, place, { required: ['zh', 'en'], optional: [] });
    if (both?.zh !== undefined) this.text(both.zh, `${place}/zh`);
    if (both?.en !== undefined) this.text(both.en, `${place}/en`);
  }

  boolean(value: unknown, place: string): void {
    if (typeof value !== 'boolean') this.problem(place, '应为 true 或 false', 'must be true or false');
  }

  oneOf(value: unknown, known: readonly string[], place: string): void {
    if (typeof value === 'string' && known.includes(value)) return;
    const near = typeof value === 'string' ? nearest(value, known) : undefined;
    this.problem(
      place,
      `应为其中之一：${known.join('、')}${near ? `（是否应为“${near}”？）` : ''}`,
      `must be one of ${known.join(', ')}${near ? ` (did you mean "${near}"?)` : ''}`,
    );
  }

  name(value: unknown, place: string): void {
    if (typeof value !== 'string' || !/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(value))
      this.problem(
        place,
        '应为小写英文词以连字符相连，如 goal-copied',
        'must be lower-case words joined by hyphens, such as goal-copied',
      );
  }

  version(value: unknown, place: string): void {
    if (typeof value !== 'string' || !/^\d+\.\d+\.\d+$/.test(value))
      this.problem(place, '应为形如 1.0.0 的版本号', 'must be a version such as 1.0.0');
  }

  /** A name that must be the file's name without `.json`; a source that is not a .json file is not asked. */
  fileName(name: string, place: string): void {
    const base = /([^/\\]+)\.json$/.exec(this.file)?.[1];
    if (base !== undefined && base !== name)
      this.problem(
        place,
        `与文件名不一致：文件名是“${base}.json”，这里是“${name}”`,
        `differs from the file's name: "${base}.json" holds "${name}"`,
      );
  }

  /** @throws RuleError when anything was found */
  finish(): void {
    const [first, ...rest] = this.problems;
    if (first) throw new RuleError([first, ...rest]);
  }
}

const cut = (key: string) => (key.length > 60 ? `${key.slice(0, 60)}…` : key);

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return typeof value;
}

/** The known word that differs least, when it is near enough to be a slip of the pen. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  if (word.length > 60) return undefined;
  const limit = Math.max(1, Math.floor(word.length / 3));
  return known
    .map((candidate) => ({ candidate, distance: editDistance(word.toLowerCase(), candidate.toLowerCase()) }))
    .filter((one) => one.distance <= limit)
    .sort((a, b) => a.distance - b.distance)[0]?.candidate;
}

/** Insertions, deletions, changes, and swaps of two neighbours. */
function editDistance(a: string, b: string): number {
  const rows = [Array.from({ length: b.length + 1 }, (_, i) => i)];
  for (let i = 1; i <= a.length; i++) {
    const above = rows[i - 1]!;
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = above[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swap = swapped ? rows[i - 2]![j - 2]! + 1 : Infinity;
      row.push(Math.min(above[j]! + 1, row[j - 1]! + 1, change, swap));
    }
    rows.push(row);
  }
  return rows[a.length]![b.length]!;
}
