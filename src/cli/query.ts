import { csv } from '#core/report/csv.ts';
import { textTable } from '#core/report/text-table.ts';
import { run } from '#core/rules/run.ts';
import type { Row } from '#core/store/connector.ts';
import type { Database } from './database.ts';
import { CommandError, type Effects } from './effects.ts';
import { output } from './output.ts';
import { openPaths, type CommonOptions } from './portfolio.ts';
import { readRuleSet } from './rule-files.ts';

export interface QueryOptions extends CommonOptions {
  rules: string;
  format: 'table' | 'csv' | 'json';
  out?: string;
}

/** `zhunxing query`: one SQL statement over the loaded forms; the rules are run first when it names their tables. */
export async function query(
  paths: readonly string[],
  sql: string,
  options: QueryOptions,
  effects: Effects,
): Promise<number> {
  const needsRun = /\b(finding|outcome)\b/i.test(sql);
  const set = needsRun ? await readRuleSet(options.rules, effects) : null;
  const { db } = await openPaths(paths, options, effects);
  try {
    if (set) await run(db, set);
    const { columns, rows } = await one(db, sql, options.lang).catch((error: unknown) => {
      throw new CommandError(withoutEcho((error as Error).message));
    });
    await output(FORMATS[options.format](columns, rows), options.out, effects);
    return 0;
  } finally {
    await db.close();
  }
}

/** Runs exactly one statement: of several, results would be dropped in silence. */
async function one(db: Database, sql: string, lang: 'zh' | 'en') {
  const count = /[^\s;]/.test(sql.replace(COMMENT, '')) ? await db.statements(sql) : 0;
  if (count === 1) return db.table(sql);
  throw new CommandError(
    lang === 'zh' ? `应为一条 SQL 语句，这里有 ${count} 条` : `one SQL statement is wanted, this is ${count}`,
  );
}

const COMMENT = /--[^\n]*|\/\*[\s\S]*?\*\//g;

/** DuckDB's message names the place once or twice; once will do. */
function withoutEcho(message: string): string {
  const [first = '', place, ...rest] = message.replace('Failed to extract statements: ', '').split('\n\n');
  return [first, place, ...rest.filter((part) => part.trim() !== place?.trim())].filter(Boolean).join('\n\n');
}

const cells = (columns: string[], rows: Row[]) =>
  rows.map((row) => columns.map((column) => row[column] ?? null));

const FORMATS: Record<QueryOptions['format'], (columns: string[], rows: Row[]) => string> = {
  table: (columns, rows) => textTable(columns, cells(columns, rows)),
  csv: (columns, rows) => csv(columns, cells(columns, rows)),
  json: (_, rows) => JSON.stringify(rows, null, 2) + '\n',
};
