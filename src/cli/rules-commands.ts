import { Option, type Command } from 'commander';
import type { Effects } from './effects.ts';
import { format, language, set } from './options.ts';

/** Adds `rules` and its commands; `exit` takes a command's exit code. */
export function addRulesCommands(program: Command, effects: Effects, exit: (code: number) => void): void {
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
}
