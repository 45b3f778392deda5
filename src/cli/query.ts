import { csv } from '#core/report/csv.ts';
import { textTable } from '#core/report/text-table.ts';
import { run } from '#core/rules/run.ts';
import type { Row } from '#core/store/connector.ts';
import { CommandError, type Effects } from './effects.ts';
import { output } from './output.ts';
import { loadNative, readPaths, type CommonOptions } from './portfolio.ts';
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
  const db = await loadNative(await readPaths(paths, options, effects));
  try {
    if (set) await run(db, set, { language: options.lang });
    const { columns, rows } = await db.table(sql).catch((error: unknown) => {
      throw new CommandError(withoutEcho((error as Error).message));
    });
    await output(FORMATS[options.format](columns, rows), options.out, effects);
    return 0;
  } finally {
    db.close();
  }
}

/** DuckDB's message names the place once or twice; once will do. */
function withoutEcho(message: string): string {
  const [first = '', place, ...rest] = message.split('\n\n');
  return [first, place, ...rest.filter((part) => part.trim() !== place?.trim())].filter(Boolean).join('\n\n');
}

const cells = (columns: string[], rows: Row[]) =>
  rows.map((row) => columns.map((column) => row[column] ?? null));

const FORMATS: Record<QueryOptions['format'], (columns: string[], rows: Row[]) => string> = {
  table: (columns, rows) => textTable(columns, cells(columns, rows)),
  csv: (columns, rows) => csv(columns, cells(columns, rows)),
  json: (_, rows) => JSON.stringify(rows, null, 2) + '\n',
};
