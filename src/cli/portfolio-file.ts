import path from 'node:path';
import { FILE_CATALOG, OPEN_FILE, readMeta, type FileProblem } from '#core/store/portfolio-file.ts';
import { literal } from '#core/store/sql.ts';
import { isDuckDb } from './build/inputs.ts';
import { WORDS } from './build/words.ts';
import { openNative, type NativeConnector } from './duckdb.ts';
import { CommandError, type Effects } from './effects.ts';

/**
 * The path of the portfolio file (by its content) when that is what was given, else `null`.
 * @throws CommandError when it is given together with other paths
 */
export async function portfolioAmong(
  paths: readonly string[],
  lang: 'zh' | 'en',
  effects: Effects,
): Promise<string | null> {
  for (const given of paths) {
    if (!(await isDuckDb(path.resolve(effects.cwd, given)))) continue;
    if (paths.length === 1) return given;
    throw new CommandError(
      lang === 'zh'
        ? `${given} 是项目库，只能单独使用。要合在一起，请先：zhunxing build ${paths.join(' ')} --out 合并.duckdb`
        : `${given} is a portfolio and must stand alone. To put them together first: zhunxing build ${paths.join(' ')} --out all.duckdb`,
    );
  }
  return null;
}

/**
 * Opens a portfolio file read-only, nothing copied: what a run makes stands in memory.
 * @throws CommandError for a file that is damaged, no portfolio, or of another version
 */
export async function openFile(
  given: string,
  lang: 'zh' | 'en',
  effects: Effects,
): Promise<{ db: NativeConnector; sha256: string; forms: number; indicators: number }> {
  const refuse = (problem: FileProblem) => new CommandError(`${given}: ${WORDS[lang].problem[problem]}`);
  const file = path.resolve(effects.cwd, given);
  let db: NativeConnector;
  try {
    db = await openNative(':memory:', {
      first: [`ATTACH ${literal(file)} AS ${FILE_CATALOG} (READ_ONLY)`, ...OPEN_FILE],
    });
  } catch {
    throw refuse('damaged');
  }
  const { meta, problem } = await readMeta(db);
  if (!meta || problem) {
    db.close();
    throw refuse(problem ?? 'no-portfolio');
  }
  return { db, sha256: meta.data_sha256, forms: meta.forms, indicators: meta.indicators };
}
