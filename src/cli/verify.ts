import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { BundleError } from '#core/audit/parts.ts';
import { compareSources } from '#core/audit/sources.ts';
import { verifyBundle, type Verification } from '#core/audit/verify.ts';
import { ReadError } from '#core/ingest/read-error.ts';
import packageJson from '../../package.json' with { type: 'json' };
import { openNative } from './duckdb.ts';
import { CommandError, type Effects } from './effects.ts';
import { reason } from './files.ts';
import { openPaths, type CommonOptions } from './portfolio.ts';

/** `zhunxing verify`: judges a bundle again; 0 when every part and finding is as it says, 1 when not, 2 when it cannot be opened. */
export async function verify(
  file: string,
  paths: readonly string[],
  options: CommonOptions & { expect?: string; format: 'table' | 'json' },
  effects: Effects,
): Promise<number> {
  const { lang, expect } = options;
  const bytes = await readFile(path.resolve(effects.cwd, file)).catch((error: unknown) => {
    const { message, messageEn } = reason(error);
    throw new CommandError(`${file}: ${lang === 'zh' ? message : messageEn}`);
  });
  const db = await openNative();
  let found: Verification;
  try {
    found = await verifyBundle(db, bytes, packageJson.version);
    if (expect !== undefined && !found.sha256.startsWith(expect.toLowerCase()))
      found.discrepancies.unshift({
        part: 'manifest.json',
        zh: `存档指纹为 ${found.sha256}，应为 ${expect}：这不是当初那一份`,
        en: `the fingerprint is ${found.sha256}, not ${expect}: this is another bundle`,
      });
    if (paths.length > 0 && found.findings) {
      const read = (await openPaths(paths, options, effects)).db;
      try {
        found.discrepancies.push(...(await compareSources(db, read)));
      } finally {
        read.close();
      }
    }
  } catch (error) {
    if (error instanceof BundleError || error instanceof ReadError)
      throw new CommandError(`${file}: ${lang === 'zh' ? error.message : error.messageEn}`);
    throw error;
  } finally {
    db.close();
  }
  await effects.out(
    options.format === 'json'
      ? JSON.stringify(found, null, 2) + '\n'
      : told(file, found, paths.length > 0, lang),
  );
  return found.discrepancies.length === 0 ? 0 : 1;
}

function told(file: string, found: Verification, withSources: boolean, lang: 'zh' | 'en'): string {
  const { manifest, sha256, discrepancies, findings, remarks } = found;
  const line = ({ part, zh, en }: Verification['remarks'][number]) => `${part}: ${lang === 'zh' ? zh : en}`;
  const head =
    lang === 'zh'
      ? `${file}：${manifest.at}，规则集 ${manifest.rules.set} ${manifest.rules.version}，${manifest.data.forms} 份申报表，${manifest.data.indicators} 项指标\n存档指纹 ${sha256}`
      : `${file}: ${manifest.at}, rule set ${manifest.rules.set} ${manifest.rules.version}, ${manifest.data.forms} forms, ${manifest.data.indicators} indicators\nfingerprint ${sha256}`;
  const count = findings
    ? lang === 'zh'
      ? `疑点 ${findings.told} 条，复核得出 ${findings.reproduced} 条完全相同`
      : `${findings.reproduced} of ${findings.told} findings reproduced to the letter`
    : lang === 'zh'
      ? '未能复核'
      : 'could not be judged';
  const verdict =
    discrepancies.length > 0
      ? lang === 'zh'
        ? `不符 ${discrepancies.length} 处`
        : `${discrepancies.length} discrepancies`
      : lang === 'zh'
        ? `相符：${manifest.parts.length} 个部分未被改动，结论可以重现${withSources ? '，数据与原文件一致' : ''}`
        : `holds: ${manifest.parts.length} parts unaltered, the result is reproduced${withSources ? ', the rows are those of the documents' : ''}`;
  return [
    head,
    ...remarks.map((one) => `· ${line(one)}`),
    ...discrepancies.map((one) => `✗ ${line(one)}`),
    count,
    verdict,
    '',
  ].join('\n');
}
