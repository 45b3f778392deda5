import { Command, CommanderError, Option } from 'commander';
import { SEVERITIES } from '#core/model/finding.ts';
import type { Problem } from '#core/rules/inspector.ts';
import packageJson from '../../package.json' with { type: 'json' };
import { CommandError, type Effects } from './effects.ts';

const EXAMPLES = `
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
  const command = (name: string, description: string) =>
    program
      .command(name)
      .description(description)
      .option('--debug', '显示错误详情与用时 / show stack traces and timings')
      .showHelpAfterError('（zhunxing --help）');
  const language = () =>
    new Option('--lang <language>', '语言 / language').choices(['zh', 'en']).default('zh');
  const format = (choices: string[]) => new Option('--format <format>', '格式 / format').choices(choices);
  const doubles = () =>
    new Option('--doubles <which>', '同一项目同年度有几张表时 / several forms of one project and year')
      .choices(['both', 'newer'])
      .default('both');
  const out = () => new Option('--out <file>', '写入文件 / write to a file');
  const engine = () =>
    new Option(
      '--engine <address>',
      'ClickHouse：clickhouse://主机[:端口]/数据库[?cluster=集群名]，口令在 CLICKHOUSE_PASSWORD / a ClickHouse: clickhouse://host[:port]/database[?cluster=name], password in CLICKHOUSE_PASSWORD',
    );
  const set = () =>
    new Option(
      '--rules <set>',
      '规则集名称或其 JSON 文件；自有规则的文件或文件夹；或两者：recommended,自有/ / rule set, by name or file; a file or folder of your own rules; or both: recommended,mine/',
    ).default('recommended');

  command('parse', '读取申报表 / forms as read, with notes and cell coverage')
    .argument(
      '[paths...]',
      '文件、文件夹或通配符；Excel、Word、PDF、网页、文本、zip / files, folders or patterns, of any of these formats',
    )
    .addOption(format(['json', 'ndjson', 'table']).default('table'))
    .addOption(out())
    .addOption(doubles())
    .addOption(language())
    .action(async (paths: string[], options, self: Command) => {
      if (paths.length === 0) return exit(helpInstead(self, effects));
      const { parse } = await import('./parse.ts');
      exit(await parse(paths, options, effects));
    });

  command('check', '审核，列出疑点 / findings')
    .argument(
      '[paths...]',
      '文件、文件夹或通配符；Excel、Word、PDF、网页、文本、zip；或一个项目库 / files, folders or patterns, of any of these formats; or one portfolio',
    )
    .addOption(set())
    .option(
      '--locked [file]',
      '规则与锁定时不同则不运行 / refuse to run when the rules differ from the lock file (zhunxing.lock.json)',
    )
    .option('--waivers <file>', '豁免清单，网页导出的即是 / a JSON file of waivers, such as the page exports')
    .option(
      '--bundle <file>',
      '另存审核存档，可用 verify 离线复核 / also write an audit bundle that verify reproduces',
    )
    .addOption(format(['table', 'json', 'csv', 'xlsx', 'md', 'html', 'sarif', 'junit']))
    .addOption(out())
    .addOption(
      new Option('--fail-on <severity>', '何时以 1 退出 / exit 1 from this severity')
        .choices([...SEVERITIES, 'never'])
        .default('error'),
    )
    .addOption(doubles())
    .addOption(engine())
    .addOption(language())
    .action(async (paths: string[], options, self: Command) => {
      if (noInput(paths.length, options.engine)) return exit(helpInstead(self, effects));
      const { check } = await import('./check.ts');
      exit(await check(paths, options, effects));
    });

  command(
    'explain',
    '逐条说明疑点：为什么、原文、最小改法 / why findings were made, and what would clear them',
  )
    .argument('[paths...]', '文件、文件夹、通配符或项目库 / files, folders, patterns or a portfolio')
    .option(
      '--finding <fingerprint...>',
      '疑点的指纹，见 check --format csv / fingerprints that check prints',
    )
    .option('--rule <id>', '只看这条规则的疑点 / findings of this rule, by id or code')
    .addOption(set())
    .addOption(format(['table', 'json']).default('table'))
    .addOption(doubles())
    .addOption(language())
    .action(async (paths: string[], options, self: Command) => {
      if (paths.length === 0) return exit(helpInstead(self, effects));
      const { explainFindings } = await import('./explain.ts');
      exit(await explainFindings(paths, options, effects));
    });

  command(
    'suggest',
    '修改建议：退回部门的清单，写明其他项目怎样写 / a list of suggestions for the departments',
  )
    .argument('[paths...]', '文件、文件夹、通配符或项目库 / files, folders, patterns or a portfolio')
    .addOption(set())
    .option('--waivers <file>', '豁免清单 / JSON array of {fingerprint, reason, author, expires}')
    .addOption(format(['xlsx', 'csv', 'md']))
    .addOption(out())
    .addOption(doubles())
    .addOption(language())
    .action(async (paths: string[], options, self: Command) => {
      if (paths.length === 0) return exit(helpInstead(self, effects));
      const { suggest } = await import('./suggest.ts');
      exit(await suggest(paths, options, effects));
    });

  command(
    'build',
    '把任意多的文件汇成一个项目库文件，网页与命令行都能直接打开 / any inputs into one portfolio file',
  )
    .argument(
      '[paths...]',
      '文件、文件夹、通配符，或已有的项目库 / files, folders, patterns, or portfolios that are there',
    )
    .option('--out <file>', '项目库文件，如 portfolio.duckdb / the portfolio file')
    .addOption(engine().conflicts(['out', 'fresh']))
    .addOption(doubles())
    .option('--fresh', '全部重新读取，不沿用已有的 / read everything again')
    .option('--memory <size>', '数据库至多占用的内存 / memory the database may take', '2GB')
    .addOption(language())
    .action(async (paths: string[], options, self: Command) => {
      if (paths.length === 0) return exit(helpInstead(self, effects));
      if (options.engine !== undefined) {
        const { buildEngine } = await import('./clickhouse/open.ts');
        return exit(await buildEngine(paths, options.engine, { ...options, engine: undefined }, effects));
      }
      if (options.out === undefined)
        throw new CommandError('build: --out 文件，或 --engine 地址 / --out file, or --engine address');
      const { build } = await import('./build/build.ts');
      exit(await build(paths, options, effects));
    });

  command('query', '对同样的表与视图执行 SQL / SQL over the same tables and views')
    .argument('[paths...]', '文件、文件夹或项目库，最后是 SQL / files, folders or a portfolio, then the SQL')
    .addOption(format(['table', 'csv', 'json']).default('table'))
    .addOption(out())
    .addOption(set())
    .addOption(doubles())
    .addOption(engine())
    .addOption(language())
    .action(async (args: string[], options, self: Command) => {
      if (noInput(args.length - 1, options.engine)) return exit(helpInstead(self, effects));
      const { query } = await import('./query.ts');
      exit(await query(args.slice(0, -1), args[args.length - 1]!, options, effects));
    });

  command('verify', '离线复核审核存档 / judge an audit bundle again and compare, offline')
    .argument('<bundle>', 'check --bundle 写成的 zip / a zip that check --bundle wrote')
    .argument(
      '[paths...]',
      '原文件：一并核对存档里的数据 / the documents, to check the rows in the bundle too',
    )
    .option('--expect <sha256>', '存档指纹应为 / the fingerprint that the bundle must have')
    .addOption(format(['table', 'json']).default('table'))
    .addOption(language())
    .action(async (bundle: string, paths: string[], options) => {
      const { verify } = await import('./verify.ts');
      exit(await verify(bundle, paths, options, effects));
    });

  command('diff', '比较两次审核 / compare two runs, finding by finding')
    .argument(
      '<old>',
      '先前的：check --format json 的结果、审核存档，或文件、文件夹 / a run JSON, an audit bundle, or forms',
    )
    .argument('<new>', '后来的 / the later one')
    .addOption(set())
    .option('--waivers <file>', '豁免清单（审核文件时用） / waivers, where forms are judged')
    .addOption(format(['table', 'json', 'csv', 'md']).default('table'))
    .addOption(out())
    .addOption(
      new Option(
        '--fail-on <severity>',
        '有新增疑点达到该级别时以 1 退出 / exit 1 when a new finding reaches it',
      )
        .choices([...SEVERITIES, 'never'])
        .default('error'),
    )
    .addOption(doubles())
    .addOption(language())
    .action(async (old: string, later: string, options) => {
      const { diff } = await import('./diff.ts');
      exit(await diff(old, later, options, effects));
    });

  const rules = program.command('rules').description('规则 / the rules').helpCommand(false);
  const rulesCommand = (name: string, description: string) =>
    rules.command(name).description(description).option('--debug').addOption(language());
  rulesCommand('list', '列出规则 / list them')
    .addOption(set().default(undefined))
    .option('--resolved', '每项级别、参数与条件例外，及其出处 / every setting of the set, and who gave it')
    .addOption(format(['table', 'json']).default('table'))
    .action(async (options) => {
      const { listRules } = await import('./rules.ts');
      exit(await listRules(options, effects));
    });
  rulesCommand('lock', '锁定规则集：规则、参数、词表的指纹 / write down what a set runs, with hashes')
    .addOption(set())
    .addOption(new Option('--out <file>', '写入文件 / write to a file').default('zhunxing.lock.json'))
    .action(async (options) => {
      const { lockRules } = await import('./lock.ts');
      exit(await lockRules(options, effects));
    });
  rulesCommand('test', '运行规则自带的样例 / run the fixtures of every rule')
    .argument('[ids...]', '规则 / only these rules')
    .addOption(set().default(undefined))
    .option(
      '--coverage',
      '逐个条件看有没有样例检验它，不足 100% 以 1 退出 / whether fixtures put each condition to the test (MC/DC); exit 1 below 100 %',
    )
    .action(async (ids: string[], options) => {
      const { testRules } = await import('./rules-test.ts');
      exit(await testRules(ids, options, effects));
    });
  rulesCommand('show', '一条规则的全文 / one rule in full')
    .argument('<id>', '规则名或编号 / id or code')
    .argument('[paths...]', '申报表：加上它对这些表的判定 / forms: adds what it answers over them')
    .addOption(set().default(undefined))
    .addOption(format(['table', 'json']).default('table'))
    .action(async (id: string, paths: string[], options) => {
      const { showRule } = await import('./rules.ts');
      exit(await showRule(id, paths, { doubles: 'both', ...options }, effects));
    });
  return program;
}

/** Whether a command was called with nothing to work on: what it works on is paths, or the database of an engine. */
function noInput(paths: number, engine: string | undefined): boolean {
  if (engine === undefined) return paths <= 0;
  if (paths > 0)
    throw new CommandError(
      '--engine 用库里已有的数据，不再给文件；要装入文件，请用 build / --engine works on what the database holds: to load files into it, use build',
    );
  return paths < 0;
}

/** Help of a command that was called with too little, on standard error. */
function helpInstead(command: Command, effects: Effects): 2 {
  effects.err(command.helpInformation() + EXAMPLES + '\n');
  return 2;
}
