import { stat } from 'node:fs/promises';
import path from 'node:path';
import { literal } from '#core/store/sql.ts';
import { openNative, type NativeConnector } from '../duckdb.ts';
import { CommandError } from '../effects.ts';
import type { BuildOptions } from './build.ts';
import { isDuckDb } from './inputs.ts';
import { WORDS } from './words.ts';

/** The page's DuckDB is the same version, so the newest way to store is open to both. */
const NEWEST = `(STORAGE_VERSION 'v1.4.0')`;

/** Whether a file or folder is there. */
export async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}

/** Only a DuckDB file is ever replaced, and only a folder that is there is written to. */
export async function checkPlace(out: string, { out: given, lang }: BuildOptions): Promise<void> {
  const word = WORDS[lang];
  if (!(await exists(path.dirname(out)))) throw new CommandError(word.noFolder(given));
  if ((await exists(out)) && !(await isDuckDb(out))) throw new CommandError(word.notOurs(given));
}

/** The side file (`part`, the default), the file to write (`fresh`) and the portfolio that is there (`old`), if any. */
export async function openBuild(
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
