import type { Portfolio } from '#core/model/form.ts';
import type { ReadResult } from '#core/ingest/input.ts';
import { read } from '#core/ingest/read.ts';
import { oneLine } from '#core/report/plain-text.ts';
import { dataHash } from '#core/store/data-hash.ts';
import { createSchema } from '#core/store/create.ts';
import { load } from '#core/store/load.ts';
import type { Database } from './database.ts';
import { openFile, portfolioAmong } from './portfolio-file.ts';
import { openNative, type NativeConnector } from './duckdb.ts';
import { CommandError, type Effects } from './effects.ts';
import { pdfAsset } from './pdf-assets.ts';
import { findFiles, openFiles, type Unopened } from './files.ts';

/** Options that every command on forms has. */
export interface CommonOptions {
  /** Which of several forms of one project and year counts. */
  doubles?: 'both' | 'newer';
  lang: 'zh' | 'en';
  debug?: boolean;
  /** Address of a ClickHouse that holds the portfolio, in place of paths. */
  engine?: string;
}

/**
 * Reads all forms of the paths. What cannot be read goes to standard error, file by file, and the rest is read on.
 * Throws CommandError when no form at all could be read.
 */
export async function readPaths(
  paths: readonly string[],
  { lang, doubles = 'both' }: CommonOptions,
  effects: Effects,
): Promise<ReadResult> {
  let errors = 0;
  const complain = (file: string, message: string) => {
    errors++;
    effects.err(`${clear(effects)}zhunxing: ${oneLine(file)}: ${oneLine(message)}\n`);
  };
  const unopened = (file: Unopened) => complain(file.path, lang === 'zh' ? file.message : file.messageEn);
  const files = await findFiles(effects.cwd, paths, unopened);
  const result = await read(openFiles(effects.cwd, files, unopened), {
    asset: pdfAsset,
    choices: { default: doubles },
    onProgress: ({ file, index }) => {
      if (effects.terminal.err && files.length > 1)
        effects.err(
          `${clear(effects)}${index + 1}/${files.length} ${oneLine(file)}`.slice(
            0,
            effects.terminal.columns - 1,
          ),
        );
    },
  });
  effects.err(clear(effects));
  for (const { file, error } of result.portfolio.files)
    if (error) complain(file, lang === 'zh' ? error.message : error.messageEn);
  tellHeld(result.portfolio, lang, effects);
  if (result.portfolio.forms.length === 0) {
    const nothing = errors === 0;
    throw new CommandError(
      lang === 'zh'
        ? `没有读到任何申报表${nothing ? '（没有文件）' : ''}`
        : `no form could be read${nothing ? ' (there is no file)' : ''}`,
    );
  }
  return result;
}

/** Forms held back, and doubles that all count, are told even where the output shows findings only. */
function tellHeld({ held, doubles, files }: Portfolio, lang: 'zh' | 'en', effects: Effects): void {
  const told = new Set(files.filter(({ error }) => error?.code === 'needs-a-look').map(({ file }) => file));
  for (const { id, project, confidence } of held)
    if (!told.has(id.slice(0, id.lastIndexOf('#'))))
      tellHeldForm({ id, name: project.name, confidence }, lang, effects);
  const all = doubles.filter(({ forms }) => forms.every(({ counted }) => counted));
  if (all.length > 0) tellDoubles(all.length, all[0]!.project, lang, effects);
}

/** Tells of a form that was held back. */
export function tellHeldForm(
  { id, name, confidence }: { id: string; name: string; confidence: number },
  lang: 'zh' | 'en',
  effects: Effects,
): void {
  const share = `${Math.round(confidence * 100)}%`;
  say(
    effects,
    {
      zh: `${id}：“${name}”只读懂 ${share}，没有计入。请在网页的“数据”页对照原文指认。`,
      en: `${id}: only ${share} of "${name}" was understood; it is not counted. Compare it with the original on the Data page.`,
    }[lang],
  );
}

/** Tells of projects with several forms of a year that all count; `example` is the name of one. */
export function tellDoubles(projects: number, example: string, lang: 'zh' | 'en', effects: Effects): void {
  say(
    effects,
    {
      zh: `${projects} 个项目有不止一张同年度的表（如“${example}”），目前都计入；--doubles newer 只计文件较新的。`,
      en: `${projects} projects have more than one form of a year (such as "${example}"); all count. --doubles newer counts the newer file only.`,
    }[lang],
  );
}

const say = (effects: Effects, text: string) => effects.err(`zhunxing: ${oneLine(text)}\n`);

/** What a command works on: forms loaded into a database, which the caller closes. `sha256` is that of the data. */
export interface OpenedPortfolio {
  db: Database;
  sha256: string;
  forms: number;
  indicators: number;
}

/** Opens a portfolio file or a cluster's database as it is, or reads the paths and loads what they hold. `lap` hears when reading and loading are done. */
export async function openPaths(
  paths: readonly string[],
  options: CommonOptions,
  effects: Effects,
  lap: (step: string) => void = () => undefined,
): Promise<OpenedPortfolio> {
  if (options.engine !== undefined) return (await import('./clickhouse/open.ts')).openEngine(options.engine);
  const file = await portfolioAmong(paths, options.lang, effects);
  if (file !== null) return openFile(file, options.lang, effects);
  const result = await readPaths(paths, options, effects);
  lap('read');
  const { forms, files } = result.portfolio;
  const indicators = forms.reduce((sum, form) => sum + form.indicators.length, 0);
  const db = await loadNative(result);
  lap('load');
  return { db, sha256: dataHash({ files }), forms: forms.length, indicators };
}

/** Opens an empty database and loads what was read. The caller closes it. */
export async function loadNative(result: ReadResult): Promise<NativeConnector> {
  const indicators = result.portfolio.forms.reduce((sum, form) => sum + form.indicators.length, 0);
  const db = await openNative(':memory:', indicators < FEW_INDICATORS ? { threads: 1 } : {});
  try {
    await createSchema(db);
    await load(db, result);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** Below this, handing work to a second thread costs more than the work. */
const FEW_INDICATORS = 20_000;

/** Takes the line of progress away, where there is one. */
export const clear = (effects: Effects): string => (effects.terminal.err ? '\r\u001b[2K' : '');
