import { lockDifferences, lockOf } from '#core/rules/lock.ts';
import type { ResolvedSet } from '#core/rules/resolve.ts';
import packageJson from '../../package.json' with { type: 'json' };
import { CommandError, type Effects } from './effects.ts';
import { output } from './output.ts';
import type { CommonOptions } from './portfolio.ts';
import { readLock, readRuleSet } from './rule-files.ts';

const USUAL = 'zhunxing.lock.json';

/** `zhunxing rules lock`: writes what a set runs, with hashes. */
export async function lockRules(
  options: CommonOptions & { rules: string; out: string },
  effects: Effects,
): Promise<number> {
  const lock = lockOf(await readRuleSet(options.rules, effects), packageJson.version);
  const file = options.out === '-' ? undefined : options.out;
  await output(JSON.stringify(lock, null, 2) + '\n', file, effects);
  if (file !== undefined)
    await effects.out(
      options.lang === 'zh'
        ? `${file}：已锁定 ${lock.set.name} ${lock.set.version}，${lock.rules.length} 条规则，${lock.sha256.slice(0, 12)}\n`
        : `${file}: locked ${lock.set.name} ${lock.set.version}, ${lock.rules.length} rules, ${lock.sha256.slice(0, 12)}\n`,
    );
  return 0;
}

/** Throws CommandError with every difference when a set is not what the lock file says; `true` is the file of the usual name. */
export async function holdToLock(
  set: ResolvedSet,
  file: string | true,
  lang: 'zh' | 'en',
  effects: Effects,
): Promise<void> {
  const name = file === true ? USUAL : file;
  const found = lockDifferences(await readLock(name, effects), lockOf(set, packageJson.version));
  if (found.length === 0) return;
  const lines = found.map((one) => `  ${lang === 'zh' ? one.zh : one.en}`).join('\n');
  throw new CommandError(
    lang === 'zh'
      ? `规则与锁定文件 ${name} 不同，没有运行：\n${lines}\n如属有意，用 zhunxing rules lock 重新锁定`
      : `the rules differ from the lock file ${name}; nothing was run:\n${lines}\nif that is meant, lock anew: zhunxing rules lock`,
  );
}
