import { RuleError, type Problem } from './inspector.ts';

/** Characters that a file of rules may have. */
export const MOST_CHARACTERS = 1_000_000;
const DEEPEST = 64;

/** A JSON file as parsed, and on which line (from 1) of its text a JSON pointer stands; a pointer that is not there has its parent's. */
export interface JsonText {
  json: unknown;
  lineOf(pointer: string): number;
}

/**
 * Parses the text of a rule or set file. A key written twice on one object is refused: JSON would keep the last in silence.
 * @throws RuleError with the line for what is too long, too deep, written twice, or no JSON
 */
export function parseJsonText(text: string, file: string): JsonText {
  const refuse = (line: number, place: string, message: string, messageEn: string) =>
    new RuleError([{ file, place, line, message, messageEn }]);
  if (text.length > MOST_CHARACTERS) throw tooLong(file, text.length);
  const source = text.replace(/^\ufeff/, '');
  let json: unknown;
  try {
    json = JSON.parse(source);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const line = lineIn(source, why);
    throw refuse(
      line,
      '',
      `第 ${line} 行不是有效的 JSON：这一行或上一行多了或少了逗号、冒号、引号或括号`,
      `line ${line} is not valid JSON: ${why}`,
    );
  }
  const lines = new Map<string, number>([['', 1]]);
  new Scanner(
    source,
    lines,
    (line, place) =>
      refuse(
        line,
        place,
        `第 ${line} 行的键写了两次，请删去一个`,
        `the key on line ${line} is written twice: remove one`,
      ),
    (line) =>
      refuse(
        line,
        '',
        `第 ${line} 行嵌套超过 ${DEEPEST} 层`,
        `line ${line} is nested more than ${DEEPEST} deep`,
      ),
  ).value('', 0);
  return {
    json,
    lineOf(pointer) {
      for (let at = pointer; ; at = at.slice(0, at.lastIndexOf('/'))) {
        const line = lines.get(at);
        if (line !== undefined) return line;
      }
    },
  };
}

/** The refusal of a file too long to be read as rules; `length` in characters or bytes. */
export function tooLong(file: string, length: number): RuleError {
  const size = (length / 1_000_000).toFixed(1);
  return new RuleError([
    {
      file,
      place: '',
      message: `文件长 ${size} MB，规则文件不得超过 1 MB：请确认选对了文件，或拆成几条规则`,
      messageEn: `the file is ${size} MB long, a rule file at most 1 MB: see that it is the right one, or split it`,
    },
  ]);
}

/** The same problems with their lines. */
export function withLines(problems: readonly Problem[], text: JsonText): Problem[] {
  return problems.map((problem) => ({ ...problem, line: text.lineOf(problem.place) }));
}

function lineIn(source: string, message: string): number {
  const line = /line (\d+)/.exec(message)?.[1];
  if (line !== undefined) return Number(line);
  const position = /position (\d+)/.exec(message)?.[1];
  return source.slice(0, position === undefined ? undefined : Number(position)).split('\n').length;
}

/** Walks over text that is known to be JSON and notes the line of every value. */
class Scanner {
  #at = 0;
  #line = 1;
  readonly #source: string;
  readonly #lines: Map<string, number>;
  readonly #twice: (line: number, place: string) => Error;
  readonly #deep: (line: number) => Error;

  constructor(
    source: string,
    lines: Map<string, number>,
    twice: (line: number, place: string) => Error,
    deep: (line: number) => Error,
  ) {
    this.#source = source;
    this.#lines = lines;
    this.#twice = twice;
    this.#deep = deep;
  }

  value(place: string, depth: number): void {
    this.#blank();
    if (depth > DEEPEST) throw this.#deep(this.#line);
    if (!this.#lines.has(place) || place === '') this.#lines.set(place, this.#line);
    const opens = this.#source[this.#at];
    if (opens === '{' || opens === '[') this.#members(opens, place, depth);
    else if (opens === '"') this.#text();
    else while (this.#at < this.#source.length && !/[\s,\]}]/.test(this.#source[this.#at]!)) this.#at++;
  }

  #members(opens: string, place: string, depth: number): void {
    const closes = opens === '{' ? '}' : ']';
    this.#at++;
    for (let i = 0; ; i++) {
      this.#blank();
      if (this.#source[this.#at] === closes) return void this.#at++;
      if (this.#source[this.#at] === ',') this.#at++;
      this.#blank();
      let key = String(i);
      if (opens === '{') {
        key = this.#text().replaceAll('~', '~0').replaceAll('/', '~1');
        if (this.#lines.has(`${place}/${key}`)) throw this.#twice(this.#line, `${place}/${key}`);
        this.#blank();
        this.#at++;
      }
      this.value(`${place}/${key}`, depth + 1);
    }
  }

  #text(): string {
    const from = this.#at++;
    while (this.#source[this.#at] !== '"') this.#at += this.#source[this.#at] === '\\' ? 2 : 1;
    return JSON.parse(this.#source.slice(from, ++this.#at)) as string;
  }

  #blank(): void {
    for (; this.#at < this.#source.length && ' \t\r\n'.includes(this.#source[this.#at]!); this.#at++)
      if (this.#source[this.#at] === '\n') this.#line++;
  }
}
