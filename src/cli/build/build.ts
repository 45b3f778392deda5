import { rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { oneLine } from '#core/report/plain-text.ts';
import { readMeta, type FileMeta, type FileProblem } from '#core/store/portfolio-file.ts';
import type { NativeConnector } from '../duckdb.ts';
import { CommandError, type Effects } from '../effects.ts';
import type { Unopened } from '../files.ts';
import { clear, tellDoubles, type CommonOptions } from '../portfolio.ts';
import { findInputs, type GivenInput } from './inputs.ts';
import { Meter } from './meter.ts';
import { attachPortfolio } from './merge.ts';
import { pack } from './pack.ts';
import { Part } from './part.ts';
import { checkPlace, exists, openBuild } from './place.ts';
import { readInputs } from './read-inputs.ts';
import { READER } from './reader.ts';
import { resume } from './resume.ts';
import { tellStored } from './tell-stored.ts';
import { WORDS } from './words.ts';

export interface BuildOptions extends CommonOptions {
  out: string;
  /** Reads every input again. */
  fresh?: boolean;
  /** What DuckDB may take before it spills to disk, such as `2GB`. */
  memory: string;
}

/**
 * `zhunxing build`: any inputs into one portfolio file. Forms go batch by batch into a side file (`<out>.part`), which a killed build
 * goes on from; the portfolio is written beside the old one (`<out>.new`) and takes its place at the very end.
 */
export async function build(
  paths: readonly string[],
  options: BuildOptions,
  effects: Effects,
): Promise<number> {
  const { lang, doubles = 'both', out: given } = options;
  const word = WORDS[lang];
  const out = path.resolve(effects.cwd, given);
  const [side, fresh] = [`${out}.part`, `${out}.new`];
  const meter = new Meter(effects, lang);
  let errors = 0;
  const complain = (file: string, message: string) => {
    errors++;
    effects.err(`${clear(effects)}zhunxing: ${oneLine(file)}: ${oneLine(message)}\n`);
  };
  const unopened = (file: Unopened) => complain(file.path, lang === 'zh' ? file.message : file.messageEn);
  const remove = async (...files: string[]) => {
    for (const file of files) for (const one of [file, `${file}.wal`]) await rm(one, { force: true });
  };

  await checkPlace(out, options);
  const ours = [out, side, `${side}.wal`, fresh, `${fresh}.wal`];
  const found = await findInputs(effects.cwd, paths, ours, unopened, ({ files, of }) =>
    meter.show(word.hashing(files, of)),
  );
  if (found.length === 0) throw new CommandError(word.nothing(errors));
  const before = (await exists(out)) ? out : null;
  const db = await openBuild({ side, fresh, out: before }, options);
  try {
    const old = before && !options.fresh ? await oldMeta(db) : null;
    const inputs = await usable(db, found, effects.cwd, ({ path: file }, problem) =>
      complain(file, word.problem[problem]),
    );
    if (old?.doubles === doubles && (await unchanged(db, inputs))) {
      await tellStored(db, 'old', complain, effects, lang);
      await effects.out(word.upToDate(given, old));
      db.close();
      await remove(fresh, side);
      return 0;
    }
    const part = await Part.open(db, { fresh: options.fresh });
    const { left, resumed, unchanged: same } = await resume(db, part, inputs, old && 'old');
    if (resumed > 0) effects.err(`${clear(effects)}${word.resumed(resumed)}\n`);
    meter.start();
    await readInputs(db, part, left, effects.cwd, {
      unopened,
      progress: (input, done) => meter.show(word.reading({ ...done, file: input.path }), done.share),
    });
    if (part.held.forms === 0) {
      await tellStored(db, 'part', complain, effects, lang);
      throw new CommandError(word.nothing(errors));
    }
    const { meta, doubles: several } = await pack(db, {
      doubles,
      at: effects.now().toISOString(),
      stage: (now) => {
        meter.start();
        meter.show(word.stage[now]);
      },
    });
    meter.end();
    await tellStored(db, 'fresh', complain, effects, lang);
    db.close();
    await rename(fresh, out);
    await remove(side);
    if (doubles === 'both' && several.projects > 0)
      tellDoubles(several.projects, several.example!, lang, effects);
    await effects.out(
      word.built(given, meta, { read: left.length, unchanged: same, bytes: (await stat(out)).size }),
    );
    return 0;
  } catch (error) {
    meter.end();
    db.close();
    await remove(fresh);
    throw error;
  }
}

/** What the old portfolio says of itself, when it can be gone on from. */
async function oldMeta(db: NativeConnector): Promise<FileMeta | null> {
  const { meta, problem } = await readMeta(db, 'old');
  return meta && !problem && meta.made_by === READER ? meta : null;
}

/** The inputs without portfolios that cannot be used, which are complained of. */
async function usable(
  db: NativeConnector,
  found: readonly GivenInput[],
  cwd: string,
  complain: (input: GivenInput, problem: FileProblem) => void,
): Promise<GivenInput[]> {
  const good: GivenInput[] = [];
  for (const input of found) {
    const problem = input.portfolio
      ? await attachPortfolio(db, path.resolve(cwd, input.path), input.position)
      : null;
    if (problem) complain(input, problem);
    else good.push(input);
  }
  return good;
}

/** Whether the old portfolio was made of just these inputs, as they are, in this order. */
async function unchanged(db: NativeConnector, inputs: readonly GivenInput[]): Promise<boolean> {
  const old = await db.query<{ path: string; sha256: string; as_read: boolean }>(
    'SELECT path, sha256 FROM old.main.input ORDER BY position',
  );
  return (
    old.length === inputs.length &&
    old.every(({ path, sha256 }, i) => path === inputs[i]!.path && sha256 === inputs[i]!.sha256)
  );
}
