import { rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { readEach } from '#core/ingest/read-each.ts';
import type { Choices } from '#core/ingest/same-form.ts';
import { oneLine } from '#core/report/plain-text.ts';
import { readMeta, type FileMeta, type FileProblem } from '#core/store/portfolio-file.ts';
import { literal } from '#core/store/sql.ts';
import { openNative, type NativeConnector } from '../duckdb.ts';
import { CommandError, type Effects } from '../effects.ts';
import { openFiles, type Unopened } from '../files.ts';
import { pdfAsset } from '../pdf-assets.ts';
import { clear, tellDoubles, tellHeldForm, type CommonOptions } from '../portfolio.ts';
import { findInputs, isDuckDb, type GivenInput } from './inputs.ts';
import { Meter } from './meter.ts';
import { attachPortfolio, mergePortfolio } from './merge.ts';
import { pack } from './pack.ts';
import { Part } from './part.ts';
import { READER } from './reader.ts';
import { resume } from './resume.ts';
import { WORDS } from './words.ts';

export interface BuildOptions extends CommonOptions {
  out: string;
  /** Reads every input again. */
  fresh?: boolean;
  /** What DuckDB may take before it spills to disk, such as `2GB`. */
  memory: string;
}

/** How far reading has come; `share` of the bytes. */
interface Done {
  inputs: number;
  of: number;
  indicators: number;
  share: number;
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

/** What could not be read, and what was held back, is told whether it was read now or in an earlier build. */
async function tellStored(
  db: NativeConnector,
  catalog: string,
  complain: (file: string, message: string) => void,
  effects: Effects,
  lang: 'zh' | 'en',
): Promise<void> {
  const error = lang === 'zh' ? 's.error' : 'd.error_en';
  const told = await db.query<{ file: string; message: string }>(
    `SELECT s.file, ${error} AS message FROM ${catalog}.main.source s JOIN ${catalog}.main.document d ON d.file = s.file
     WHERE s.error IS NOT NULL ORDER BY d.number`,
  );
  for (const { file, message } of told) complain(file, message);
  const held = await db.query<HeldForm>(
    `SELECT h.* FROM ${catalog}.main.held_form h JOIN ${catalog}.main.document d ON d.file = regexp_replace(h.form_id, '#[0-9]+$', '')
     WHERE d.error_code IS DISTINCT FROM 'needs-a-look' ORDER BY d.number`,
  );
  for (const one of held)
    tellHeldForm({ id: one.form_id, name: one.name, confidence: one.confidence }, lang, effects);
}

interface HeldForm {
  form_id: string;
  name: string;
  confidence: number;
}

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}

/** Only a DuckDB file is ever replaced, and only a folder that is there is written to. */
async function checkPlace(out: string, { out: given, lang }: BuildOptions): Promise<void> {
  const word = WORDS[lang];
  if (!(await exists(path.dirname(out)))) throw new CommandError(word.noFolder(given));
  if ((await exists(out)) && !(await isDuckDb(out))) throw new CommandError(word.notOurs(given));
}

/** The side file (`part`, the default), the file to write (`fresh`) and the portfolio that is there (`old`), if any. */
async function openBuild(
  { side, fresh, out }: { side: string; fresh: string; out: string | null },
  options: BuildOptions,
): Promise<NativeConnector> {
  try {
    return await openNative(':memory:', {
      memory: options.memory,
      spill: `${side}.spill`,
      ownSqlOnly: true,
      first: [
        `ATTACH ${literal(side)} AS part ${NEWEST}`,
        `ATTACH ${literal(fresh)} AS fresh ${NEWEST}`,
        ...(out === null ? [] : [`ATTACH ${literal(out)} AS old (READ_ONLY)`]),
        'USE part',
      ],
    });
  } catch (error) {
    const { message } = error as Error;
    if (/lock/i.test(message)) throw new CommandError(WORDS[options.lang].locked(options.out));
    throw error;
  }
}

/** The page's DuckDB is the same version, so the newest way to store is open to both. */
const NEWEST = `(STORAGE_VERSION 'v1.4.0')`;

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

async function readInputs(
  db: NativeConnector,
  part: Part,
  inputs: readonly GivenInput[],
  cwd: string,
  on: { unopened(file: Unopened): void; progress(input: GivenInput, done: Done): void },
): Promise<void> {
  const read = await db.query<{ sha256: string; file: string }>(
    `SELECT s.sha256, s.file FROM source s JOIN document d ON d.file = s.file
     WHERE s.bytes > 0 AND d.error_code IS DISTINCT FROM 'same-file' ORDER BY d.number`,
  );
  const earlier = new Map<string, string>();
  for (const { sha256, file } of read) if (!earlier.has(sha256)) earlier.set(sha256, file);
  const all = inputs.reduce((sum, input) => sum + input.bytes, 0);
  let bytes = 0;
  for (const [i, input] of inputs.entries()) {
    if (input.portfolio) await mergePortfolio(db, part, input, earlier);
    else {
      let opened = false;
      let choices: Choices = {};
      for await (const result of readEach(openFiles(cwd, [input.path], on.unopened), {
        asset: pdfAsset,
        earlier,
        onMarks: (marks) => (choices = { ...choices, ...marks.choices }),
      })) {
        opened = true;
        await part.add(result);
        on.progress(input, {
          inputs: i,
          of: inputs.length,
          indicators: part.held.indicators,
          share: bytes / all,
        });
      }
      if (opened) await part.end(input, choices);
    }
    bytes += input.bytes;
    on.progress(input, {
      inputs: i + 1,
      of: inputs.length,
      indicators: part.held.indicators,
      share: bytes / all,
    });
  }
  await part.commit();
}
