import { Command, CommanderError } from 'commander';
import type { Problem } from '#core/rules/inspector.ts';
import packageJson from '../../package.json' with { type: 'json' };
import { addCommands } from './commands.ts';
import { CommandError, type Effects } from './effects.ts';
import { EXAMPLES } from './help.ts';
import { addRulesCommands } from './rules-commands.ts';

/** Runs one command line. Resolves to the exit code: 0 clean, 1 findings at or above --fail-on, 2 could not run. */
export async function run(args: readonly string[], effects: Effects): Promise<number> {
  let code = 0;
  const program = commands(effects, (exit) => {
    code = exit;
  });
  try {
    await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    const debug = args.includes('--debug');
    effects.err(`zhunxing: ${debug && error instanceof Error ? error.stack : messageOf(error, args)}\n`);
    return 2;
  }
}

/** What to tell the user; a rule or waiver file that is refused lists every fault with its place. */
function messageOf(error: unknown, args: readonly string[]): string {
  if (!(error instanceof Error)) return String(error);
  const english = args.includes('en');
  if (error instanceof CommandError) return error.message;
  if ('problems' in error)
    return (error.problems as Problem[])
      .map(
        (one) =>
          `${one.file}${one.line === undefined ? '' : `:${one.line}`}${one.place ? `#${one.place}` : ''}: ${english ? one.messageEn : one.message}`,
      )
      .join('\nzhunxing: ');
  return `${error.message}\n（--debug 显示详情 / shows details）`;
}

function commands(effects: Effects, exit: (code: number) => void): Command {
  const program = new Command('zhunxing')
    .description('准星：财政项目支出绩效目标的检查器 / a linter for performance targets of public spending')
    .version(packageJson.version)
    .helpCommand(false)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void effects.out(text),
      writeErr: (text) => effects.err(text),
      getOutHelpWidth: () => effects.terminal.columns,
    })
    .addHelpText('after', EXAMPLES);
  addCommands(program, effects, exit);
  addRulesCommands(program, effects, exit);
  return program;
}
