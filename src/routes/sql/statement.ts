import type { Connector, Value } from '#core/store/connector.ts';
import { identifier } from '#core/store/sql.ts';
import { bare } from './lexed.ts';
import { outside } from './outside.ts';

/** How a statement came out: the first rows, and how many there are in all. */
export interface Result {
  columns: ResultColumn[];
  rows: Value[][];
  total: number;
  /** From sending to the last row, in ms. */
  took: number;
}

export interface ResultColumn {
  name: string;
  /** DuckDB's type, such as `DOUBLE`. */
  type: string;
  number: boolean;
}

/** Why a text was not sent at all. */
export type Refusal = 'empty' | 'several' | 'not-a-query' | 'outside';

/** The console only asks: what would change the tables under the other pages, or reach outside them, is refused. */
export class StatementRefused extends Error {
  readonly refusal: Refusal;
  /** The words of the text that were refused, where it is not all of it. */
  readonly words: string;
  constructor(refusal: Refusal, words = '') {
    super(refusal);
    this.refusal = refusal;
    this.words = words;
  }
}

const QUERY = /^(select|with|from|values|describe|desc|show|summarize|table|pivot|unpivot|\()/i;

/**
 * The one query in a text, without comments in front and semicolons behind.
 * @throws StatementRefused when there is none, more than one, or something that is not a query
 */
export function queryOf(text: string): string {
  const query = text.replace(/^(\s|;|--[^\n]*(\n|$)|\/\*[\s\S]*?\*\/)+/, '').replace(/[\s;]+$/, '');
  if (query === '') throw new StatementRefused('empty');
  if (!QUERY.test(query)) throw new StatementRefused('not-a-query', /^\S+/.exec(query)![0]);
  if (bare(query).includes(';')) throw new StatementRefused('several');
  const reaching = outside(query);
  if (reaching !== null) throw new StatementRefused('outside', reaching);
  return query;
}

/**
 * Runs one query and brings back at most `most` rows, with the count of all.
 * Dates, times and nested values come as DuckDB prints them.
 * @throws StatementRefused, or an Error with DuckDB's message whose line numbers are those of `text`
 */
export async function runStatement(
  db: Connector,
  text: string,
  most: number,
  signal: AbortSignal,
): Promise<Result> {
  const query = queryOf(text);
  const inner = `(\n${query}\n)`;
  const began = performance.now();
  try {
    const described = await db.query<{ column_name: string; column_type: string }>(
      `DESCRIBE SELECT * FROM ${inner}`,
      { signal },
    );
    const columns = described.map(({ column_name: name, column_type: type }) => ({
      name,
      type,
      number: /^(U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|FLOAT|DOUBLE|DECIMAL.*)$/.test(type),
    }));
    // Positions, not names, so that no name of a column can be in the way.
    const list = columns.map(({ name, type }, i) => `${readable(identifier(name), type)} AS c${i}`);
    const found = await db.query(`SELECT ${list.join(', ')} FROM ${inner} LIMIT ${Math.trunc(most) + 1}`, {
      signal,
    });
    const more = found.length > most;
    const counted = more
      ? await db.query<{ n: number }>(`SELECT count(*)::DOUBLE AS n FROM ${inner}`, { signal })
      : [];
    const rows = found.slice(0, most).map((row) => columns.map((_, i) => row[`c${i}`] ?? null));
    return { columns, rows, total: counted[0]?.n ?? rows.length, took: performance.now() - began };
  } catch (error) {
    signal.throwIfAborted();
    throw new Error(ownLines(error, text, query), { cause: error });
  }
}

/** How DuckDB would go about a query: its plan as drawn text. @throws as `runStatement` */
export async function planOf(db: Connector, text: string, signal: AbortSignal): Promise<string> {
  const query = queryOf(text);
  try {
    const rows = await db.query<{ explain_value: string }>(`EXPLAIN SELECT * FROM (\n${query}\n)`, {
      signal,
    });
    return inAscii(rows.map((row) => row.explain_value).join('\n'));
  } catch (error) {
    signal.throwIfAborted();
    throw new Error(ownLines(error, text, query), { cause: error });
  }
}

/** Boxes drawn with signs that are one letter wide in every font: Chinese fonts draw DuckDB's own two wide. */
const inAscii = (plan: string): string =>
  plan
    .replace(/[┌┐└┘├┤┬┴┼]/g, '+')
    .replaceAll('─', '-')
    .replaceAll('│', '|');

function readable(column: string, type: string): string {
  if (/^(DOUBLE|FLOAT|BOOLEAN|VARCHAR|VARCHAR\[\]|DOUBLE\[\]|U?(TINY|SMALL)?INT(EGER)?)$/.test(type))
    return column;
  if (/^(DECIMAL.*|U?(BIG|HUGE)INT)$/.test(type)) return `CAST(${column} AS DOUBLE)`;
  return `CAST(${column} AS VARCHAR)`;
}

/** The message with its line numbers counted in the text that was typed, comments in front included. */
function ownLines(error: unknown, text: string, query: string): string {
  const message = error instanceof Error ? error.message : String(error);
  const before = text.slice(0, text.indexOf(query)).split('\n').length - 1;
  return message.replace(
    /\bLINE (\d+):/g,
    (_, line: string) => `LINE ${Math.max(1, Number(line) - 1) + before}:`,
  );
}

/** True when the message says that a part of DuckDB is missing that the page does not carry. */
export function needsExtension(message: string): boolean {
  return /extension/i.test(message);
}
