import type { Command } from 'commander';
import { CommandError, type Effects } from './effects.ts';

/** What stands below the help of the program. */
export const EXAMPLES = `
例 / Examples:
  zhunxing check data/samples/
  zhunxing check 2024/ --rules strict --format xlsx --out 疑点清单.xlsx
  zhunxing parse 报送/ --format json
  zhunxing build 报送/ --out 2024.duckdb
  zhunxing check 2024.duckdb
  zhunxing parse "报送/**/*.xlsx"
  zhunxing query data/samples/ "SELECT name, annual FROM project ORDER BY annual DESC"
  zhunxing diff 初审.json 复审.json
  zhunxing verify 存档.zip
  zhunxing rules show benefit-in-words

退出码 / Exit code: 0 无达到级别的疑点 clean · 1 有疑点 findings · 2 无法运行 could not run`;

/** Whether a command was called with nothing to work on: what it works on is paths, or the database of an engine. */
export function noInput(paths: number, engine: string | undefined): boolean {
  if (engine === undefined) return paths <= 0;
  if (paths > 0)
    throw new CommandError(
      '--engine 用库里已有的数据，不再给文件；要装入文件，请用 build / --engine works on what the database holds: to load files into it, use build',
    );
  return paths < 0;
}

/** Help of a command that was called with too little, on standard error. */
export function helpInstead(command: Command, effects: Effects): 2 {
  effects.err(command.helpInformation() + EXAMPLES + '\n');
  return 2;
}
