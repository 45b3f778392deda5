import { Option, type Command } from 'commander';
import { SEVERITIES } from '#core/model/finding.ts';
import { CommandError, type Effects } from './effects.ts';
import { helpInstead, noInput } from './help.ts';
import { doubles, engine, format, language, out, set } from './options.ts';

/** Adds the commands over forms and runs; `exit` takes a command's exit code. */
export function addCommands(program: Command, effects: Effects, exit: (code: number) => void): void {
  const command = (name: string, description: string) =>
    program
      .command(name)
      .description(description)
      .option('--debug', '显示错误详情与用时 / show stack traces and timings')
      .showHelpAfterError('（zhunxing --help）');

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
}
